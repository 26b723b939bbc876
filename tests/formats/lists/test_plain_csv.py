import pytest

from catenary.basis.findings import ProblemError
from catenary.basis.persons import Sex
from catenary.core.screening.model import NameKind
from catenary.formats.lists.plain_csv import read_plain_csv

HEADER = "id,name,aliases,original_script,born,sex,nationality,documents\n"


def test_every_column_of_the_contract_is_read(read):
    row = "17,Torvald Osterlin,Thor Osterlin; T. Osterlin,Торвальд Остерлин,1961-02-02;1960~,M,NOR;Iran,P:A1:NOR;B2\n"
    outcome = read(read_plain_csv, HEADER + row, "national")
    (entry,) = outcome.entries
    assert (entry.list, entry.entry, entry.sex, entry.nationalities) == (
        "national",
        "17",
        Sex.MALE,
        ("NOR", "IRN"),
    )
    assert [str(span) for span in entry.born] == ["1961-02-02", "1960~"]
    assert [(paper.type, paper.number, paper.issuer) for paper in entry.documents] == [
        ("P", "A1", "NOR"),
        (None, "B2", None),
    ]
    assert outcome.names(NameKind.ALIAS) == ["Thor Osterlin", "T. Osterlin"]
    assert outcome.names(NameKind.ORIGINAL_SCRIPT) == ["Торвальд Остерлин"]
    assert outcome.findings == []


def test_only_id_and_name_are_needed_in_any_order(read):
    assert read(read_plain_csv, "NAME, id\nTorvald,17\n", "x").entries[0].entry == "17"


@pytest.mark.parametrize(("header", "column"), [("id,surname\n", "name"), ("name,born\n", "id")])
def test_a_header_without_id_or_name_is_refused(read, header, column):
    with pytest.raises(ProblemError) as refusal:
        read(read_plain_csv, header + "17,x\n", "x")
    assert (refusal.value.finding.code, refusal.value.finding.params["column"]) == (
        "lists.column_missing",
        column,
    )


def test_review_day_and_legal_ground_have_columns_of_their_own(read):
    text = "id,name,weak_aliases,reference,listed_on,legal_ground,review_by\n1,A,The A,R1,2019-05-06,Act 7,2027-01\n"
    entry = read(read_plain_csv, text, "x").entries[0]
    assert (entry.reference, str(entry.listed_on), entry.legal_ground, str(entry.review_by)) == (
        "R1",
        "2019-05-06",
        "Act 7",
        "2027-01",
    )
    assert entry.names[1].kind is NameKind.WEAK_ALIAS


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("17,A,,,71,,,", "lists.born_unreadable"),
        ("17,A,,,,Q,,", "lists.sex_unreadable"),
        ("17,A,,,,,,::", "lists.document_unreadable"),
        ("17,A,,,,,Lower Atlantis,", "lists.country_unknown"),
        ("17,A,,,,,,,,extra", "lists.cells_too_many"),
        (",A,,,,,,", "lists.id_missing"),
    ],
)
def test_a_bad_cell_costs_only_itself_and_has_its_line(read, row, code):
    outcome = read(read_plain_csv, HEADER + row + "\n", "x")
    assert (len(outcome.entries), outcome.codes) == (1, [code])
    assert outcome.findings[0].params["line"] == 2


def test_a_row_without_a_name_is_lost_with_an_error(read):
    outcome = read(read_plain_csv, HEADER + "17,\n18,B\n", "x")
    assert ([entry.entry for entry in outcome.entries], outcome.codes) == (["18"], ["lists.name_missing"])


def test_a_row_without_an_id_is_known_by_its_line(read):
    assert read(read_plain_csv, HEADER + "1,A\n,B\n", "x").entries[1].entry == "line-3"


def test_short_rows_and_blank_lines_are_no_problem(read):
    outcome = read(read_plain_csv, HEADER + "17,A\n\n,,,\n18,B,\n", "x")
    assert (len(outcome.entries), outcome.findings) == (2, [])


def test_a_column_that_is_not_known_is_told_once(read):
    outcome = read(read_plain_csv, "id,name,colour\n1,A,red\n2,B,blue\n", "x")
    assert [(finding.code, finding.params["column"]) for finding in outcome.findings] == [
        ("lists.column_unknown", "colour")
    ]


def test_lines_are_counted_through_quoted_line_breaks(read):
    outcome = read(read_plain_csv, HEADER + '1,"A\nB"\n2,C,,,bad\n', "x")
    assert outcome.findings[0].params["line"] == 4


def test_a_quote_that_never_ends_refuses_the_file_with_the_line_where_it_begins(read):
    with pytest.raises(ProblemError) as refusal:
        read(read_plain_csv, HEADER + '1,A\n2,"B\n3,C\n', "x")
    assert (refusal.value.finding.code, refusal.value.finding.params["line"]) == ("lists.csv_broken", 3)


def test_a_byte_order_mark_is_no_part_of_the_header(read):
    assert len(read(read_plain_csv, b"\xef\xbb\xbfid,name\n1,A\n", "x").entries) == 1


def test_bytes_that_are_not_utf_8_refuse_the_file_with_their_offset(read):
    data = HEADER.encode() + b"1,Jos\xe9\n"
    with pytest.raises(ProblemError) as refusal:
        read(read_plain_csv, data, "x")
    finding = refusal.value.finding
    assert (finding.code, finding.at.offset, finding.params["byte"]) == (
        "lists.wrong_encoding",
        data.index(b"\xe9"),
        "0xE9",
    )


def test_the_offset_of_a_bad_byte_is_right_across_blocks(read):
    data = HEADER.encode() + b"1," + "Ж".encode() * 600_000 + b"\n" + b"2,\xff\n"
    with pytest.raises(ProblemError) as refusal:
        read(read_plain_csv, data, "x")
    assert refusal.value.finding.at.offset == data.index(b"\xff")
