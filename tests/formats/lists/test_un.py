import pytest

from catenary.basis.findings import ProblemError
from catenary.basis.persons import Sex
from catenary.core.screening.model import NameKind
from catenary.formats.lists.un import number_in, read_un

PERSON = """
<INDIVIDUAL><DATAID>1</DATAID>
 <FIRST_NAME>TORVALD</FIRST_NAME><SECOND_NAME>OSTERLIN</SECOND_NAME><THIRD_NAME/>
 <UN_LIST_TYPE>Atlantis</UN_LIST_TYPE><REFERENCE_NUMBER>ATi.001</REFERENCE_NUMBER><LISTED_ON>2019-05-06</LISTED_ON>
 <GENDER>Male</GENDER><COMMENTS1>Seen near the lighthouse.</COMMENTS1>
 <NAME_ORIGINAL_SCRIPT>Торвальд Остерлин</NAME_ORIGINAL_SCRIPT>
 <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE><VALUE>na</VALUE></NATIONALITY>
 <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Torwald Oesterlin</ALIAS_NAME></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Lamplighter</ALIAS_NAME></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
 %s
</INDIVIDUAL>"""
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-01-01"><INDIVIDUALS>%s</INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>OSTERLIN SHIPPING</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""


def un(more=""):
    return DOCUMENT % (PERSON % more)


def birth(content):
    return un(f"<INDIVIDUAL_DATE_OF_BIRTH>{content}</INDIVIDUAL_DATE_OF_BIRTH>")


def test_an_individual_becomes_an_entry_with_reference_listing_day_and_legal_ground(read):
    entry = read(read_un, un()).entries[0]
    assert (entry.list, entry.entry, entry.reference) == ("un", "ATi.001", "ATi.001")
    assert (str(entry.listed_on), entry.legal_ground, entry.sex) == ("2019-05-06", "Atlantis", Sex.MALE)


def test_aliases_of_low_quality_are_weak_and_empty_ones_are_none(read):
    outcome = read(read_un, un())
    assert outcome.names(NameKind.PRIMARY) == ["TORVALD OSTERLIN"]
    assert outcome.names(NameKind.ALIAS) == ["Torwald Oesterlin"]
    assert outcome.names(NameKind.WEAK_ALIAS) == ["The Lamplighter"]
    assert outcome.names(NameKind.ORIGINAL_SCRIPT) == ["Торвальд Остерлин"]


def test_a_country_name_becomes_its_code_and_na_says_nothing(read):
    assert read(read_un, un()).entries[0].nationalities == ("IRN",)


def test_an_unknown_country_is_kept_as_listed_with_a_finding(read):
    outcome = read(read_un, un().replace("Iran (Islamic Republic of)", "Lower Atlantis"))
    assert outcome.entries[0].nationalities == ("Lower Atlantis",)
    assert "lists.country_unknown" in outcome.codes


def test_comments_are_not_kept(read):
    assert "lighthouse" not in repr(read(read_un, un()).entries)


def test_entities_are_counted_not_listed(read):
    finding = read(read_un, un()).findings[-1]
    assert (finding.code, finding.params["kind"], finding.params["count"]) == (
        "lists.not_persons",
        "entity",
        1,
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-03-04</DATE>", "1970-03-04"),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-03-04-05:00</DATE>", "1970-03-04"),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1970</YEAR>", "1970"),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1970</YEAR><NOTE>Sep.</NOTE>", "1970-09"),
        ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1970</YEAR>", "1970~"),
        (
            "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1968</FROM_YEAR><TO_YEAR>1971</TO_YEAR>",
            "1968/1971",
        ),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE>", "1973-11"),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Between Aug. and Sep. 1977</NOTE>", "1977-08/1977-09"),
    ],
)
def test_every_way_a_birth_date_is_given_is_read(read, content, expected):
    assert [str(span) for span in read(read_un, birth(content)).entries[0].born] == [expected]


@pytest.mark.parametrize(
    "content", ["<NOTE>30-35 years old</NOTE>", "<DATE>1970-13-45</DATE>", "<FROM_YEAR>1970</FROM_YEAR>"]
)
def test_a_birth_date_that_cannot_be_read_is_a_finding_and_the_entry_stays(read, content):
    outcome = read(read_un, birth(content))
    assert outcome.entries[0].born == ()
    finding = next(finding for finding in outcome.findings if finding.code == "lists.born_unreadable")
    assert (finding.params["entry"], finding.at.segment) == ("ATi.001", 0)


def test_a_birth_date_given_with_an_alias_counts_too(read):
    alias = "<INDIVIDUAL_ALIAS><ALIAS_NAME>T. O.</ALIAS_NAME><DATE_OF_BIRTH>1969-01-02</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>"
    assert [str(span) for span in read(read_un, un(alias)).entries[0].born] == ["1969-01-02"]


def test_a_document_keeps_number_type_and_issuing_country(read):
    paper = """<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>
      <NUMBER>AB 123456</NUMBER><ISSUING_COUNTRY>Norway</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>"""
    document = read(read_un, un(paper)).entries[0].documents[0]
    assert (document.number, document.type, document.issuer) == ("AB 123456", "Passport", "NOR")


@pytest.mark.parametrize(
    ("stated", "number"),
    [
        ("X1234567", "X1234567"),
        ("35202- 4135948-7", "35202- 4135948-7"),
        ("Atlantis diplomatic passport no. D00000898", "D00000898"),
        ("Travel document (laissez-passer) A 0139243", "A 0139243"),
        ("381110042 (Expired 25 Jan. 2016)", "381110042"),
        ("R00012098, Atlantis", "R00012098"),
        ("confiscated", None),
    ],
)
def test_the_number_is_found_in_prose(stated, number):
    assert number_in(stated) == number


def test_several_names_in_one_field_are_listed_each_with_a_notice(read):
    outcome = read(
        read_un, un().replace("Torwald Oesterlin", "Torwald Oesterlin; Thorwald Osterlin b) T. Osterlin")
    )
    assert outcome.names(NameKind.ALIAS) == ["Torwald Oesterlin", "Thorwald Osterlin", "T. Osterlin"]
    assert "lists.name_holds_several" in outcome.codes


@pytest.mark.parametrize("field", ["Torwald (Торвальд)", "Torwald (original script: Торвальд)"])
def test_the_original_script_in_brackets_is_a_name_of_its_own(read, field):
    outcome = read(read_un, un().replace("Torwald Oesterlin", field))
    assert outcome.names(NameKind.ALIAS) == ["Torwald"]
    assert "Торвальд" in outcome.names(NameKind.ORIGINAL_SCRIPT)


def test_a_remark_in_brackets_is_no_part_of_the_name(read):
    outcome = read(read_un, un().replace("Torwald Oesterlin", "Torwald Oesterlin (birth name)"))
    assert outcome.names(NameKind.ALIAS) == ["Torwald Oesterlin"]
    assert "lists.name_holds_remark" in outcome.codes


def test_an_individual_without_a_name_is_an_error(read):
    nameless = un().replace("<FIRST_NAME>TORVALD</FIRST_NAME><SECOND_NAME>OSTERLIN</SECOND_NAME>", "")
    assert "lists.name_missing" in read(read_un, nameless).codes


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_list_that_is_cut_off_is_refused_with_its_place(read, share):
    data = un().encode()
    with pytest.raises(ProblemError) as refusal:
        read(read_un, data[: int(len(data) * share)])
    assert refusal.value.finding.code == "lists.xml_broken"
    assert refusal.value.finding.params["line"] >= 1
