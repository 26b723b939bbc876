"""FollowTheMoney entities as JSON lines: Person, and LegalEntity, which may be a person or an organisation.

Source: FollowTheMoney schemata Thing, LegalEntity and Person; nested Sanction entities as in `targets.nested.json`.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

from catenary.basis.dates import DateSpan
from catenary.basis.persons import PersonName
from catenary.core.screening.list_problems import LISTS
from catenary.core.screening.model import ListedDocument, ListedName, ListEntry, NameKind
from catenary.formats.cells import born_from
from catenary.formats.lists.names import kind_in_script
from catenary.formats.lists.notes import Notes, Take
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.text_rows import lines
from catenary.formats.lists.values import each_once, read_countries, read_day, read_sex, read_spans

LONGEST_LINE = 8_388_608
_NAMES = (
    ("name", NameKind.ALIAS),
    ("previousName", NameKind.ALIAS),
    ("alias", NameKind.ALIAS),
    ("abbreviation", NameKind.WEAK_ALIAS),
    ("weakAlias", NameKind.WEAK_ALIAS),
)
_PAPERS = (
    ("passportNumber", "passport"),
    ("idNumber", "id"),
    ("socialSecurityNumber", "social security"),
    ("taxNumber", "tax"),
    ("innCode", "INN"),
)
_SPECIAL_SEX = {"other": "unspecified"}
_PERSONS = frozenset({"Person", "LegalEntity"})


_Value: TypeAlias = "str | _Nested | int | float | bool | None"
_Properties: TypeAlias = dict[str, list[_Value]]


class _Nested(msgspec.Struct):
    """An entity inside a property, such as a sanction."""

    properties: dict[str, list[Any]] = {}


class _Entity(msgspec.Struct):
    """One line: what FollowTheMoney says of every entity; properties are lists of text or of nested entities."""

    id: str
    schema: str
    properties: _Properties = {}


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
    sanctions = [value.properties for value in said.get("sanctions", ()) if isinstance(value, _Nested)]
    return ListEntry(
        list=name,
        entry=entity.id,
        names=names,
        born=read_spans(_texts(said, "birthDate"), notes, _born),
        sex=_sex(said, notes),
        nationalities=read_countries(_texts(said, "nationality") + _texts(said, "citizenship"), notes),
        documents=_documents(said),
        reference=_first(sanctions, "unscId", "authorityId"),
        listed_on=read_day(_first(sanctions, "listingDate", "startDate"), "listed_on", notes),
        legal_ground=_legal_ground(said, sanctions),
    )


def _texts(said: _Properties, name: str) -> list[str]:
    """The texts of a property; other values in it are left aside."""
    values = said.get(name)
    return [text for value in values if isinstance(value, str) and (text := value.strip())] if values else []


def _names(said: _Properties) -> Iterator[ListedName]:
    names = [(text, kind) for field, kind in _NAMES if field in said for text in _texts(said, field)]
    parts = _parts(said)
    if not names and parts:
        yield ListedName(parts)
    for place, (text, kind) in enumerate(names):
        whole = parts if parts and text == parts.full else PersonName(text)
        yield ListedName(whole, NameKind.PRIMARY if place == 0 else kind_in_script(text, kind))


def _parts(said: _Properties) -> PersonName | None:
    """The name from its parts, where surname and given name are one each and so belong together."""
    surnames, given = _texts(said, "lastName"), _texts(said, "firstName")
    return PersonName.of_parts(surnames[0], given[0]) if len(surnames) == len(given) == 1 else None


def _born(text: str) -> DateSpan:
    """FollowTheMoney dates are prefixes of ISO 8601 with a time behind them at most."""
    return born_from(text.partition("T")[0])


def _sex(said: _Properties, notes: Notes) -> Any:
    stated = _texts(said, "gender")
    return read_sex(_SPECIAL_SEX.get(stated[0], stated[0]), notes) if stated else None


def _documents(said: _Properties) -> tuple[ListedDocument, ...]:
    papers = [
        ListedDocument(number, kind)
        for field, kind in _PAPERS
        if field in said
        for number in _texts(said, field)
    ]
    return tuple(dict.fromkeys(papers)) if len(papers) > 1 else tuple(papers)


def _first(sanctions: list[_Properties], *fields: str) -> str | None:
    texts = (text for field in fields for sanction in sanctions for text in sorted(_texts(sanction, field)))
    return next(texts, None)


def _legal_ground(said: _Properties, sanctions: list[_Properties]) -> str | None:
    programmes = [text for sanction in sanctions for text in _texts(sanction, "program")]
    return ", ".join(dict.fromkeys([*_texts(said, "topics"), *programmes])) or None
