import pytest

from catenary.basis.persons import Sex
from catenary.core.screening.model import NameKind
from catenary.formats.lists.ofac_csv import OfacSet, read_ofac_csv
from catenary.formats.lists.ofac_remarks import read_remarks
from catenary.formats.lists.source import ListFile

NIL = "-0- "


def row(number, name, kind="individual", programs="SDGT", remarks=NIL):
    cells = [
        str(number),
        f'"{name}"',
        f'"{kind}"' if kind != NIL else NIL,
        f'"{programs}"',
        *[NIL] * 7,
        f'"{remarks}"',
    ]
    return ",".join(cells)


def read_set(sdn, alt=None, comments=None):
    findings = []
    files = [
        ListFile(name, (text + "\r\n\x1a\r\n").encode()) if text is not None else None
        for name, text in (("sdn.csv", sdn), ("alt.csv", alt), ("sdn_comments.csv", comments))
    ]
    return list(read_ofac_csv(OfacSet(*files), findings.append)), findings


def test_remarks_give_birth_nationality_sex_papers_and_weak_aliases():
    remarks = (
        "DOB 02 Feb 1961; alt. DOB circa 1960; POB Port Royal, Atlantis; nationality Norway; citizen Iran; Gender Female; "
        "Passport A123456 (Norway) issued 01 Jan 2001 expires 01 Jan 2011; National ID No. 0451 (Iran); "
        "a.k.a. 'THE LAMPLIGHTER'; Linked To: OSTERLIN SHIPPING."
    )
    (entry,), _ = read_set(row(17, "OSTERLIN, Torvald Nils", remarks=remarks))
    assert [str(span) for span in entry.born] == ["1961-02-02", "1960~"]
    assert (entry.nationalities, entry.sex) == (("NOR", "IRN"), Sex.FEMALE)
    assert [(paper.type, paper.number, paper.issuer) for paper in entry.documents] == [
        ("Passport", "A123456", "NOR"),
        ("National ID No.", "0451", "IRN"),
    ]
    assert [name.name.full for name in entry.names if name.kind is NameKind.WEAK_ALIAS] == ["THE LAMPLIGHTER"]
    assert "Port Royal" not in repr(entry)


def test_the_name_keeps_its_parts_and_is_stored_as_listed():
    (entry,), _ = read_set(row(17, "OSTERLIN, Torvald Nils", programs="SDGT] [IFSR"))
    name = entry.names[0].name
    assert (name.full, name.surname, name.given_names) == (
        "OSTERLIN, Torvald Nils",
        "OSTERLIN",
        "Torvald Nils",
    )
    assert (entry.entry, entry.list, entry.legal_ground) == ("17", "ofac", "SDGT, IFSR")


def test_a_suffix_belongs_to_the_surname():
    (entry,), _ = read_set(row(17, "OSTERLIN, Jr., Torvald"))
    assert (entry.names[0].name.surname, entry.names[0].name.given_names) == ("OSTERLIN Jr.", "Torvald")


def test_alias_rows_join_their_entry():
    entries, _ = read_set(
        row(17, "OSTERLIN, Torvald"), '17,1,"aka","OESTERLIN, Thor",-0- \r\n17,2,"fka","T. O.",-0- '
    )
    assert [name.name.full for name in entries[0].names] == ["OSTERLIN, Torvald", "OESTERLIN, Thor", "T. O."]


def test_an_alias_without_its_entry_is_reported_with_its_line():
    _, findings = read_set(row(17, "OSTERLIN, Torvald"), '18,1,"aka","NOBODY",-0- ')
    (finding,) = [finding for finding in findings if finding.code == "lists.alias_without_entry"]
    assert (finding.params["file"], finding.params["line"], finding.params["entry"]) == ("alt.csv", 1, "18")


def test_organisations_vessels_and_aircraft_are_counted_not_listed():
    entries, findings = read_set(
        f"{row(1, 'A CO', kind=NIL)}\r\n{row(2, 'B', kind='vessel')}\r\n{row(3, 'C', kind='vessel')}"
    )
    assert entries == []
    assert [(finding.params["kind"], finding.params["count"]) for finding in findings] == [
        ("entity", 1),
        ("vessel", 2),
    ]


def test_the_end_of_file_mark_is_no_row():
    assert read_set(row(17, "OSTERLIN, Torvald"))[1] == []


def test_a_row_with_too_few_cells_is_an_error_with_its_line():
    _, findings = read_set(f'{row(17, "OSTERLIN, Torvald")}\r\n18,"HALF"')
    assert [(finding.code, finding.params["line"]) for finding in findings] == [("lists.row_too_short", 2)]


def test_cut_remarks_are_reported_and_their_half_item_is_not_used():
    remarks = "DOB 1961; " + "Linked To: OSTERLIN SHIPPING AND TRADING; " * 30
    (entry,), findings = read_set(row(17, "OSTERLIN, Torvald", remarks=(remarks + "; Passport X99")[:1000]))
    assert [finding.code for finding in findings] == ["lists.remarks_cut"]
    assert (entry.documents, str(entry.born[0])) == ((), "1961")


def test_cut_remarks_go_on_in_the_comments_file():
    remarks = ("DOB 1961; " + "Linked To: OSTERLIN SHIPPING AND TRADING; " * 30)[:1000]
    (entry,), findings = read_set(row(17, "O", remarks=remarks), comments='17,"PING; Passport X99 (Norway)."')
    assert (findings, entry.documents[0].number) == ([], "X99")


@pytest.mark.parametrize(
    ("item", "kind", "number", "country"),
    [
        ("Cedula No. 16247821 (Colombia)", "Cedula No.", "16247821", "Colombia"),
        ("C.U.R.P. OELT610202HXXXXX01 (Mexico)", "C.U.R.P.", "OELT610202HXXXXX01", "Mexico"),
        ("Passport RL 0730207 (Lebanon)", "Passport", "RL 0730207", "Lebanon"),
        ("Diplomatic Passport D9004878 expires 2020", "Diplomatic Passport", "D9004878", None),
        (
            "National Foreign ID Number 4203016171 (France) issued 20 Feb 2004",
            "National Foreign ID Number",
            "4203016171",
            "France",
        ),
        ("alt. Kenyan ID No. 12773667", "Kenyan ID No.", "12773667", None),
    ],
)
def test_papers_are_told_by_kind_number_and_country(item, kind, number, country):
    (paper,) = read_remarks(item + ".").documents
    assert (paper.type, paper.number, paper.issuer) == (kind, number, country)


@pytest.mark.parametrize(
    "item",
    [
        "Phone Number 989125062337",
        "Executive Order 13645",
        "Digital Currency Address - XBT 1Abc2",
        "Linked To: UNIT 7",
    ],
)
def test_what_is_no_paper_is_not_kept(item):
    assert read_remarks(item).documents == []
