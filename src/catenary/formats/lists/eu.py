"""The consolidated list of the European Union in XML (Financial Sanctions Files 1.1, root export).

Source: European Commission, FSF 1.1: sanctionEntity with subjectType, nameAlias, birthdate, citizenship,
identification and regulation, all values in attributes. Remarks and addresses are not kept.
"""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import PersonName
from catenary.core.screening.model import ListedDocument, ListedName, ListEntry, NameKind
from catenary.formats.cells import day_from
from catenary.formats.lists.names import kind_in_script
from catenary.formats.lists.notes import Notes, Take
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.values import each_once, read_countries, read_day, read_sex
from catenary.formats.lists.xml_records import xml_records

ROOT = "export"
_NO_COUNTRY = frozenset({"", "00", "XX", "UNKNOWN"})
_PERSON = frozenset({"person", "p"})


def read_eu(file: ListFile, take: Take, name: str = "eu") -> Iterator[ListEntry]:
    """The entries whose subject is a person; names marked `strong="false"` are WEAK_ALIAS.

    The entry is the EU reference number, the reference the UN number where there is one. Raises ProblemError
    where the file cannot be trusted to be whole.
    """
    notes, others = Notes(file.name, take), Counter[str]()
    for number, record in enumerate(xml_records(file, ROOT, frozenset({"sanctionEntity"}))):
        entry = record.get("euReferenceNumber") or record.get("logicalId") or f"record-{number}"
        notes.stand(number, entry=entry)
        kind = _kind(record)
        if kind in _PERSON:
            yield _entry(record, entry, name, notes)
        else:
            others[kind] += 1
    notes.not_persons(others)


def _kind(record: Element) -> str:
    subject = record.find("subjectType")
    stated = "" if subject is None else subject.get("code") or subject.get("classificationCode") or ""
    return stated.casefold() or "unknown"


def _entry(record: Element, entry: str, name: str, notes: Notes) -> ListEntry:
    sexes = [sex for alias in record.iterfind("nameAlias") if (sex := alias.get("gender", "").strip())]
    return ListEntry(
        list=name,
        entry=entry,
        names=each_once(_names(record, notes)),
        born=tuple(dict.fromkeys(_born(record, notes))),
        sex=read_sex(sexes[0] if sexes else "", notes),
        nationalities=read_countries(_countries(record.iterfind("citizenship")), notes),
        documents=tuple(dict.fromkeys(_documents(record, notes))),
        reference=record.get("unitedNationId") or entry,
        listed_on=_listed_on(record, notes),
        legal_ground=_legal_ground(record),
    )


def _names(record: Element, notes: Notes) -> Iterator[ListedName]:
    aliases = sorted(record.iterfind("nameAlias"), key=lambda alias: alias.get("strong") == "false")
    names = [(name, alias) for alias in aliases if (name := _name(alias)).full]
    if not names:
        notes.add("name_missing")
    for place, (name, alias) in enumerate(names):
        kind = NameKind.WEAK_ALIAS if alias.get("strong") == "false" else NameKind.ALIAS
        kind = NameKind.PRIMARY if place == 0 else kind_in_script(name.full, kind)
        yield ListedName(name, kind)


def _name(alias: Element) -> PersonName:
    first, middle, last, whole = (
        " ".join(alias.get(field, "").split())
        for field in ("firstName", "middleName", "lastName", "wholeName")
    )
    given = " ".join(part for part in (first, middle) if part)
    parts = PersonName.of_parts(last or None, given or None)
    return PersonName(whole or parts.full, parts.surname, parts.given_names)


def _born(record: Element, notes: Notes) -> Iterator[DateSpan]:
    for birth in record.iterfind("birthdate"):
        stated = " ".join(
            f"{key}={value}" for key, value in birth.items() if value and "ear" in key + "birthdate"
        )
        calendar = birth.get("calendarType", "GREGORIAN").upper()
        if calendar not in {"", "GREGORIAN"}:
            notes.add("calendar_not_read", value=stated, calendar=calendar)
            continue
        try:
            if span := _span(birth):
                yield span
            elif birth.get("yearRangeFrom") or birth.get("yearRangeTo"):
                notes.add(
                    "born_open", value=f"{birth.get('yearRangeFrom', '')}/{birth.get('yearRangeTo', '')}"
                )
        except ValueError:
            notes.add("born_unreadable", value=stated)


def _span(birth: Element) -> DateSpan | None:
    """The date, the parts of a date or the range of years; none where neither is whole."""
    about = birth.get("circa") == "true"
    day, year = birth.get("birthdate", ""), birth.get("year", "")
    start, end = birth.get("yearRangeFrom", ""), birth.get("yearRangeTo", "")
    if day:
        return DateSpan(day_from(day), approximate=about)
    if start and end:
        return DateSpan(PartialDate(int(start)), PartialDate(int(end)), about)
    if year:
        month, of_month = int(birth.get("monthOfYear") or 0), int(birth.get("dayOfMonth") or 0)
        return DateSpan(
            PartialDate(int(year), month or None, (of_month or None) if month else None), approximate=about
        )
    return None


def _countries(elements: Iterator[Element]) -> list[str]:
    """The country of each element: its two-letter code, else its name."""
    stated = (
        (element.get("countryIso2Code", ""), element.get("countryDescription", "")) for element in elements
    )
    known = (code if code.upper() not in _NO_COUNTRY else description for code, description in stated)
    return [country for country in known if country.upper() not in _NO_COUNTRY]


def _documents(record: Element, notes: Notes) -> Iterator[ListedDocument]:
    for paper in record.iterfind("identification"):
        number = (paper.get("number") or paper.get("latinNumber") or "").strip()
        issuers = read_countries(_countries(iter((paper,))), notes)
        kind = paper.get("identificationTypeCode") or paper.get("identificationTypeDescription")
        if number:
            yield ListedDocument(number, kind or None, issuers[0] if issuers else None)


def _listed_on(record: Element, notes: Notes) -> PartialDate | None:
    regulation = record.find("regulation")
    stated = record.get("designationDate") or (
        "" if regulation is None else regulation.get("publicationDate", "")
    )
    return read_day(stated, "listed_on", notes)


def _legal_ground(record: Element) -> str | None:
    regulation = record.find("regulation")
    if regulation is None:
        return None
    parts = (regulation.get("numberTitle", "").strip(), regulation.get("programme", "").strip())
    return ", ".join(part for part in parts if part) or None
