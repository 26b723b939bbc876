import pytest

from catenary.basis.persons import Sex
from catenary.core.screening.model import NameKind
from catenary.formats.lists.eu import read_eu

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-01-01T00:00:00+01:00">
<sanctionEntity designationDate="2019-05-06" unitedNationId="ATi.001" euReferenceNumber="EU.17.1" logicalId="17">
 <regulation regulationType="amendment" publicationDate="2019-05-08" numberTitle="2019/1 (OJ L1)" programme="ATL" logicalId="1">
  <publicationUrl>https://example.org</publicationUrl></regulation>
 <subjectType code="person" classificationCode="P"/>
 <nameAlias wholeName="The Lamplighter" strong="false" logicalId="2"/>
 <nameAlias firstName="Torvald" middleName="Nils" lastName="Osterlin" wholeName="Torvald Nils Osterlin" gender="M" strong="true" logicalId="3"/>
 <nameAlias wholeName="Торвальд Остерлин" nameLanguage="RU" strong="true" logicalId="4"/>
 <nameAlias wholeName="Thor Osterlin" strong="true" logicalId="5"/>
 <citizenship countryIso2Code="NO" countryDescription="NORWAY"/>
 <citizenship countryIso2Code="00" countryDescription="UNKNOWN"/>
 %s
 <identification number="A123456" identificationTypeCode="passport" countryIso2Code="NO" knownExpired="false"/>
 <identification number="" identificationTypeCode="id"/>
 <remark>Keeps a lighthouse.</remark>
</sanctionEntity>
<sanctionEntity euReferenceNumber="EU.18.1" logicalId="18"><subjectType code="enterprise" classificationCode="E"/></sanctionEntity>
</export>"""
BORN = '<birthdate circa="false" calendarType="GREGORIAN" birthdate="1961-02-02" year="1961"/>'


def eu(born=BORN):
    return DOCUMENT % born


def test_a_person_is_read_with_references_and_legal_ground(read):
    outcome = read(read_eu, eu())
    (entry,) = outcome.entries
    assert (entry.list, entry.entry, entry.reference) == ("eu", "EU.17.1", "ATi.001")
    assert (str(entry.listed_on), entry.legal_ground) == ("2019-05-06", "2019/1 (OJ L1), ATL")
    assert (entry.sex, entry.nationalities) == (Sex.MALE, ("NOR",))
    assert [(paper.type, paper.number, paper.issuer) for paper in entry.documents] == [
        ("passport", "A123456", "NOR")
    ]
    assert "lighthouse" not in repr(entry)


def test_the_first_strong_name_is_the_primary_one(read):
    outcome = read(read_eu, eu())
    primary = outcome.entries[0].names[0].name
    assert (primary.full, primary.surname, primary.given_names) == (
        "Torvald Nils Osterlin",
        "Osterlin",
        "Torvald Nils",
    )
    assert outcome.names(NameKind.ALIAS) == ["Thor Osterlin"]
    assert outcome.names(NameKind.ORIGINAL_SCRIPT) == ["Торвальд Остерлин"]
    assert outcome.names(NameKind.WEAK_ALIAS) == ["The Lamplighter"]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('birthdate="1961-02-02" year="1961"', "1961-02-02"),
        ('year="1961" circa="true"', "1961~"),
        ('year="1961" monthOfYear="2"', "1961-02"),
        ('year="1961" monthOfYear="2" dayOfMonth="3"', "1961-02-03"),
        ('yearRangeFrom="1958" yearRangeTo="1961" circa="true"', "1958/1961~"),
    ],
)
def test_every_way_a_birth_date_is_given_is_read(read, attributes, expected):
    assert [str(span) for span in read(read_eu, eu(f"<birthdate {attributes}/>")).entries[0].born] == [
        expected
    ]


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ('yearRangeTo="1961"', "lists.born_open"),
        ('year="nineteen"', "lists.born_unreadable"),
        ('year="1380" calendarType="ISLAMIC"', "lists.calendar_not_read"),
    ],
)
def test_a_birth_date_that_cannot_be_used_is_a_finding(read, attributes, code):
    outcome = read(read_eu, eu(f"<birthdate {attributes}/>"))
    assert outcome.entries[0].born == ()
    assert code in outcome.codes


def test_a_birthdate_that_only_says_where_says_nothing_of_when(read):
    outcome = read(read_eu, eu('<birthdate city="Port Royal" circa="false"/>'))
    assert outcome.codes == ["lists.not_persons"]
