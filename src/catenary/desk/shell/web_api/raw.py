"""Operations that take what is sent as it is, octet for octet, where all others read JSON."""

from collections.abc import Iterable

from attrs import field, frozen


def _types(types: Iterable[str]) -> frozenset[str]:
    return frozenset(types)


@frozen
class Raw:
    """What such an operation takes, and how often one client may send it, counted apart from its other requests."""

    media_types: frozenset[str] = field(converter=_types)
    per_minute: int


_TAKEN: dict[str, Raw] = {}


def take_raw(path: str, *, media_types: Iterable[str], per_minute: int) -> None:
    """Let the operation at a path read what is sent as it is; said once, by the room whose operation it is."""
    _TAKEN[path] = Raw(media_types, per_minute)


def raw_at(path: str) -> Raw | None:
    """What the operation at a path takes as it is; None where it reads JSON."""
    return _TAKEN.get(path)
