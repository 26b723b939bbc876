"""The programme of a visit: meetings, and notes of them by the team, with the people spoken to under pseudonyms."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import CLOSED_MEETINGS, Meets, Side
from catenary.core.mandate.model import Handling
from catenary.desk.assessment.access import (
    SEE,
    demand_moving,
    demand_team,
    is_on_team,
    locked_visit,
    seen_visit,
    sides_of,
)
from catenary.desk.assessment.models import Interviewee, Meeting, MeetingNote, SealedIdentity, Visit
from catenary.desk.assessment.visits.identity_key import seal_identity
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn


@transaction.atomic
def add_meeting(
    *,
    actor: SignedIn,
    visit: UUID,
    meets: Meets,
    institution: str,
    begins_at: datetime,
    ends_at: datetime,
    with_state: bool,
    place: str = "",
    areas: Iterable[str] = (),
) -> Meeting:
    """A meeting of the programme; the State sees it where `with_state`, which meetings with civil society and victims never are.

    Raises ProblemError `visits.not_on_team` for who is neither of the body nor on the team, `visits.meeting_protected`,
    `visits.dates_odd`, and as `demand_moving` does.
    """
    demand(SEE, actor)
    row = locked_visit(visit)
    _demand_working(actor, row)
    if with_state and meets in CLOSED_MEETINGS:
        raise VISITS.problem("meeting_protected")
    if ends_at <= begins_at:
        raise VISITS.problem("dates_odd")
    meeting = Meeting(
        visit=row,
        body_id=row.body_id,
        visited_id=row.visited_id,
        meets=meets,
        institution=institution,
        place=place,
        begins_at=begins_at,
        ends_at=ends_at,
        areas=sorted(areas),
        with_state=with_state,
        added_by=actor.person,
    )
    save_row(meeting)
    _enter(row, "add_meeting", meeting)
    return meeting


@transaction.atomic
def drop_meeting(*, actor: SignedIn, meeting: UUID, reason: str) -> Meeting:
    """Take a meeting off the programme; it stays on record. Raises as `add_meeting` does, `visits.reason_missing`, `visits.meeting_dropped`."""
    row, visit = _meeting(actor, meeting)
    if not reason.strip():
        raise VISITS.problem("reason_missing")
    row.dropped_at, row.dropped_reason = actor.now, reason
    save_row(row)
    _enter(visit, "drop_meeting", row, reason)
    return row


@transaction.atomic
def write_note(
    *,
    actor: SignedIn,
    meeting: UUID,
    text: str,
    language: str,
    handling: Handling = Handling.RESTRICTED,
    areas: Iterable[str] = (),
) -> MeetingNote:
    """What was said, as a member of the team wrote it down; the meeting counts as held.

    Raises ProblemError `visits.not_on_team`, `visits.meeting_dropped`, and as `demand_moving` does.
    """
    row, visit = _meeting(actor, meeting)
    demand_team(actor, visit)
    note = MeetingNote(
        meeting=row,
        visit=visit,
        body_id=visit.body_id,
        author=actor.person,
        organisation=actor.organisation,
        text=text,
        language=language,
        handling=handling,
        areas=sorted(areas),
        written_at=actor.now,
    )
    save_row(note)
    if not row.held:
        row.held = True
        row.save(update_fields=["held"])
    _enter(visit, "write_note", row)
    return note


@transaction.atomic
def protect_interviewee(
    *,
    actor: SignedIn,
    note: UUID,
    pseudonym: str,
    role: str = "",
    reprisal: bool = False,
    identity: str = "",
) -> Interviewee:
    """Somebody who spoke, by a pseudonym; who it is, is sealed where it is given, and stands nowhere in the clear.

    Raises ProblemError `visits.not_yours` for anybody but the note's author, `visits.not_on_team`, `visits.pseudonym_taken`,
    `visits.identity_key_missing`.
    """
    demand(SEE, actor)
    row = MeetingNote.objects.select_related("visit").get(public_id=note)
    demand_team(actor, row.visit)
    if row.author_id != actor.person.pk:
        raise VISITS.problem("not_yours")
    if Interviewee.objects.filter(visit=row.visit, pseudonym=pseudonym).exists():
        raise VISITS.problem("pseudonym_taken", pseudonym=pseudonym)
    told = Interviewee(
        note=row, visit=row.visit, body_id=row.body_id, pseudonym=pseudonym, role=role, reprisal=reprisal
    )
    save_row(told)
    if identity.strip():
        SealedIdentity.objects.create(
            interviewee=told,
            visit=row.visit,
            author=actor.person,
            organisation=actor.organisation,
            sealed=seal_identity(identity),
        )
    params: dict[str, str | int | bool | None] = {
        "interviewee": str(told.public_id),
        "reprisal": reprisal,
        "sealed": bool(identity.strip()),
    }
    enter(room="assessment", act="protect_interviewee", record=str(row.visit.public_id), params=params)
    return told


def _demand_working(actor: SignedIn, visit: Visit) -> None:
    if Side.BODY not in sides_of(actor, visit) and not is_on_team(actor, visit):
        raise VISITS.problem("not_on_team")
    demand_moving(visit)


def _meeting(actor: SignedIn, meeting: UUID) -> tuple[Meeting, Visit]:
    demand(SEE, actor)
    row = Meeting.objects.select_for_update(of=("self",)).get(public_id=meeting)
    visit = seen_visit(row.visit.public_id)
    _demand_working(actor, visit)
    if row.dropped_at is not None:
        raise VISITS.problem("meeting_dropped")
    return row, visit


def _enter(visit: Visit, act: str, meeting: Meeting, reason: str = "") -> None:
    told: dict[str, str | int | bool | None] = {"meeting": str(meeting.public_id), "with": meeting.meets}
    enter(room="assessment", act=act, record=str(visit.public_id), reason=reason, params=told)
