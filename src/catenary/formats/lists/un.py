"""The United Nations Security Council Consolidated List in XML (root CONSOLIDATED_LIST, schema sc-sanctions.xsd)."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from catenary.basis.dates import DateSpan, PartialDate
from catenary.core.screening.model import ListedDocument, ListedName, ListEntry, NameKind
from catenary.formats.cells import day_from
from catenary.formats.lists.english_dates import english_span_from
from catenary.formats.lists.names import written_names
from catenary.formats.lists.notes import Notes, Take
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.values import (
    each_once,
    read_country_names,
    read_day,
    read_sex,
    read_spans,
    said,
)
from catenary.formats.lists.xml_records import text, texts, xml_records

ROOT = "CONSOLIDATED_LIST"
_NAME_FIELDS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_PLAIN_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9./\- ]*", re.ASCII)
_BRACKETS = re.compile(r"\([^()]*\)")
_SERIES = re.compile(r"[A-Z]{1,2}", re.ASCII)


def read_un(file: ListFile, take: Take, name: str = "un") -> Iterator[ListEntry]:
    """The listed individuals; comments, addresses and titles are not kept.

    Aliases of quality `Low` are WEAK_ALIAS. The entry is the permanent reference number (`QDi.001`), the legal
    ground the list it stands on (`Al-Qaida`). Raises ProblemError where the file cannot be trusted to be whole.
    """
    notes, others = Notes(file.name, take), Counter[str]()
    for number, record in enumerate(xml_records(file, ROOT, frozenset({"INDIVIDUAL", "ENTITY"}))):
        reference = text(record, "REFERENCE_NUMBER") or text(record, "DATAID")
        notes.stand(number, entry=reference)
        if record.tag == "ENTITY":
            others["entity"] += 1
        else:
            yield _entry(record, reference, name, notes)
    notes.not_persons(others)


def _entry(record: Element, reference: str, name: str, notes: Notes) -> ListEntry:
    return ListEntry(
        list=name,
        entry=reference,
        names=each_once(_names(record, notes)),
        born=tuple(dict.fromkeys(_born(record, notes))),
        sex=read_sex(said(text(record, "GENDER")), notes),
        nationalities=read_country_names(texts(record, "NATIONALITY/VALUE"), notes),
        documents=tuple(dict.fromkeys(_documents(record, notes))),
        reference=reference,
        listed_on=read_day(text(record, "LISTED_ON"), "listed_on", notes),
        legal_ground=text(record, "UN_LIST_TYPE") or None,
    )


def _names(record: Element, notes: Notes) -> Iterator[ListedName]:
    primary = " ".join(part for field in _NAME_FIELDS if (part := text(record, field)))
    if not primary:
        notes.add("name_missing")
    yield from written_names(primary, NameKind.PRIMARY, notes)
    for alias in record.iterfind("INDIVIDUAL_ALIAS"):
        weak = text(alias, "QUALITY").casefold().startswith("low")
        kind = NameKind.WEAK_ALIAS if weak else NameKind.ALIAS
        yield from written_names(text(alias, "ALIAS_NAME"), kind, notes)
    for original in texts(record, "NAME_ORIGINAL_SCRIPT"):
        yield from written_names(original, NameKind.ORIGINAL_SCRIPT, notes)


def _born(record: Element, notes: Notes) -> Iterator[DateSpan]:
    for birth in record.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        try:
            yield from _spans(birth)
        except ValueError:
            notes.add("born_unreadable", value=" ".join(" ".join(birth.itertext()).split()))
    yield from read_spans(texts(record, "INDIVIDUAL_ALIAS/DATE_OF_BIRTH"), notes)


def _spans(birth: Element) -> Iterator[DateSpan]:
    kind, note = text(birth, "TYPE_OF_DATE").upper(), text(birth, "NOTE")
    about = kind == "APPROXIMATELY" or note.casefold().startswith("approximately")
    day, year = text(birth, "DATE"), text(birth, "YEAR")
    start, end = text(birth, "FROM_YEAR"), text(birth, "TO_YEAR")
    if day:
        yield DateSpan(day_from(day), approximate=about)
    elif year:
        yield DateSpan(_year_with_month(year, note), approximate=about)
    elif start or end:
        yield DateSpan(PartialDate.parse(start), PartialDate.parse(end), about)
    elif note:
        span = english_span_from(note)
        yield DateSpan(span.earliest, span.latest, about or span.approximate)


def _year_with_month(year: str, note: str) -> PartialDate:
    """The year; with its month where the note names one (`Sep.`)."""
    try:
        return english_span_from(f"{note} {year}").earliest
    except ValueError:
        return PartialDate.parse(year)


def _documents(record: Element, notes: Notes) -> Iterator[ListedDocument]:
    for document in record.iterfind("INDIVIDUAL_DOCUMENT"):
        kind, detail = text(document, "TYPE_OF_DOCUMENT"), text(document, "TYPE_OF_DOCUMENT2")
        stated = text(document, "NUMBER") or detail
        number = number_in(stated)
        if number:
            issuer = text(document, "ISSUING_COUNTRY") or text(document, "COUNTRY_OF_ISSUE")
            countries = read_country_names([issuer], notes)
            yield ListedDocument(number, kind or None, countries[0] if countries else None)
        elif text(document, "NUMBER"):
            notes.add("document_unreadable", value=stated)


def number_in(stated: str) -> str | None:
    """The document number in a field that may hold prose: `Diplomatic passport no. D00000898` is `D00000898`."""
    stated = " ".join(_BRACKETS.sub(" ", stated).split())
    if _PLAIN_NUMBER.fullmatch(stated) and any(mark.isdigit() for mark in stated):
        return stated
    words = [word.strip(".,:;") for word in stated.split()]
    for place in range(len(words) - 1, -1, -1):
        if sum(mark.isdigit() for mark in words[place]) >= 3:
            series = words[place - 1] if place and _SERIES.fullmatch(words[place - 1]) else ""
            return f"{series} {words[place]}".strip()
    return None
