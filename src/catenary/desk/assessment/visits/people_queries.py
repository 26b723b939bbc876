"""The team of a visit, a member, the programme, a meeting with its notes: as the reader may see them."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catenary.core.assessment.visit_words import STILL, ConflictState, MemberState, Side
from catenary.core.mandate.model import Role
from catenary.desk.assessment.access import is_on_team, leads, sides_of, stage_of
from catenary.desk.assessment.models import Conflict, Interviewee, Meeting, MeetingNote, Member, Visit
from catenary.desk.assessment.visits.sheet import Part, Sheet, Written, table_of
from catenary.desk.assessment.visits.team import COMPOSERS, OBJECTS_IN
from catenary.desk.assessment.visits.words import (
    CONFLICTS,
    GROUNDS,
    MEETS,
    MEMBERS,
    TASKS,
    language_names,
    tag,
    told,
)
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.comments.queries import names
from catenary.desk.shell.parts import Answer, Place, Told
from catenary.desk.shell.tables import Column, Row, Shown, Table

_UNSETTLED = (ConflictState.OPEN, ConflictState.KEEP_PROPOSED)


def visit_place(visit: Visit) -> Place:
    """Back to the visit."""
    return Place(_("The visit"), reverse("visit", args=[visit.public_id]))


def composes(here: SignedIn, visit: Visit) -> bool:
    """Whoever is here puts the team together."""
    return stage_of(visit) not in STILL and is_of_secretariat(here, visit)


def is_of_secretariat(here: SignedIn, visit: Visit) -> bool:
    """Whoever is here looks after the team of the visit, for the body."""
    if Side.BODY not in sides_of(here, visit):
        return False
    alone = visit.body_id == visit.visited_id and Role.FOCAL_POINT in here.roles
    return alone or bool(here.roles & COMPOSERS)


def opens_briefing(here: SignedIn, row: Member) -> bool:
    """Whoever is here reads what prepares a member that is on the team: themselves, or of the body's secretariat."""
    if f"{row.person_id}/{row.organisation_id}" not in row.visit.seats_on:
        return False
    own = row.person_id == here.person.pk and row.organisation_id == here.organisation.pk
    return own or is_of_secretariat(here, row.visit)


def members_of(visit: Visit) -> "QuerySet[Member]":
    """The team as whoever acts may see it."""
    return visit.members.select_related("organisation")


def team_sheet(here: SignedIn, visit: Visit) -> Sheet:
    """Who goes, who was recused, and which conflicts of interest there are."""
    actions = (
        (Place(_("Put somebody on the list"), reverse("propose_member", args=[visit.public_id])),)
        if composes(here, visit)
        else ()
    )
    return Sheet(
        title=_("Team of a visit"),
        heading=_("Team"),
        back=visit_place(visit),
        caption=visit.visited.name,
        lead=_(
            "Everybody on it declared what may bear on their judgement of the State. The State can object."
        ),
        actions=actions,
        parts=(
            Part(table=_members_table(visit)),
            Part(_("Conflicts of interest"), table=_conflicts_table(here, visit)),
        ),
    )


def _members_table(visit: Visit) -> Table:
    columns = (
        Column("name", _("Name"), Shown.NAME),
        Column("task", _("Task on the team")),
        Column("organisation", _("Of"), Shown.NAME),
        Column("state", _("Standing"), Shown.TAG),
        Column("areas", _("Areas"), Shown.CODE, blank=True),
        Column("expertise", _("Expertise"), Shown.NAME, blank=True),
        Column("languages", _("Languages"), blank=True),
        Column("nationalities", _("Nationalities"), Shown.CODE, blank=True),
    )
    rows = (_member_row(each) for each in members_of(visit))
    return table_of("team", _("Team"), columns, rows, _("Nobody is on the list yet."))


def _member_row(row: Member) -> Row:
    cells: dict[str, object] = {
        "name": row.name or _("an expert of %(partner)s") % {"partner": row.organisation.name},
        "task": told(TASKS, row.task),
        "organisation": row.organisation.name,
        "state": tag(MEMBERS, row.state),
        "areas": " ".join(row.areas) or None,
        "expertise": row.expertise or None,
        "languages": language_names(row.languages),
        "nationalities": " ".join(row.nationalities) or None,
    }
    return Row(cells, reverse("visit_member", args=[row.public_id]))


def _conflicts_table(here: SignedIn, visit: Visit) -> Table:
    columns = (
        Column("who", _("Whom it is about"), Shown.NAME),
        Column("ground", _("Why")),
        Column("words", _("What was said of it"), Shown.TOLD),
        Column("state", _("Standing"), Shown.TAG),
        Column("decision", _("Reason of the decision"), Shown.TOLD),
    )
    decides = composes(here, visit)
    rows = (_conflict_row(each, decides=decides) for each in visit.conflicts.select_related("member"))
    return table_of("conflicts", _("Conflicts of interest"), columns, rows, _("None is known."))


def _conflict_row(row: Conflict, *, decides: bool) -> Row:
    is_open = decides and row.state in _UNSETTLED
    cells: dict[str, object] = {
        "who": row.member.name,
        "ground": told(GROUNDS, row.ground),
        "words": Told(row.words) if row.words else Told("-"),
        "state": tag(CONFLICTS, row.state),
        "decision": Told(row.decision) if row.decision else Told("-"),
    }
    return Row(cells, reverse("decide_conflict", args=[row.public_id]) if is_open else "")


def member_sheet(here: SignedIn, row: Member) -> Sheet:
    """One member, with what whoever is here may do."""
    visit = row.visit
    return Sheet(
        title=_("Member of a team"),
        heading=row.name or row.organisation.name,
        back=Place(_("Team"), reverse("visit_team", args=[visit.public_id])),
        caption=visit.visited.name,
        actions=tuple(_member_actions(here, row)),
        parts=(Part(answers=tuple(_member_answers(here, row))),),
    )


def _member_answers(here: SignedIn, row: Member) -> Iterator[Answer]:
    yield Answer(_("Standing"), tag(MEMBERS, row.state))
    yield Answer(_("Task on the team"), told(TASKS, row.task))
    yield Answer(_("Of"), row.organisation.name, exact=True)
    yield Answer(_("Areas"), " ".join(row.areas) or None, exact=True)
    yield Answer(_("Expertise"), row.expertise or None, exact=True)
    yield Answer(_("Nationalities"), " ".join(row.nationalities) or None, exact=True)
    if row.reason:
        yield Answer(_("Reason"), Told(row.reason))
    declared = getattr(row, "interest", None)
    if declared is not None:
        yield Answer(
            _("Held posts for"),
            " ".join(declared.past_posts) or pgettext("held posts for", "no State"),
            exact=True,
        )
        yield Answer(
            _("Was paid by"), " ".join(declared.paid_work) or pgettext("was paid by", "no State"), exact=True
        )
        yield Answer(_("Declared besides"), Told(declared.other) if declared.other else _("nothing"))


def is_asked(here: SignedIn, row: Member) -> bool:
    """Whoever is here may answer the invitation."""
    named = row.person_id == here.person.pk
    asked = (
        row.person_id is None and row.organisation_id == here.organisation.pk and Role.PARTNER in here.roles
    )
    return row.state == MemberState.INVITED and (named or asked)


def _member_actions(here: SignedIn, row: Member) -> Iterator[Place]:
    key = [row.public_id]
    if is_asked(here, row):
        yield Place(_("Say yes"), reverse("accept_invitation_to_team", args=key))
        yield Place(_("Say no"), reverse("decline_invitation_to_team", args=key))
    if opens_briefing(here, row) and stage_of(row.visit) not in STILL:
        yield Place(_("Briefing"), reverse("member_briefing", args=key))
    if row.person_id == here.person.pk and row.state == MemberState.ON:
        yield Place(_("Step down"), reverse("recuse_member", args=key))
    if composes(here, row.visit):
        if row.state == MemberState.PROPOSED:
            yield Place(_("Invite them"), reverse("invite_member", args=key))
        if row.state in {MemberState.PROPOSED, MemberState.INVITED, MemberState.ON}:
            yield Place(_("Take them off"), reverse("remove_member", args=key))
    objects = Side.STATE in sides_of(here, row.visit) and row.visit.body_id != row.visit.visited_id
    if objects and Role.FOCAL_POINT in here.roles and stage_of(row.visit) in OBJECTS_IN:
        yield Place(_("Object to this person"), reverse("object_to_member", args=key))


def works(here: SignedIn, visit: Visit) -> bool:
    """Whoever is here works on the programme: the body, or somebody on the team."""
    return stage_of(visit) not in STILL and (Side.BODY in sides_of(here, visit) or is_on_team(here, visit))


def programme_sheet(here: SignedIn, visit: Visit) -> Sheet:
    """The meetings, as the reader may see them."""
    add = Place(_("Add a meeting"), reverse("add_meeting", args=[visit.public_id]))
    return Sheet(
        title=_("Programme of a visit"),
        heading=_("Programme of meetings"),
        back=visit_place(visit),
        caption=visit.visited.name,
        lead=_("Times are UTC. The State sees the meetings that it knows of, and no others."),
        actions=(add,) if works(here, visit) else (),
        parts=(Part(table=_meetings_table(here, visit)),),
    )


def _meetings_table(here: SignedIn, visit: Visit) -> Table:
    columns = (
        Column("institution", _("Institution"), Shown.NAME),
        Column("meets", pgettext("meeting", "With")),
        Column("begins", pgettext("meeting", "Begins"), Shown.TIME),
        Column("ends", pgettext("meeting", "Ends"), Shown.TIME),
        Column("place", _("Place"), Shown.NAME, blank=True),
        Column("known", _("Known to the State")),
        Column("standing", _("Standing")),
    )
    rows = (_meeting_row(each) for each in visit.meetings.all())
    return table_of("meetings", _("Meetings"), columns, rows, _("No meeting is planned yet."))


def _meeting_row(row: Meeting) -> Row:
    cells: dict[str, object] = {
        "institution": row.institution,
        "meets": told(MEETS, row.meets),
        "begins": row.begins_at,
        "ends": row.ends_at,
        "place": row.place or None,
        "known": _("yes") if row.with_state else _("no"),
        "standing": _standing(row),
    }
    return Row(cells, reverse("visit_meeting", args=[row.public_id]))


def _standing(row: Meeting) -> str:
    if row.dropped_at:
        return _("dropped")
    return pgettext("meeting", "held") if row.held else _("to be held")


def meeting_sheet(here: SignedIn, row: Meeting) -> Sheet:
    """One meeting; its notes for the team."""
    visit = row.visit
    return Sheet(
        title=_("Meeting of a visit"),
        heading=row.institution,
        back=Place(_("Programme"), reverse("visit_programme", args=[visit.public_id])),
        caption=visit.visited.name,
        actions=tuple(_meeting_actions(here, row)),
        parts=(
            Part(answers=tuple(_meeting_answers(row))),
            *((Part(_("Notes"), texts=tuple(_notes(here, row))),) if is_on_team(here, visit) else ()),
        ),
    )


def _meeting_answers(row: Meeting) -> Iterator[Answer]:
    yield Answer(pgettext("meeting", "With"), told(MEETS, row.meets))
    yield Answer(pgettext("meeting", "Begins"), row.begins_at)
    yield Answer(pgettext("meeting", "Ends"), row.ends_at)
    yield Answer(_("Place"), row.place or None, exact=True)
    yield Answer(_("Known to the State"), _("yes") if row.with_state else _("no"))
    yield Answer(_("Areas"), " ".join(row.areas) or None, exact=True)
    if row.dropped_at:
        yield Answer(_("Dropped"), Told(row.dropped_reason))


def _meeting_actions(here: SignedIn, row: Meeting) -> Iterator[Place]:
    if row.dropped_at or not works(here, row.visit):
        return
    if is_on_team(here, row.visit):
        yield Place(_("Write a note"), reverse("write_meeting_note", args=[row.public_id]))
    yield Place(_("Drop the meeting"), reverse("drop_meeting", args=[row.public_id]))


def _notes(here: SignedIn, row: Meeting) -> Iterator[Written]:
    notes = list(row.notes.select_related("organisation").prefetch_related("interviewees__identity"))
    known = names(each.author_id for each in notes)
    for note in notes:
        heading = known.get(note.author_id, note.organisation.name)
        spoke = "; ".join(_spoke(each) for each in note.interviewees.all())
        yield Written(
            heading, Told(note.text, note.language), spoke, tuple(_note_links(here, row.visit, note))
        )


def _spoke(row: Interviewee) -> str:
    """A person by their pseudonym, and whether reprisals are feared."""
    shown = {"pseudonym": row.pseudonym, "role": row.role or "-"}
    if row.reprisal:
        return _("%(pseudonym)s (%(role)s): reprisals are feared") % shown
    return _("%(pseudonym)s (%(role)s)") % shown


def _note_links(here: SignedIn, visit: Visit, note: MeetingNote) -> Iterator[Place]:
    own = note.author_id == here.person.pk
    if own:
        yield Place(_("Add who spoke"), reverse("protect_interviewee", args=[note.public_id]))
    if own or leads(here, visit):
        for each in note.interviewees.all():
            if getattr(each, "identity", None) is not None:
                label = _("Have the identity of %(pseudonym)s opened") % {"pseudonym": each.pseudonym}
                yield Place(label, reverse("ask_identity", args=[each.public_id]))
