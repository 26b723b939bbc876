"""OFAC's list in the simple XML (root sdnList): SDN.XML and CONSOLIDATED.XML.

Source: OFAC sdn.xsd: sdnEntry with uid, names, sdnType, programList, idList, akaList (category strong or weak),
nationalityList, citizenshipList and dateOfBirthList. Addresses, titles, remarks and vessels are not kept.
"""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from catenary.basis.persons import PersonName
from catenary.core.screening.model import ListedDocument, ListedName, ListEntry, NameKind
from catenary.formats.lists.english_dates import english_span_from
from catenary.formats.lists.names import kind_in_script
from catenary.formats.lists.notes import Notes, Take
from catenary.formats.lists.ofac_papers import is_paper
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.values import each_once, read_country_names, read_sex, read_spans
from catenary.formats.lists.xml_records import text, texts, xml_records

ROOT = "sdnList"


def read_ofac_xml(file: ListFile, take: Take, name: str = "ofac") -> Iterator[ListEntry]:
    """The entries of sdnType Individual; aliases of category `weak` are WEAK_ALIAS.

    Raises ProblemError where the file cannot be trusted to be whole.
    """
    notes, others = Notes(file.name, take), Counter[str]()
    for number, record in enumerate(xml_records(file, ROOT, frozenset({"sdnEntry"}))):
        entry, kind = text(record, "uid"), text(record, "sdnType").casefold()
        notes.stand(number, entry=entry)
        if kind == "individual":
            yield _entry(record, entry, name, notes)
        else:
            others[kind or "unknown"] += 1
    notes.not_persons(others)


def _entry(record: Element, entry: str, name: str, notes: Notes) -> ListEntry:
    genders = [text(paper, "idNumber") for paper in _papers(record) if text(paper, "idType") == "Gender"]
    countries = texts(record, "nationalityList/nationality/country")
    countries += texts(record, "citizenshipList/citizenship/country")
    return ListEntry(
        list=name,
        entry=entry,
        names=each_once(_names(record, notes)),
        born=read_spans(texts(record, ".//dateOfBirth"), notes, english_span_from),
        sex=read_sex(genders[0] if genders else "", notes),
        nationalities=read_country_names(countries, notes),
        documents=tuple(dict.fromkeys(_documents(record, notes))),
        legal_ground=", ".join(texts(record, "programList/program")) or None,
    )


def _names(record: Element, notes: Notes) -> Iterator[ListedName]:
    primary = _name(record)
    if not primary.full:
        notes.add("name_missing")
    for alias, name in [(None, primary), *((aka, _name(aka)) for aka in record.iterfind("akaList/aka"))]:
        kind = NameKind.PRIMARY if alias is None else NameKind.ALIAS
        if alias is not None and text(alias, "category").casefold() == "weak":
            kind = NameKind.WEAK_ALIAS
        if name.full:
            yield ListedName(name, kind_in_script(name.full, kind))


def _name(element: Element) -> PersonName:
    return PersonName.of_parts(text(element, "lastName") or None, text(element, "firstName") or None)


def _papers(record: Element) -> Iterator[Element]:
    return record.iterfind("idList/id")


def _documents(record: Element, notes: Notes) -> Iterator[ListedDocument]:
    for paper in _papers(record):
        kind, number = text(paper, "idType"), text(paper, "idNumber")
        if number and is_paper(kind):
            issuers = read_country_names(texts(paper, "idCountry"), notes)
            yield ListedDocument(number, kind, issuers[0] if issuers else None)
