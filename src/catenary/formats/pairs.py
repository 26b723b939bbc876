"""Pairs of persons to compare, one JSON object a line, with FollowTheMoney property names."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from attrs import define, field

from catenary.basis.dates import DateSpan
from catenary.basis.findings import Finding, Param, Place
from catenary.basis.persons import PersonName, Sex
from catenary.core.screening.input_problems import PAIRS
from catenary.core.screening.model import ListedDocument, Person
from catenary.formats.cells import born_from, country_from, sex_from

_NAMES = ("name", "alias", "previousName", "weakAlias")
_GIVEN = ("firstName", "secondName", "middleName", "fatherName")
_FAMILY = ("lastName",)
_COUNTRIES = ("nationality", "citizenship", "country")
_PAPERS = (("passportNumber", "passport"), ("idNumber", "id"))


class Pair(NamedTuple):
    """One line: both persons, or neither where the line could not be read, and what was noticed."""

    query: Person | None
    candidate: Person | None
    findings: tuple[Finding, ...]


def read_pairs(lines: Iterable[bytes]) -> Iterator[Pair]:
    """One pair for every line that is not blank, in order. Never raises for any bytes."""
    for number, line in enumerate(lines):
        if line.strip():
            yield _pair(line, _PairNotes(number))


@define
class _PairNotes:
    """Findings of one line; its place counts from 0, for people from 1."""

    number: int
    findings: list[Finding] = field(factory=list)
    side: str = ""

    def add(self, code: str, **params: Param) -> None:
        place: dict[str, Param] = {"line": self.number + 1} | ({"side": self.side} if self.side else {})
        self.findings.append(PAIRS.finding(code, Place(segment=self.number), **{**place, **params}))


def _pair(line: bytes, notes: _PairNotes) -> Pair:
    try:
        stated = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"), type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        notes.add("line_unreadable")
        return Pair(None, None, tuple(notes.findings))
    query, candidate = _side(stated, "query", notes), _side(stated, "candidate", notes)
    if query is None or candidate is None:
        return Pair(None, None, tuple(notes.findings))
    return Pair(query, candidate, tuple(notes.findings))


def _side(stated: dict[str, Any], side: str, notes: _PairNotes) -> Person | None:
    notes.side = side
    properties = stated.get(side)
    if not isinstance(properties, dict):
        notes.add("side_missing")
        return None
    nested = properties.get("properties")
    said = _Said(nested if isinstance(nested, dict) else properties)
    names = tuple(dict.fromkeys(_names(said)))
    if not names:
        notes.add("name_missing")
    return Person(names, _born(said, notes), _sex(said, notes), _countries(said, notes), _documents(said))


class _Said:
    """Properties whose values are one text or several."""

    def __init__(self, properties: dict[str, Any]) -> None:
        self._properties = properties

    def texts(self, *names: str) -> list[str]:
        return [text for name in names for text in self._texts(name)]

    def _texts(self, name: str) -> Iterator[str]:
        value = self._properties.get(name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str | int) and (text := str(each).strip()):
                yield text


def _names(said: _Said) -> Iterator[PersonName]:
    """The whole names; the name of parts gives its parts to the whole name of the same words, or stands alone."""
    parts = PersonName.of_parts(" ".join(said.texts(*_FAMILY)) or None, " ".join(said.texts(*_GIVEN)) or None)
    whole = said.texts(*_NAMES)
    same = [text for text in whole if sorted(text.split()) == sorted(parts.full.split())]
    for text in whole:
        yield PersonName(text, parts.surname, parts.given_names) if text in same else PersonName(text)
    if parts.full and not same:
        yield parts


def _born(said: _Said, notes: _PairNotes) -> tuple[DateSpan, ...]:
    spans = []
    for text in said.texts("birthDate"):
        try:
            spans.append(born_from(text.partition("T")[0]))
        except ValueError:
            notes.add("born_unreadable", value=text)
    return tuple(dict.fromkeys(spans))


def _sex(said: _Said, notes: _PairNotes) -> Sex | None:
    for text in said.texts("gender"):
        try:
            return Sex.UNSPECIFIED if text == "other" else sex_from(text)
        except ValueError:
            notes.add("sex_unreadable", value=text)
    return None


def _countries(said: _Said, notes: _PairNotes) -> tuple[str, ...]:
    countries = {text: country_from(text) for text in said.texts(*_COUNTRIES)}
    for text, country in countries.items():
        if country is None:
            notes.add("country_unknown", value=text)
    return tuple(dict.fromkeys(country or text for text, country in countries.items()))


def _documents(said: _Said) -> tuple[ListedDocument, ...]:
    papers = [ListedDocument(number, kind) for name, kind in _PAPERS for number in said.texts(name)]
    return tuple(dict.fromkeys(papers))
