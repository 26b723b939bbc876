"""Visits for the access matrix: one of each thing, and for everybody an opening of their own."""

from datetime import timedelta

from django.utils import timezone

from catenary.desk.assessment.models import (
    Conflict,
    FactualComment,
    FigureQuestion,
    IdentityOpening,
    Interviewee,
    Meeting,
    MeetingNote,
    Member,
    PauseRequest,
    SealedIdentity,
    Visit,
    VisitClock,
    VisitDocument,
)


def of_visits(here, maker):
    """By the workers' door."""
    visit, now = a_visit(here, maker), timezone.now()
    both = {"visit": visit, "body": here, "visited": here}
    member = Member.objects.create(
        organisation=here, name="X", task="expert", state="on", proposed_by=maker, proposed_at=now, **both
    )
    meeting = a_meeting(visit, here, maker)
    note = a_note(meeting, here, maker)
    return {
        "visit": visit,
        "member": member,
        "conflict": Conflict.objects.create(
            member=member, ground="declared", side="body", raised_by=maker, raised_at=now, **both
        ),
        "pause_request": a_request(visit, here, maker),
        "meeting": meeting,
        "meeting_note": note,
        "interviewee": Interviewee.objects.create(note=note, visit=visit, body=here, pseudonym="Heron"),
        "visit_document": VisitDocument.objects.create(
            side="body",
            organisation=here,
            kind="law",
            title="X",
            language="en",
            added_by=maker,
            added_at=now,
            **both,
        ),
        "figure_question": FigureQuestion.objects.create(
            text="x", language="en", organisation=here, asked_by=maker, asked_at=now, **both
        ),
        "factual_comment": FactualComment.objects.create(
            number=1, about="3", text="x", language="en", made_by=maker, made_at=now, sent_at=now, **both
        ),
    }


def own_identity(person, organisation):
    """What somebody asked for, on a visit whose team they are on."""
    now = timezone.now()
    visit = a_visit(organisation, person, seats_on=[f"{person.pk}/{organisation.pk}"])
    note = a_note(a_meeting(visit, organisation, person), organisation, person)
    told = Interviewee.objects.create(note=note, visit=visit, body=organisation, pseudonym="Heron")
    sealed = SealedIdentity.objects.create(
        interviewee=told, visit=visit, author=person, organisation=organisation, sealed=b"x"
    )
    return IdentityOpening.objects.create(
        identity=sealed,
        organisation=organisation,
        asked_by=person,
        asked_at=now,
        purpose="assessment",
        basis="x",
        reason="x",
        recipient="age1",
        expires_at=now + timedelta(minutes=9),
    )


def a_visit(here, maker, **changes):
    """A visit of an organisation to itself."""
    now = timezone.now()
    return Visit.objects.create(
        body=here, visited=here, kind="focused", year=now.year, made_by=maker, made_at=now, **changes
    )


def a_request(visit, here, maker):
    """A pause that was asked for and not answered."""
    now = timezone.now()
    both = {"visit": visit, "body": here, "visited": here}
    clock = VisitClock.objects.create(kind="consent", began_at=now, first_due_at=now, **both)
    return PauseRequest.objects.create(clock=clock, reason="x", asked_by=maker, asked_at=now, **both)


def a_meeting(visit, here, maker):
    """A meeting that the State does not know of."""
    now = timezone.now()
    return Meeting.objects.create(
        visit=visit,
        body=here,
        visited=here,
        meets="ministry",
        institution="X",
        begins_at=now,
        ends_at=now + timedelta(hours=1),
        with_state=False,
        added_by=maker,
    )


def a_note(meeting, here, author):
    """What was said in it."""
    return MeetingNote.objects.create(
        meeting=meeting,
        visit=meeting.visit,
        body=here,
        author=author,
        organisation=here,
        text="x",
        language="en",
        written_at=timezone.now(),
    )
