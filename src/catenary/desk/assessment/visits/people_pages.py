"""The team of a visit: the list, invitations and their answers, conflicts of interest."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from catenary.desk.assessment.access import SEE, seen_visit
from catenary.desk.assessment.models import Conflict, Member, Visit
from catenary.desk.assessment.visits import people_queries, team
from catenary.desk.assessment.visits.answers import sheet_page, visit_form
from catenary.desk.assessment.visits.forms import ResumeForm
from catenary.desk.assessment.visits.people_forms import (
    ConflictForm,
    DeclareForm,
    DeclineForm,
    ObjectForm,
    ProposeForm,
    WhyForm,
)
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.parts import Place
from catenary.desk.shell.see_other import see

_PROPOSE = Words(
    gettext_lazy("Put somebody on the list"),
    gettext_lazy("The State sees who it is once they are invited."),
    gettext_lazy("Put them on the list"),
    gettext_lazy("They are on the list. Invite them next."),
)
_INVITE = Words(
    gettext_lazy("Invite them"),
    gettext_lazy("They are asked to come, and to declare what may bear on their judgement of the State."),
    gettext_lazy("Invite them"),
    gettext_lazy("They are invited."),
)
_ACCEPT = Words(
    gettext_lazy("Join the team"),
    gettext_lazy(
        "Say what may bear on your judgement of the State. What is a conflict of interest, others decide."
    ),
    gettext_lazy("Say yes"),
    gettext_lazy("Your answer is recorded."),
)
_DECLINE = Words(
    gettext_lazy("Decline"),
    gettext_lazy("No reason has to be given."),
    gettext_lazy("Say no"),
    gettext_lazy("Your answer is recorded."),
)
_RECUSE = Words(
    gettext_lazy("Step down"),
    gettext_lazy("Because of a conflict of interest, at any time. Recusals are listed."),
    gettext_lazy("Step down"),
    gettext_lazy("You are off the team."),
    warning=True,
)
_REMOVE = Words(
    gettext_lazy("Take somebody off"),
    gettext_lazy("What they did so far is kept."),
    gettext_lazy("Take them off"),
    gettext_lazy("They are off the team."),
    warning=True,
)
_OBJECT = Words(
    gettext_lazy("Object to a member"),
    gettext_lazy("The body decides, with a reason. They stay on the team until it has."),
    gettext_lazy("Object"),
    gettext_lazy("The objection is recorded."),
)
_CONFLICT = Words(
    gettext_lazy("Decide a conflict of interest"),
    gettext_lazy("Nobody decides about themselves. Whoever is kept is kept by two persons."),
    gettext_lazy("Decide"),
    gettext_lazy("The decision is recorded."),
)


@require_GET
@desk_page(SEE)
def members(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The team."""
    return sheet_page(request, people_queries.team_sheet(here, seen_visit(public_id)))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def propose(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Put somebody on the list."""
    row = seen_visit(public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        return see("visit_member", team.propose_member(actor=here, visit=public_id, **given).public_id)

    form = ProposeForm(request.POST or None, visit=row, here=here)
    back = Place(_("Team"), reverse("visit_team", args=[public_id]))
    return visit_form(request, row, form, _PROPOSE, act, back=back)


@require_GET
@desk_page(SEE)
def member(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One member."""
    return sheet_page(request, people_queries.member_sheet(here, _member(public_id)))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def invite(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Ask somebody to come."""
    form = ResumeForm(request.POST if request.method == "POST" else None)
    return _about(request, here, public_id, form, _INVITE, team.invite_member)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def accept(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Say yes, with a declaration."""
    return _about(
        request, here, public_id, DeclareForm(request.POST or None), _ACCEPT, team.accept_invitation
    )


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def decline(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Say no."""
    return _about(
        request, here, public_id, DeclineForm(request.POST or None), _DECLINE, team.decline_invitation
    )


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def recuse(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Step down."""
    return _about(request, here, public_id, WhyForm(request.POST or None), _RECUSE, team.recuse)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def remove(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Take somebody off."""
    return _about(request, here, public_id, WhyForm(request.POST or None), _REMOVE, team.remove_member)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def object_to(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The State objects."""
    return _about(request, here, public_id, ObjectForm(request.POST or None), _OBJECT, team.object_to)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def conflict(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Decide about a conflict of interest."""
    row = Conflict.objects.select_related("visit__visited", "member").get(public_id=public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        team.decide_conflict(actor=here, conflict=public_id, **given)
        return see("visit_team", row.visit.public_id)

    back = Place(_("Team"), reverse("visit_team", args=[row.visit.public_id]))
    form = ConflictForm(request.POST or None)
    return visit_form(request, row.visit, form, _CONFLICT, act, back=back, caption=row.member.name)


def _member(public_id: UUID) -> Member:
    rows = Member.objects.select_related("visit__visited", "visit__edition", "organisation", "interest")
    return rows.get(public_id=public_id)


def _about(
    request: DeskRequest, here: SignedIn, public_id: UUID, form: Any, words: Words, service: Any
) -> HttpResponse:
    """A form about a member, done by a service."""
    row = _member(public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        service(actor=here, member=public_id, **given)
        sees_it_still = Visit.objects.filter(pk=row.visit_id).exists()
        return see("visit_member", public_id) if sees_it_still else see("visits")

    back = Place(_("The member"), reverse("visit_member", args=[public_id]))
    return visit_form(request, row.visit, form, words, act, back=back, caption=row.name)
