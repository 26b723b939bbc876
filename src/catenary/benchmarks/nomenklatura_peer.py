"""The peer nomenklatura, asked the same questions: its candidate index and its default matcher, logic-v2."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from itertools import count, islice
from pathlib import Path
from typing import Any

from catenary.basis.dates import DateSpan
from catenary.basis.persons import Sex
from catenary.core.screening.model import ListEntry, NameKind, Person

DEFAULT_THRESHOLD = 0.7
BATCH = 150
"""Travellers asked about at once, a flight: every batch costs the index a pass over all its tokens."""

Properties = Mapping[str, object]
_SEXES = (Sex.FEMALE, Sex.MALE)
_FRESH = count()
"""Numbers of records: the peer remembers analysed names by id, through the whole process, so no id may return."""

_NAMES = {NameKind.PRIMARY: "name", NameKind.WEAK_ALIAS: "weakAlias"}


def peer_version() -> str | None:
    """Which nomenklatura can be imported here; None where it cannot."""
    try:
        import_module("nomenklatura.matching")
        return version("nomenklatura")
    except (ImportError, PackageNotFoundError):
        return None


class Matcher:
    """logic-v2, for one pair at a time."""

    def __init__(self) -> None:
        matching = import_module("nomenklatura.matching")
        self._algorithm: Any = matching.get_algorithm("logic-v2")
        self._config = self._algorithm.default_config()
        self._model: Any = import_module("followthemoney").model

    def record(self, properties: Properties, identifier: str | None = None) -> Any:
        """A person as the peer has it; without an identifier, with one never used before."""
        known = {name: _texts(value) for name, value in properties.items()}
        identifier = identifier or f"asked-{next(_FRESH)}"
        return self._model.get_proxy({"id": identifier, "schema": "Person", "properties": known})

    def score(self, query: Any, candidate: Any) -> float:
        """How alike two records are, 0 to 1."""
        return float(self._algorithm.compare(query, candidate, self._config).score)


class Index:
    """A list in the peer's candidate index; every candidate it offers is scored."""

    def __init__(self, entries: Iterable[ListEntry], folder: Path) -> None:
        self.matcher = Matcher()
        self._entries = {entry.entry: of_entry(entry) for entry in entries}
        self._index: Any = import_module("nomenklatura.blocker.index").Index(self, folder)
        self._index.build()

    def entities(self, include_schemata: object = None) -> Iterator[Any]:  # noqa: ARG002
        """All entries, as the peer's index asks for them."""
        return (self.matcher.record(said, entry) for entry, said in self._entries.items())

    def screen(self, persons: Iterable[Person]) -> list[dict[str, float]]:
        """For each person the scores of the entries that became candidates."""
        waiting, found = iter(persons), list[dict[str, float]]()
        while batch := list(islice(waiting, BATCH)):
            found += self._screen(batch)
        return found

    def _screen(self, persons: Sequence[Person]) -> Iterator[dict[str, float]]:
        asked = [self.matcher.record(of_person(person)) for person in persons]
        candidates = {str(found): offered for found, offered in self._index.match_entities(asked)}
        for query in asked:
            offered = (str(entry) for entry, _ in candidates.get(query.id, ()))
            yield {entry: self._score(query, entry) for entry in offered}

    def _score(self, query: Any, entry: str) -> float:
        return self.matcher.score(query, self.matcher.record(self._entries[entry], entry))


def of_entry(entry: ListEntry) -> Properties:
    """What a list says of a person, in the peer's terms."""
    said: dict[str, list[str]] = {}
    for listed in entry.names:
        said.setdefault(_NAMES.get(listed.kind, "alias"), []).append(listed.name.full)
    return said | _attributes(entry)


def of_person(person: Person) -> Properties:
    """What is known of a traveller, in the peer's terms."""
    return {"name": [name.full for name in person.names], **_attributes(person)}


def _attributes(known: ListEntry | Person) -> dict[str, list[str]]:
    said = {
        "birthDate": [text for span in known.born for text in _dates(span)],
        "gender": [str(known.sex)] if known.sex in _SEXES else [],
        "nationality": list(known.nationalities),
    }
    return {name: values for name, values in said.items() if values}


def _dates(span: DateSpan) -> Iterator[str]:
    """The peer knows no ranges: every year of one is a value."""
    if span.latest == span.earliest:
        yield str(span.earliest)
    else:
        yield from map(str, range(span.earliest.year, span.latest.year + 1))


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
