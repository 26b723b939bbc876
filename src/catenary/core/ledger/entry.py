"""An entry of the log: who did what to which record, for which purpose and on which legal basis. Never a name, never a text.

What a person wrote or is called goes in as a commitment; everything else is a code, a number or a public id.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TypeAlias
from uuid import UUID

from attrs import Attribute, field, frozen

from catenary.core.ledger.commitments import Commitment
from catenary.core.ledger.problems import LEDGER

EntryParam: TypeAlias = str | int | bool | None
"""A value an entry may carry: a code, a whole number, yes or no, nothing. No fractions: they have many written forms."""

LARGEST_NUMBER = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 7493 s.2.2)."""

MOST_RECORDS = 100
"""More than so many are committed to as a set."""

_SLUG = re.compile(r"[a-z][a-z0-9_]{0,63}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,127}")
_VALUE = re.compile(r"[\x21-\x7e]{0,200}")

Check: TypeAlias = Callable[[Any, "Attribute[Any]", Any], None]


def _wrong(name: str) -> Exception:
    return LEDGER.problem("entry_field", name=name)


def _fits(pattern: re.Pattern[str]) -> Check:
    def check(_: Any, attribute: "Attribute[Any]", value: Any) -> None:
        if not (isinstance(value, str) and pattern.fullmatch(value)):
            raise _wrong(attribute.name)

    return check


def _fits_or_none(pattern: re.Pattern[str]) -> Check:
    fits = _fits(pattern)

    def check(entry: Any, attribute: "Attribute[Any]", value: Any) -> None:
        if value is not None:
            fits(entry, attribute, value)

    return check


def _is_utc(_: Any, attribute: "Attribute[Any]", value: datetime) -> None:
    if value.tzinfo is None or value.utcoffset() != UTC.utcoffset(None):
        raise _wrong(attribute.name)


def _are_records(_: Any, attribute: "Attribute[Any]", value: tuple[str, ...]) -> None:
    if len(value) > MOST_RECORDS or not all(
        isinstance(each, str) and _CODE.fullmatch(each) for each in value
    ):
        raise _wrong(attribute.name)


def _are_params(_: Any, attribute: "Attribute[Any]", value: Mapping[str, EntryParam]) -> None:
    for name, each in value.items():
        if not (isinstance(name, str) and _SLUG.fullmatch(name) and _is_param(each)):
            raise _wrong(attribute.name)


def _is_param(value: Any) -> bool:
    if isinstance(value, str):
        return bool(_VALUE.fullmatch(value))
    return value is None or (isinstance(value, int) and abs(value) <= LARGEST_NUMBER)


def _are_commitments(_: Any, attribute: "Attribute[Any]", value: Mapping[str, Commitment]) -> None:
    for name, each in value.items():
        if not (isinstance(name, str) and _SLUG.fullmatch(name) and isinstance(each, Commitment)):
            raise _wrong(attribute.name)


def _kept(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(values))


@frozen(kw_only=True)
class Entry:
    """One act. Raises problem `entry_field` for a value that may not stand in the log, without telling the value."""

    id: UUID
    at: datetime = field(validator=_is_utc)
    """When it was done, UTC, to the microsecond."""
    actor: str = field(validator=_fits(_CODE))
    """The public id of a person or machine; never a name."""
    organisation: str = field(validator=_fits(_CODE))
    room: str = field(validator=_fits(_SLUG))
    act: str = field(validator=_fits(_SLUG))
    purpose: str | None = field(default=None, validator=_fits_or_none(_SLUG))
    basis: str | None = field(default=None, validator=_fits_or_none(_CODE))
    """The code of the legal basis."""
    records: tuple[str, ...] = field(default=(), converter=tuple[str, ...], validator=_are_records)
    """References such as `screening.candidate:0192f3c1-...`; never a document number."""
    reason: str | None = field(default=None, validator=_fits_or_none(_SLUG))
    """The code of the reason given; its text, where there is one, is committed to."""
    params: Mapping[str, EntryParam] = field(factory=dict, converter=_kept, validator=_are_params)
    commitments: Mapping[str, Commitment] = field(factory=dict, converter=_kept, validator=_are_commitments)
