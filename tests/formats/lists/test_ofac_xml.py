from catenary.basis.persons import Sex
from catenary.core.screening.model import NameKind
from catenary.formats.lists.ofac_xml import read_ofac_xml

DOCUMENT = """<?xml version="1.0"?>
<sdnList xmlns="https://example.org/exports/XML"><publshInformation><Record_Count>2</Record_Count></publshInformation>
<sdnEntry><uid>17</uid><firstName>Torvald</firstName><lastName>OSTERLIN</lastName><title>Keeper</title>
 <sdnType>Individual</sdnType><remarks>Keeps a lighthouse.</remarks>
 <programList><program>SDGT</program><program>IFSR</program></programList>
 <idList><id><uid>1</uid><idType>Passport</idType><idNumber>A123456</idNumber><idCountry>Norway</idCountry></id>
  <id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
  <id><uid>3</uid><idType>Digital Currency Address - XBT</idType><idNumber>1Abc2</idNumber></id></idList>
 <akaList><aka><uid>4</uid><type>a.k.a.</type><category>strong</category><lastName>OESTERLIN</lastName><firstName>Thor</firstName></aka>
  <aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>THE LAMPLIGHTER</lastName></aka></akaList>
 <nationalityList><nationality><country>Norway</country></nationality></nationalityList>
 <citizenshipList><citizenship><country>Korea, North</country></citizenship></citizenshipList>
 <dateOfBirthList><dateOfBirthItem><dateOfBirth>02 Feb 1961</dateOfBirth></dateOfBirthItem>
  <dateOfBirthItem><dateOfBirth>01 Jan 1962 to 31 Dec 1962</dateOfBirth></dateOfBirthItem></dateOfBirthList>
</sdnEntry>
<sdnEntry><uid>18</uid><lastName>OSTERLIN SHIPPING</lastName><sdnType>Entity</sdnType></sdnEntry>
</sdnList>"""


def test_an_individual_is_read_with_everything_screening_uses(read):
    outcome = read(read_ofac_xml, DOCUMENT)
    (entry,) = outcome.entries
    assert (entry.list, entry.entry, entry.legal_ground, entry.sex) == ("ofac", "17", "SDGT, IFSR", Sex.MALE)
    assert entry.nationalities == ("NOR", "PRK")
    assert [str(span) for span in entry.born] == ["1961-02-02", "1962"]
    assert [(paper.type, paper.number, paper.issuer) for paper in entry.documents] == [
        ("Passport", "A123456", "NOR")
    ]
    assert outcome.names(NameKind.PRIMARY) == ["Torvald OSTERLIN"]
    assert outcome.names(NameKind.ALIAS) == ["Thor OESTERLIN"]
    assert outcome.names(NameKind.WEAK_ALIAS) == ["THE LAMPLIGHTER"]


def test_other_kinds_are_counted_not_listed(read):
    assert [(finding.code, finding.params["kind"]) for finding in read(read_ofac_xml, DOCUMENT).findings] == [
        ("lists.not_persons", "entity")
    ]
