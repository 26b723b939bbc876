"""How records travel: whom a record may reach, whether it may be passed on, and the code of what is put together.

A record reaches its own organisation and those its audience names. An empty audience is nobody else, whatever the code.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from catenary.core.mandate.model import ALLOWED, PERSONAL, Act, Decision, Handling, Held
from catenary.core.mandate.problems import MANDATE

STRICTNESS: Final[Mapping[Handling, int]] = MappingProxyType(
    {code: rank for rank, code in enumerate(Handling)}
)
"""The greater, the stricter."""

_ALWAYS = frozenset({Act.SEE, Act.APPROVE_UNMASKING})

REACH: Final[Mapping[Handling, frozenset[Act]]] = MappingProxyType(
    {
        Handling.PUBLIC: _ALWAYS | {Act.EXPORT, Act.SHARE},
        Handling.OFFICIAL: _ALWAYS | {Act.EXPORT, Act.SHARE},
        Handling.RESTRICTED: _ALWAYS | {Act.EXPORT},
        Handling.ORIGINATOR_CONTROLLED: _ALWAYS,
    }
)
"""What an organisation of the audience may do to a record that is not its own.

Approving an unmasking is not travelling: who approves sees the reason, not the data. A restricted record leaves as an export
for the receiver's own use and is not passed on; an originator-controlled one is read where it is, and goes no further.
"""


@frozen
class Marking:
    """How far something may travel: a handling code, and the organisations it may reach besides its own."""

    handling: Handling
    audience: frozenset[str] = frozenset()


def handling_of(held: Held) -> Handling:
    """The code that counts: personal data is restricted at least, even where somebody wrote less."""
    if held.data_class in PERSONAL:
        return max(held.handling, Handling.RESTRICTED, key=STRICTNESS.__getitem__)
    return held.handling


def may_reach(held: Held, organisation: str, act: Act = Act.SEE) -> Decision:
    """Whether an organisation comes to a record for an act at all, before anybody's role or purpose is asked.

    Refusals: `mandate.organisation_other` (not in the audience), `mandate.handling_forbids`.
    """
    if organisation == held.organisation:
        return ALLOWED
    if organisation not in held.audience:
        return Decision(MANDATE.finding("organisation_other"))
    handling = handling_of(held)
    if act not in REACH[handling]:
        return Decision(MANDATE.finding("handling_forbids", handling=handling.value, act=act.value))
    return ALLOWED


def may_travel(held: Held, *, by: str, to: str) -> Decision:
    """Whether one organisation may send a record to another.

    The originator sends to its audience only. Others send back to the originator, or on within the audience where the code allows
    sharing. Refusals: `mandate.audience_lacks`, and those of `may_reach`.
    """
    sending = may_reach(held, by) if to in {held.organisation, by} else may_reach(held, by, Act.SHARE)
    if not sending.allowed:
        return sending
    if to != held.organisation and to not in held.audience:
        return Decision(MANDATE.finding("audience_lacks", organisation=to))
    return ALLOWED


def may_export(held: Held, by: str) -> Decision:
    """Whether an organisation may take a record out as a file for itself. Refusals: those of `may_reach`."""
    return may_reach(held, by, Act.EXPORT)


def combined(records: Iterable[Held], by: str) -> Marking:
    """The marking of an export of these records made by an organisation: the strictest code, the audience that all allow.

    The audience are those to whom the exporting organisation may send every one of the records; it is not named itself.
    Of no record, or of records that share nobody, the audience is empty: nobody.
    """
    listed = tuple(records)
    codes = {handling_of(held) for held in listed} or {Handling.RESTRICTED}
    audiences = [_destinations(held, by) for held in listed] or [frozenset[str]()]
    return Marking(max(codes, key=STRICTNESS.__getitem__), frozenset.intersection(*audiences))


def _destinations(held: Held, by: str) -> frozenset[str]:
    known = held.audience | {held.organisation}
    return frozenset(to for to in known - {by} if may_travel(held, by=by, to=to).allowed)
