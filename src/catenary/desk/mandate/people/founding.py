"""Organisations that a desk begins with, and the first people of each; only a job may, and only until one of them has come in."""

from collections.abc import Iterable, Sequence

from attrs import frozen
from django.db import transaction
from django.urls import reverse

from catenary.core.directory.founding import Founder, Registered
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.people import invitations
from catenary.desk.mandate.people.problems import PEOPLE


@frozen
class Welcomed:
    """Somebody an organisation begins with, and the link that lets them choose a password; empty where it went by mail."""

    founder: Founder
    link: str = ""


@frozen
class Founded:
    """What became of an organisation of the register."""

    organisation: Organisation
    new: bool
    welcomed: tuple[Welcomed, ...] = ()
    """Empty where somebody has come in already: its own people invite others."""


@transaction.atomic
def found(*, register: Sequence[Registered], origin: str) -> list[Founded]:
    """Bring the directory up to a register: organisations it does not have are made, those it has keep their people.

    Until somebody of an organisation has come in, its first people get new links and earlier ones stop working. As the worker
    only. Raises ProblemError `people.belongs_elsewhere` for a founder who has an account in another organisation.
    """
    rows: dict[str, Organisation] = {}
    done = []
    with acting(Declaration(door=Door.SYSTEM)):
        for each in register:
            rows[each.key], new = _organisation(each, rows)
            done.append((each, rows[each.key], new))
        for each, row, _new in done:
            row.oversees.add(*(rows[key] for key in each.oversees))
        return [Founded(row, new, tuple(_welcome(each, row, origin))) for each, row, new in done]


def _organisation(told: Registered, rows: dict[str, Organisation]) -> tuple[Organisation, bool]:
    known = Organisation.objects.filter(name=told.name, kind=told.kind.value).first()
    if known is not None:
        return known, False
    row = Organisation(
        kind=told.kind.value,
        name=told.name,
        language=told.language,
        time_zone=told.time_zone,
        country=told.country,
        parent=rows.get(told.parent),
    )
    row.full_clean()
    row.save()
    with acting(Declaration(organisation=row.pk, door=Door.SYSTEM)):
        enter(
            room="mandate",
            act="organisation_founded",
            record=str(row.public_id),
            params={"people": len(told.people)},
        )
    return row, True


def _welcome(told: Registered, row: Organisation, origin: str) -> Iterable[Welcomed]:
    if _somebody_came(row):
        return
    with acting(Declaration(organisation=row.pk, door=Door.SYSTEM)):
        for founder in told.people:
            yield _invite(founder, row, origin)


def _somebody_came(row: Organisation) -> bool:
    members = Membership.objects.filter(organisation=row, state=MembershipState.ACTIVE).select_related(
        "person"
    )
    return any(member.person.has_usable_password() for member in members)


def _invite(founder: Founder, row: Organisation, origin: str) -> Welcomed:
    person = _person(founder)
    for role in sorted(founder.roles):
        Membership.objects.get_or_create(
            person=person, organisation=row, role=role.value, defaults={"state": MembershipState.ACTIVE}
        )
    invitation, token = invitations.new_link(person, row, invited_by=None, needs_code=False)
    enter(
        room="mandate",
        act="founder_invited",
        record=str(invitation.public_id),
        params={"roles": " ".join(sorted(founder.roles))},
        personal={"email": person.email},
    )
    link = origin + reverse("come_by_invitation", args=[token])
    return Welcomed(founder) if invitations.send(person, link) else Welcomed(founder, link)


def _person(founder: Founder) -> Person:
    person = invitations.account_of(email=founder.email, name=founder.name, language=founder.language)
    if person.has_usable_password():
        raise PEOPLE.problem("belongs_elsewhere")
    return person
