"""Small invented inputs for the fuzzer to begin from: one of each kind, of a fictional world."""

from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve

from catenary.benchmarks.fictional_log import LOG_KEY, WITNESS_KEY, fictional_log
from catenary.benchmarks.reading import bookings, passenger_list
from catenary.core.measures.model import Edition
from catenary.formats.measures import (
    first_edition,
    write_edition_csv,
    write_edition_json,
    write_translations_csv,
)
from catenary.world.generation import write_world

_UN = """<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-11-01"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID>
<FIRST_NAME>TORVALD</FIRST_NAME><SECOND_NAME>OSTERLIN</SECOND_NAME><REFERENCE_NUMBER>UTi.001</REFERENCE_NUMBER>
<LISTED_ON>2020-01-02</LISTED_ON><NAME_ORIGINAL_SCRIPT>Торвальд</NAME_ORIGINAL_SCRIPT><NATIONALITY><VALUE>Utopia</VALUE>
</NATIONALITY><INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Toro; Osty</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1962</TO_YEAR>
</INDIVIDUAL_DATE_OF_BIRTH><INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>AB 123 (x)</NUMBER>
</INDIVIDUAL_DOCUMENT></INDIVIDUAL></INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>"""
_OFAC_XML = """<sdnList xmlns="urn:x"><sdnEntry><uid>7</uid><firstName>Torvald</firstName><lastName>OSTERLIN</lastName>
<sdnType>Individual</sdnType><programList><program>UTO</program></programList><akaList><aka><uid>1</uid><type>a.k.a.</type>
<category>weak</category><lastName>TORO</lastName></aka></akaList><idList><id><uid>1</uid><idType>Passport</idType>
<idNumber>AB1</idNumber><idCountry>Utopia</idCountry></id></idList><dateOfBirthList><dateOfBirthItem><uid>1</uid>
<dateOfBirth>circa 1961</dateOfBirth></dateOfBirthItem></dateOfBirthList></sdnEntry></sdnList>"""
_ADVANCED = """<Sanctions xmlns="urn:x"><ReferenceValueSets><CountryValues><Country ID="1" ISO2="UT">Utopia</Country></CountryValues>
</ReferenceValueSets><DistinctParties><DistinctParty FixedRef="7"><Profile ID="7" PartySubTypeID="4"><Identity ID="1" Primary="true">
<Alias FixedRef="7" AliasTypeID="1" Primary="true"><DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="2">Osterlin
</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity></Profile></DistinctParty></DistinctParties></Sanctions>"""
_EU = """<export generationDate="2026-11-01"><sanctionEntity euReferenceNumber="EU.1" logicalId="1"><regulation regulationType="r"
publicationDate="2020-01-02" programme="UTO"/><subjectType code="person"/><nameAlias firstName="Torvald" lastName="Osterlin"
wholeName="Torvald Osterlin" gender="M" strong="true"/><birthdate circa="true" year="1961"/><citizenship countryIso2Code="UT"/>
<identification number="AB1" identificationTypeCode="passport" countryIso2Code="UT"/></sanctionEntity></export>"""
_OFAC_CSV = (
    '7,"OSTERLIN, Torvald","individual","UTO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1961; POB Evrona; Passport AB1 (Utopia)."\n'
    '\f7,1,"aka","TORO",-0- \n\f7,"nationality Utopia."\n'
)
_FTM = '{"id":"u-1","schema":"Person","properties":{"name":["Torvald Osterlin"],"birthDate":["1961"],"country":["ut"]}}\n'
_PAIR = '{"query":{"name":"Torvald Osterlin","birthDate":"1961"},"candidate":{"name":["Osterlin Torwald"],"gender":"male"}}\n'
_ZONES = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n\n"
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n"
)
_CUSRES = "UNB+SIRE:4+U+UX+261122:1200+1'UNH+1+CUSRES:D:05B:UN'BGM+962'ERP+2'RFF+ABO:1'ERC+7'UNT+6+1'UNZ+1+1'"
_SENSITIVE = (
    "UNB+IATA:1+UX+UTO+261122:0800+R1'UNH+M1+PNRGOV:13:1:IA+A'MSG+:22'TVL+221126:0930:2110+NPT+EVR+UX+0123'EQN+1'SRC'"
    "RCI+UX:B00001'SSR+MOML:HK:1:UX'SSR+WCHR:HK:1:UX'IFT+4:28::UX+KOSHER MEAL WHEELCHAIR'TIF+DOE+JAN MR:A:1'UNT+11+M1'UNZ+1+R1'"
)
_NAMES = (
    "Torvald OSTERLIN-BERG d'Arc al-Hasan",
    "Иван Петрович",
    "محمد بن سالم الحسن",
    "王小明",
    "김철수",
    "דוד בן־גוריון",
    "สมชาย",
)


def _small_edition() -> Edition:
    """What the shipped edition asks about civil society."""
    whole = first_edition()
    requirements = whole.requirements_in("CIV")
    return evolve(
        whole,
        areas=[whole.area_of["CIV"]],
        requirements=requirements,
        questions=[each for of in requirements for each in whole.questions_about(of.code)][:3],
        vignettes=[each for each in whole.vignettes if each.question.startswith("CIV")],
    )


def seeds() -> dict[str, list[bytes]]:
    """Inputs by target."""
    with TemporaryDirectory() as folder:
        write_world(1, 12, 6, Path(folder))
        messages = [path.read_bytes() for path in sorted(Path(folder, "messages").iterdir())]
        table, entries = (Path(folder, name).read_bytes() for name in ("travellers.csv", "list.csv"))
    messages += [passenger_list(2), bookings(1), _CUSRES.encode(), _SENSITIVE.encode()]
    ftm, names = _FTM.encode(), [name.encode() for name in _NAMES]
    lists = [text.encode() for text in (_UN, _OFAC_XML, _ADVANCED, _EU, _OFAC_CSV)] + [ftm, entries]
    log = fictional_log(5)
    edition = _small_edition()
    proofs = [log.export(2, 5, witnessed=True), log.record(3), log.consistency(2)]
    notes = [log.checkpoint(5, witnessed=True).note.bytes]
    return {
        "reading": messages,
        "redaction": messages,
        "screening_input": [*messages[:2], table, b'{"id":1,"name":"Torvald Osterlin","born":"1961"}\n'],
        "pairs": [_PAIR.encode()],
        "zones": [_ZONES.encode()],
        "documents_asked": [b"number,issuer,type\nAB1,UTO,P\n", b'{"number":"AB1","issuer":"UTO"}\n'],
        "documents_recorded": [b'AB1,UTO,P,stolen\n"CD 2",D,I,lost\n'],
        "documents_header": [b"\x89CATLS\r\n" + bytes(64)],
        "answer_codes": [b'[person]\n"7" = "cleared"\n'],
        "ledger_files": [*proofs, *notes],
        "ledger_entries": log.leaves[:2],
        "ledger_notes": notes,
        "ledger_keys": [LOG_KEY.text.encode(), WITNESS_KEY.text.encode()],
        "edition_files": [write_edition_json(edition)],
        "edition_tables": [write_edition_csv(edition), write_translations_csv(edition, "fr", ())],
        "names": names,
        "transliteration": names,
        "list_recognition": lists,
        **{
            f"list_{kind}": [data]
            for kind, data in zip(
                ("un", "ofac_xml", "ofac_advanced", "eu", "ofac_csv", "ftm", "csv"), lists, strict=True
            )
        },
    }
