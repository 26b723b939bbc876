"""FollowTheMoney entities as JSON lines: Person, and LegalEntity, which may be a person or an organisation.

Source: FollowTheMoney schemata Thing, LegalEntity and Person; nested Sanction entities as in `targets.nested.json`.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.core.screening.list_problems import LISTS
from catenary.core.screening.model import ListedDocument, ListedName, ListEntry, NameKind
from catenary.formats.cells import born_from
from catenary.formats.lists.names import kind_in_script
from catenary.formats.lists.notes import Notes, Take
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.text_rows import lines
from catenary.formats.lists.values import each_once, read_countries, read_day, read_sex, read_spans

LONGEST_LINE = 8_388_608
_PERSONS = frozenset({"Person", "LegalEntity"})
_Value: TypeAlias = str | int | float | bool | dict[str, Any] | None
_Values: TypeAlias = tuple[_Value, ...]
"""What a property may hold; only texts are used, whatever else stands there is left aside."""


class _Sanction(msgspec.Struct, rename="camel", frozen=True):
    """A nested sanction: who imposed it, since when, under which number."""

    program: _Values = ()
    unsc_id: _Values = ()
    authority_id: _Values = ()
    listing_date: _Values = ()
    start_date: _Values = ()


class _NestedSanction(msgspec.Struct, frozen=True):
    properties: _Sanction = _Sanction()


class _Properties(msgspec.Struct, rename="camel", frozen=True):
    """The properties of a person that screening uses; the others are not even decoded."""

    name: _Values = ()
    previous_name: _Values = ()
    alias: _Values = ()
    weak_alias: _Values = ()
    abbreviation: _Values = ()
    first_name: _Values = ()
    last_name: _Values = ()
    birth_date: _Values = ()
    gender: _Values = ()
    nationality: _Values = ()
    citizenship: _Values = ()
    passport_number: _Values = ()
    id_number: _Values = ()
    social_security_number: _Values = ()
    tax_number: _Values = ()
    inn_code: _Values = ()
    topics: _Values = ()
    sanctions: tuple[_NestedSanction | str | int | float | bool | None, ...] = ()


class _Entity(msgspec.Struct, frozen=True):
    """One line: what FollowTheMoney says of every entity."""

    id: str
    schema: str
    properties: _Properties = _Properties()


_DECODER = msgspec.json.Decoder(_Entity)


def read_ftm(file: ListFile, take: Take, name: str) -> Iterator[ListEntry]:
    """The persons. A line that is no entity is left out with an error; a last line cut off refuses the file.

    The topics (`sanction`, `crime.terror`) and the programmes of nested sanctions are the legal ground.
    """
    notes, others = Notes(file.name, take), Counter[str]()
    number = -1
    for number, (line, data, ends) in enumerate(lines(file, LONGEST_LINE)):
        notes.stand(number, line=line)
        entity = _entity(data, ends=ends, notes=notes)
        if entity is not None and entity.schema in _PERSONS:
            notes.entry = entity.id
            yield _entry(entity, name, notes)
        elif entity is not None:
            others[entity.schema] += 1
    notes.not_persons(others)


def _entity(data: bytes, *, ends: bool, notes: Notes) -> _Entity | None:
    if len(data) > LONGEST_LINE:
        notes.add("line_too_long", limit=LONGEST_LINE)
        return None
    if not data.strip():
        return None
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        if not ends:
            raise LISTS.problem("lines_cut_off", file=notes.file, line=notes.line) from None
        notes.add("line_unreadable")
        return None


def _entry(entity: _Entity, name: str, notes: Notes) -> ListEntry:
    said = entity.properties
    if entity.schema == "LegalEntity":
        notes.add("kind_unknown")
    names = each_once(_names(said))
    if not names:
        notes.add("name_missing")
    sanctions = [nested.properties for nested in said.sanctions if isinstance(nested, _NestedSanction)]
    return ListEntry(
        list=name,
        entry=entity.id,
        names=names,
        born=read_spans(_texts(said.birth_date), notes, _born),
        sex=_sex(_texts(said.gender), notes),
        nationalities=read_countries(_texts(said.nationality + said.citizenship), notes),
        documents=_documents(said),
        reference=_reference(sanctions),
        listed_on=_listed_on(sanctions, notes),
        legal_ground=_legal_ground(said, sanctions),
    )


def _texts(values: _Values) -> list[str]:
    return [text for value in values if isinstance(value, str) and (text := value.strip())]


def _names(said: _Properties) -> Iterator[ListedName]:
    """The first name is the primary one: FollowTheMoney does not weigh the values of a property."""
    strong = _texts(said.name + said.previous_name + said.alias)
    weak = _texts(said.weak_alias + said.abbreviation)
    parts = _parts(said)
    if not strong and parts:
        strong = [parts.full]
    for place, text in enumerate(strong):
        whole = parts if parts and text == parts.full else PersonName(text)
        yield ListedName(whole, kind_in_script(text, NameKind.ALIAS) if place else NameKind.PRIMARY)
    for text in weak:
        yield ListedName(PersonName(text), NameKind.WEAK_ALIAS)


def _parts(said: _Properties) -> PersonName | None:
    """The name from its parts, where surname and given name are one each and so belong together."""
    surnames, given = _texts(said.last_name), _texts(said.first_name)
    return PersonName.of_parts(surnames[0], given[0]) if len(surnames) == len(given) == 1 else None


def _born(text: str) -> DateSpan:
    """FollowTheMoney dates are prefixes of ISO 8601 with a time behind them at most."""
    return born_from(text.partition("T")[0])


def _sex(stated: list[str], notes: Notes) -> Sex | None:
    if not stated:
        return None
    return Sex.UNSPECIFIED if stated[0] == "other" else read_sex(stated[0], notes)


def _documents(said: _Properties) -> tuple[ListedDocument, ...]:
    papers = [
        ListedDocument(number, kind)
        for kind, values in (
            ("passport", said.passport_number),
            ("id", said.id_number),
            ("social security", said.social_security_number),
            ("tax", said.tax_number),
            ("INN", said.inn_code),
        )
        if values
        for number in _texts(values)
    ]
    return tuple(papers) if len(papers) < 2 else tuple(dict.fromkeys(papers))


def _reference(sanctions: list[_Sanction]) -> str | None:
    """The number the United Nations gave, else the one of another authority."""
    for values in ([each.unsc_id for each in sanctions], [each.authority_id for each in sanctions]):
        if stated := [text for value in values for text in _texts(value)]:
            return min(stated)
    return None


def _listed_on(sanctions: list[_Sanction], notes: Notes) -> PartialDate | None:
    days = [text for each in sanctions for text in _texts(each.listing_date or each.start_date)]
    return read_day(min(days), "listed_on", notes) if days else None


def _legal_ground(said: _Properties, sanctions: list[_Sanction]) -> str | None:
    grounds = _texts(said.topics) + [text for each in sanctions for text in _texts(each.program)]
    return ", ".join(dict.fromkeys(grounds)) or None
