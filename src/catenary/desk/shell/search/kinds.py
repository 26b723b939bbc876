"""What can be found: each room says how its records are put into the index and shown in results."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from attrs import field, frozen
from django.utils.functional import Promise

EVERYBODY = None
"""For records that may be found by anybody who is signed in."""


@frozen
class Findable:
    """What a record is found by, and by whom: organisations by their row's id, or everybody."""

    text: str
    organisations: tuple[int, ...] | None = field(default=EVERYBODY)
    personal: bool = True
    """Found only by somebody who stated a purpose; False for what tells of no person."""


@frozen
class Hit:
    """A record that was found, as its room tells of it."""

    title: str
    url: str
    told: str = ""


@frozen
class Kind:
    """A kind of record.

    `findable` gives what to index of these records, as a worker sees them; one left out is not to be found (masked, erased, gone).
    `hits` gives those of the records that whoever asks may see, under the record's own row security; others are left out.
    `every` gives all records, for a new index.
    """

    code: str
    label: Promise
    findable: Callable[[Sequence[UUID]], Mapping[UUID, Findable]]
    hits: Callable[[Sequence[UUID]], Mapping[UUID, Hit]]
    every: Callable[[], Iterable[UUID]]


_KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Let records of this kind be found; called once, when the room is ready."""
    _KINDS[kind.code] = kind


def kinds() -> Iterator[Kind]:
    """Every kind, in the order of their codes."""
    yield from (_KINDS[code] for code in sorted(_KINDS))


def kind_of(code: str) -> Kind:
    """The kind of that code. Raises KeyError where no room has it."""
    return _KINDS[code]
