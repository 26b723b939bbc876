"""The ledger's entries as accesses that core can weigh: who, when, for what, how many records, refused or not."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from catenary.core.ledger.canonical import read_entry
from catenary.core.ledger.entry import Entry
from catenary.core.mandate.model import Purpose, Role
from catenary.core.mandate.oversight import Access
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.models import Event
from catenary.desk.ledger.services import SHOWN
from catenary.desk.mandate.models import Officer
from catenary.desk.mandate.models.people import MembershipState

LOOKS = ("see_list", "see_record", "see_unmasked", "export_list", "refused")
"""Acts of any room that open data, or try to."""
MOST = 20_000
"""The newest so many are weighed."""
_UNKNOWN_ROLE = Role.RESEARCHER
"""Stands for somebody whose role has ended; where no role is seen at all, no rule that looks at roles is asked."""


def accesses_of(organisation: Organisation, since: datetime, until: datetime) -> tuple[Access, ...]:
    """The accesses of an organisation in a time, as far as the reader may see them."""
    events = Event.objects.filter(organisation=organisation, act__in=LOOKS, person__isnull=False)
    found = list(events.filter(at__gte=since, at__lt=until).order_by("-at")[:MOST])
    roles = _roles(organisation)
    return tuple(_access(event, roles.get(event.person_id or 0)) for event in found)


def role_known(organisation: Organisation) -> bool:
    """Whether the reader sees who holds which role there, as those do who watch over it."""
    return bool(_roles(organisation))


def _roles(organisation: Organisation) -> dict[int, Role]:
    held = Officer.objects.filter(organisation=organisation, state=MembershipState.ACTIVE)
    return {person: Role(role) for person, role in held.order_by("-role").values_list("person_id", "role")}


def _access(event: Event, role: Role | None) -> Access:
    entry = read_entry(bytes(event.entry), 0)
    return Access(
        id=str(event.id),
        person=entry.actor,
        role=role or _UNKNOWN_ROLE,
        at=event.at,
        purpose=Purpose(event.purpose) if event.purpose in {*Purpose} else None,
        records=_shown(entry),
        refused=event.act == "refused",
        own_name=entry.params.get("own_name") is True,
    )


def _shown(entry: Entry) -> int:
    shown = entry.commitments.get(SHOWN)
    return shown.count or 0 if shown else 1


def days_back(now: datetime, days: int) -> datetime:
    """So many days ago."""
    return now - timedelta(days=days)


def officers_by_id(people: Iterable[str], organisation: Organisation) -> dict[str, list[Officer]]:
    """The roles of officers there by their public ids, as far as the reader may see them."""
    held: dict[str, list[Officer]] = {}
    for officer in Officer.objects.filter(organisation=organisation, public_id__in=set(people)):
        held.setdefault(str(officer.public_id), []).append(officer)
    return held
