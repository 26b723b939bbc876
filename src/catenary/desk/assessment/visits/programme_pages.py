"""The programme of a visit: meetings, notes, people spoken to, and the opening of a sealed identity."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from catenary.core.mandate.model import DataClass
from catenary.desk.assessment.access import SEE, seen_visit
from catenary.desk.assessment.models import IdentityOpening, Interviewee, Meeting, MeetingNote
from catenary.desk.assessment.visits import identities, people_queries, programme
from catenary.desk.assessment.visits.answers import sheet_page, visit_form
from catenary.desk.assessment.visits.people_forms import InterviewForm, MeetingForm, NoteForm, WhyForm
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.shell import sealing
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.once import once
from catenary.desk.shell.parts import Place
from catenary.desk.shell.see_other import see

KEY = "identity-key"
"""The cookie; its path is the page of the opening."""
_ADD = Words(
    gettext_lazy("Add a meeting"),
    gettext_lazy("Times are UTC."),
    gettext_lazy("Add it"),
    gettext_lazy("The meeting is in the programme."),
)
_DROP = Words(
    gettext_lazy("Drop the meeting"),
    gettext_lazy("It stays on record."),
    gettext_lazy("Drop it"),
    gettext_lazy("The meeting is dropped."),
    warning=True,
)
_NOTE = Words(
    gettext_lazy("Write a note"),
    gettext_lazy("The team reads it."),
    gettext_lazy("Keep the note"),
    gettext_lazy("The note is kept."),
)
_SPOKE = Words(
    gettext_lazy("Add who spoke"),
    gettext_lazy("Under a pseudonym. Who it is, is sealed where you give it, and stands nowhere else."),
    gettext_lazy("Add them"),
    gettext_lazy("They are kept under their pseudonym."),
)
_ASK = Words(
    gettext_lazy("Have an identity opened"),
    gettext_lazy("For you alone, for ten minutes. That you asked, and why, stays on record."),
    gettext_lazy("Have it opened"),
    gettext_lazy("A worker opens it."),
    warning=True,
)


@require_GET
@desk_page(SEE)
def meetings(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The programme."""
    return sheet_page(request, people_queries.programme_sheet(here, seen_visit(public_id)))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def add(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """A meeting for the programme."""
    row = seen_visit(public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        programme.add_meeting(actor=here, visit=public_id, **given)
        return see("visit_programme", public_id)

    form = MeetingForm(request.POST or None, visit=row)
    back = Place(_("Programme"), reverse("visit_programme", args=[public_id]))
    return visit_form(request, row, form, _ADD, act, back=back)


@require_GET
@desk_page(SEE)
def meeting(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One meeting."""
    return sheet_page(request, people_queries.meeting_sheet(here, _meeting(public_id)))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def drop(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Take a meeting off the programme."""
    row = _meeting(public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        programme.drop_meeting(actor=here, meeting=public_id, **given)
        return see("visit_programme", row.visit.public_id)

    return visit_form(request, row.visit, WhyForm(request.POST or None), _DROP, act, back=_back(row))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def note(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What was said."""
    row = _meeting(public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        programme.write_note(actor=here, meeting=public_id, **given)
        return see("visit_meeting", public_id)

    return visit_form(request, row.visit, NoteForm(request.POST or None), _NOTE, act, back=_back(row))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def protect(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Somebody who spoke, under a pseudonym."""
    row = MeetingNote.objects.select_related("meeting", "visit__visited").get(public_id=public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        programme.protect_interviewee(actor=here, note=public_id, **given)
        return see("visit_meeting", row.meeting.public_id)

    form = InterviewForm(request.POST or None)
    return visit_form(request, row.visit, form, _SPOKE, act, back=_back(row.meeting))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@needs_task(DataClass.ASSESSMENT)
@once
def ask(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Ask who an interviewee is."""
    rows = Interviewee.objects.select_related("note__meeting", "visit__visited")
    row = rows.get(public_id=public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        secret, recipient = sealing.new_key()
        asked = identities.ask_identity(actor=here, interviewee=public_id, recipient=recipient, **given)
        return _with_key(see("identity", asked.public_id), asked, secret)

    form = WhyForm(request.POST or None)
    return visit_form(
        request, row.visit, form, _ASK, act, back=_back(row.note.meeting), caption=row.pseudonym
    )


@require_GET
@desk_page(SEE)
@needs_task(DataClass.ASSESSMENT)
def identity(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Who it is, while it is open to whoever asks."""
    rows = IdentityOpening.objects.select_related("identity__interviewee", "identity__visit")
    row = rows.get(public_id=public_id, asked_by=here.person)
    told = _told(request, row, here.now)
    if told["identity"]:
        enter(room="assessment", act="see_identity", record=str(row.identity.visit.public_id))
    response = render(request, "assessment/visits/identity.html", told)
    response["Cache-Control"] = "no-store"
    return response


def _told(request: DeskRequest, row: IdentityOpening, now: datetime) -> dict[str, object]:
    over = row.expires_at <= now
    data = None if over or row.sealed is None else _unsealed(request, row)
    return {
        "opening": row,
        "over": over,
        "waits": not over and row.opened_at is None,
        "identity": data.decode("utf-8", "replace") if data else "",
        "ends": clock(row.expires_at, now),
    }


def _unsealed(request: DeskRequest, row: IdentityOpening) -> bytes | None:
    try:
        return sealing.unseal_with(request.COOKIES.get(KEY, ""), bytes(row.sealed or b""))
    except sealing.SealError:
        return None


def _with_key(response: HttpResponse, row: IdentityOpening, secret: str) -> HttpResponse:
    """The secret half of the key, to the browser that asked and from there to this page alone (RFC 6265bis s.5.6)."""
    response.set_cookie(
        KEY,
        secret,
        max_age=identities.SHOWN_FOR + timedelta(minutes=1),
        path=reverse("identity", args=[row.public_id]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _meeting(public_id: UUID) -> Meeting:
    return Meeting.objects.select_related("visit__visited", "visit__edition").get(public_id=public_id)


def _back(row: Meeting) -> Place:
    return Place(_("The meeting"), reverse("visit_meeting", args=[row.public_id]))
