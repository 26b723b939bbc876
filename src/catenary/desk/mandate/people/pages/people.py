"""The administrator's pages: people, their roles, invitations, suspensions, failed attempts. No traveller is shown on any."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.core.mandate.model import DeskAct
from catenary.desk.mandate.access import of_desk, permit
from catenary.desk.mandate.models import Invitation, Membership, Person
from catenary.desk.mandate.people import factor_reset, invitation_codes, invitations, matters, queries, roles
from catenary.desk.mandate.people.forms import AfarForm, GrantForm, InviteForm, ReasonForm
from catenary.desk.mandate.people.pages.answers import Words, form_page, here_of
from catenary.desk.mandate.people.pages.tables import attempts_table, people_table
from catenary.desk.mandate.signed_in import DeskRequest
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see

_INVITE = Words(
    _("Invite somebody"),
    _("They choose a password by a link that works once, within seven days."),
    _("Invite"),
    _("The person is invited."),
)
_GRANT = Words(
    _("Give a role"),
    _("A role that opens personal data or gives roles is not held until a second person confirms it."),
    _("Give the role"),
    _("The role is given, or waits for a second person."),
)
_END = Words(
    _("End a role"),
    _("The role ends at once, and so does every session that acts with it."),
    _("End the role"),
    _("The role has ended."),
    warning=True,
)
_SUSPEND = Words(
    _("Suspend somebody"),
    _("It takes effect at once, and falls after 72 hours unless a second person confirms it."),
    _("Suspend"),
    _("The person is suspended."),
    warning=True,
)
_SUSPEND_AGAIN = Words(
    _("Suspend somebody"),
    _(
        "Suspending this person was asked before and no second person approved it. Asked again, it takes effect only once one confirms."
    ),
    _("Ask for the suspension"),
    _("The suspension waits for a second person."),
    warning=True,
)
_RETURN = Words(
    _("Let somebody return"),
    _("The person stays suspended until a second person confirms."),
    _("Ask for their return"),
    _("The return waits for a second person."),
)
_CODE = Words(
    _("Make the code of an invitation"),
    _("The invited person needs it beside the link. An earlier code stops working."),
    _("Make the code"),
    _("The code is made."),
)
_RESET = Words(
    _("Remove lost second factors"),
    _(
        "For somebody who lost their second factors and has no recovery code. A second person confirms; then every second factor goes, every session ends, and the person sets up a new one after their password. Make sure that it is them who ask."
    ),
    _("Ask for it"),
    _("The removal waits for a second person."),
    warning=True,
)
_FORM = require_http_methods(["GET", "POST"])


@permit(of_desk(DeskAct.SEE_PEOPLE))
@require_GET
def people(request: DeskRequest) -> HttpResponse:
    """Everybody of the organisation with their roles, and the invitations that were not used yet."""
    here = here_of(request)
    shown = {
        "table": people_table(queries.people_of(here.organisation)),
        "invitations": queries.invitations_of(here.organisation),
    }
    return render(request, "mandate/people/people.html", shown)


@permit(of_desk(DeskAct.SEE_PEOPLE))
@require_GET
def person(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One of them: roles, what waits for a second person, and what can be done."""
    here = here_of(request)
    _person(request, public_id)
    it = queries.person_of(here.organisation, public_id)
    may_make_code = it.invitation is not None and invitation_codes.may_make(here, it.invitation)
    shown = {"it": it, "here": here, "may_make_code": may_make_code}
    return render(request, "mandate/people/person.html", shown)


@permit(of_desk(DeskAct.INVITE))
@never_cache
@_FORM
@once
def invite(request: DeskRequest) -> HttpResponse:
    """Invite somebody into the organisation."""

    def act(told: dict[str, Any]) -> HttpResponse:
        return _link(request, invitations.invite(actor=here_of(request), **told))

    return form_page(request, InviteForm(request.POST or None), _INVITE, act)


@permit(of_desk(DeskAct.INVITE))
@never_cache
@require_POST
def invite_again(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """A new link for somebody who lost theirs, or their password."""

    def act(told: dict[str, Any]) -> HttpResponse:
        about = _person(request, public_id)
        return _link(request, invitations.invite_again(actor=here_of(request), person=about))

    return form_page(request, Form(request.POST), _INVITE, act)


@permit(of_desk(DeskAct.CONFIRM_ROLE))
@never_cache
@require_POST
def invitation_code(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Make the code that the invited person needs beside the link, and show it this once."""
    row = get_object_or_404(Invitation.objects.select_related("person"), public_id=public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        code = invitation_codes.make(actor=here_of(request), invitation=row)
        return render(request, "mandate/people/code.html", {"code": code, "about": row.person})

    return form_page(request, Form(request.POST), _CODE, act, about=row.person)


@permit(of_desk(DeskAct.INVITE))
@require_POST
def withdraw_invitation(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """The link stops working."""
    row = get_object_or_404(Invitation, public_id=public_id, organisation=here_of(request).organisation)
    invitations.withdraw(actor=here_of(request), invitation=row)
    return see("people")


@permit(of_desk(DeskAct.INVITE))
@_FORM
@once
def reset_factors(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Ask that somebody's lost second factors be removed."""
    here, about = here_of(request), _person(request, public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        factor_reset.ask_reset(actor=here, person=about, **told)
        return see("person", public_id)

    form = AfarForm(request.POST or None, neighbours=matters.neighbours(here.organisation))
    return form_page(request, form, _RESET, act, about=about)


@permit(of_desk(DeskAct.GRANT_ROLE))
@_FORM
@once
def grant(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Give somebody a role."""
    here, about = here_of(request), _person(request, public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        roles.grant(actor=here, person=about, **told)
        return see("person", public_id)

    form = GrantForm(request.POST or None, neighbours=matters.neighbours(here.organisation))
    return form_page(request, form, _GRANT, act, about=about)


@permit(of_desk(DeskAct.GRANT_ROLE))
@_FORM
@once
def end_role(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """End a role that somebody holds."""
    here = here_of(request)
    row = get_object_or_404(Membership, public_id=public_id, organisation=here.organisation)

    def act(told: dict[str, Any]) -> HttpResponse:
        roles.end(actor=here, membership=row, **told)
        return see("person", row.person.public_id)

    return form_page(request, ReasonForm(request.POST or None), _END, act, about=row.person)


@permit(of_desk(DeskAct.SUSPEND))
@_FORM
@once
def suspend(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Suspend somebody at once."""
    here, about = here_of(request), _person(request, public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        roles.suspend(actor=here, person=about, **told)
        return see("person", public_id)

    form = AfarForm(request.POST or None, neighbours=matters.neighbours(here.organisation))
    words = _SUSPEND_AGAIN if roles.suspension_would_wait(about, here.organisation) else _SUSPEND
    return form_page(request, form, words, act, about=about)


@permit(of_desk(DeskAct.SUSPEND))
@_FORM
@once
def reinstate(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Ask that somebody may return."""
    here, about = here_of(request), _person(request, public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        roles.reinstate(actor=here, person=about, **told)
        return see("person", public_id)

    form = AfarForm(request.POST or None, neighbours=matters.neighbours(here.organisation))
    return form_page(request, form, _RETURN, act, about=about)


@permit(of_desk(DeskAct.INVITE))
@require_GET
def failed_attempts(request: DeskRequest) -> HttpResponse:
    """Who failed to sign in, as hashes: equal ones tell a flood and what it aims at."""
    table = attempts_table(queries.recent_attempts())
    return render(request, "mandate/people/attempts.html", {"table": table})


def _person(request: DeskRequest, public_id: UUID) -> Person:
    mine = Person.objects.filter(memberships__organisation=here_of(request).organisation).distinct()
    return get_object_or_404(mine, public_id=public_id)


def _link(request: DeskRequest, invited: invitations.Invited) -> HttpResponse:
    if not invited.token:
        return see("person", invited.person.public_id)
    address = invitations.address_of(request, invited)
    if invitations.send(invited.person, address):
        return see("person", invited.person.public_id)
    return render(request, "mandate/people/link.html", {"invited": invited, "address": address})
