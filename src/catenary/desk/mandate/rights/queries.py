"""What pages of the rights desk show."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.mandate.model import Act, DataClass
from catenary.core.mandate.rights import CLOSED, Ground, RightsKind, RightsState, due_at
from catenary.core.mandate.rules import purposes_for
from catenary.desk.mandate.models import RecordFields, RedressRecord, RightsCase
from catenary.desk.mandate.rights.words import COLOURS, GROUNDS, KINDS, STATES, TOLD
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import Clock, clock
from catenary.desk.shell.parts import Answer, Tag, TaskItem

LATEST = 200


@frozen
class CaseLine:
    """A request in the list."""

    case: RightsCase
    name: str
    kind: str
    standing: Tag
    clock: Clock | None


@frozen
class CasePage:
    """A request on its page."""

    line: CaseLine
    answers: tuple[Answer, ...]
    told: tuple[Answer, ...]
    grounds: tuple[str, ...]
    redress: tuple[RedressRecord, ...]
    is_open: bool


@frozen
class Letter:
    """An answer as the person reads it, in their language."""

    name: str
    organisation: str
    oversight: tuple[str, ...]
    kind: str
    state: RightsState
    paragraphs: tuple[tuple[str, str], ...]
    grounds: tuple[str, ...]
    redress_until: object


def cases_of(here: SignedIn) -> tuple[CaseLine, ...]:
    """The requests of the organisation, those to be answered first."""
    rows = list(RightsCase.objects.filter(organisation=here.organisation).select_related("record")[:LATEST])
    rows.sort(key=lambda row: (row.closed_at is not None, row.received_at))
    told = _fields(rows)
    return tuple(_line(here, row, told.get(row.record_id, {})) for row in rows)


def page_of(here: SignedIn, case: RightsCase) -> CasePage:
    """One request for whoever is here."""
    fields = _fields([case]).get(case.record_id, {})
    answers = (
        Answer(_("Name"), fields.get("name"), exact=True),
        Answer(_("Contact"), fields.get("contact"), exact=True),
        Answer(_("What the person wrote"), fields.get("words") or None),
        Answer(_("Received"), case.received_at),
        Answer(_("Assigned to"), case.assigned_to.name if case.assigned_to else None, exact=True),
        Answer(_("Proof of identity asked"), case.identity_asked_at),
        Answer(_("Identity proven"), case.identity_proven_at),
        Answer(_("Extended"), case.extension_reason or None),
        Answer(_("Answered"), case.closed_at),
    )
    return CasePage(
        line=_line(here, case, fields),
        answers=tuple(answer for answer in answers if answer.value is not None),
        told=tuple(_told(fields)),
        grounds=tuple(str(GROUNDS[Ground(each)]) for each in case.grounds),
        redress=tuple(case.redress.all()),
        is_open=RightsState(case.state) not in CLOSED,
    )


def letter_of(case: RightsCase) -> Letter:
    """The answer as a letter; called under the person's language. The ground is left out where telling it would undo it."""
    fields = _fields([case]).get(case.record_id, {})
    redress = case.redress.filter(revoked_at=None).first()
    return Letter(
        name=fields.get("name", ""),
        organisation=case.organisation.name,
        oversight=tuple(case.organisation.overseen_by.values_list("name", flat=True)),
        kind=str(KINDS[RightsKind(case.kind)]),
        state=RightsState(case.state),
        paragraphs=tuple((answer.label, str(answer.value)) for answer in _told(fields)),
        grounds=() if case.ground_withheld else tuple(str(GROUNDS[Ground(each)]) for each in case.grounds),
        redress_until=redress.expires_at if redress else None,
    )


def waiting(here: SignedIn) -> Iterable[TaskItem]:
    """Requests that wait to be answered, for the home page of who may answer them; no name of a person."""
    rows = RightsCase.objects.filter(organisation=here.organisation, closed_at=None)
    for row in rows if _answers(here) else ():
        url = reverse("rights_case", args=[row.public_id])
        due = clock(due_at(row.as_core(), here.now), here.now)
        yield TaskItem(str(KINDS[RightsKind(row.kind)]), url, "", due, _tag(row))


def _answers(here: SignedIn) -> bool:
    return bool(purposes_for(here.roles, Act.EDIT, DataClass.RIGHTS_REQUEST))


def _fields(rows: Iterable[RightsCase]) -> dict[int, Mapping[str, Any]]:
    found = RecordFields.objects.filter(record__in=[row.record_id for row in rows])
    return {each.record_id: each.fields for each in found}


def _line(here: SignedIn, case: RightsCase, fields: Mapping[str, Any]) -> CaseLine:
    still = None if case.closed_at else clock(due_at(case.as_core(), here.now), here.now)
    return CaseLine(case, fields.get("name", ""), str(KINDS[RightsKind(case.kind)]), _tag(case), still)


def _tag(case: RightsCase) -> Tag:
    state = RightsState(case.state)
    return Tag(str(STATES[state]), COLOURS[state])


def _told(fields: Mapping[str, Any]) -> Iterable[Answer]:
    answer = fields.get("answer", {})
    return (Answer(str(TOLD[item]), answer[item.value]) for item in TOLD if answer.get(item.value))
