"""Who is told of a matter of two persons: as core says, here, afar and at the body that watches; and who asked, of the outcome."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate import flow
from catenary.core.mandate.flow_table import ARRANGEMENTS, Flow, State
from catenary.core.mandate.model import Role
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import AccessMatter
from catenary.desk.mandate.people.invitation_codes import NOTICE as INVITATION_WAITS
from catenary.desk.mandate.people.standing import as_core, remote_of
from catenary.desk.shell.notices.kinds import register_notice
from catenary.desk.shell.notices.services import notify, notify_roles

_ASKED, _MOVED, _EMERGENCY = "matter_asked", "matter_moved", "emergency_moved"
_OUTCOMES: Mapping[str, str] = {
    State.IN_FORCE: "matter_approved",
    State.REFUSED: "matter_refused",
    State.LAPSED: "matter_lapsed",
}
"""What who asked is told when a matter comes into a state that was not their own doing."""
_RESET_ASKED, _RESET = "factor_reset_asked", "factor_reset"


def register_kinds() -> None:
    """Give the notices of matters their sentences; once, when the room is ready."""
    register_notice(_ASKED, _("A matter waits for a second person"))
    register_notice(_OUTCOMES[State.IN_FORCE], _("A second person approved what you asked for"))
    register_notice(_OUTCOMES[State.REFUSED], _("A second person refused what you asked for"))
    register_notice(_OUTCOMES[State.LAPSED], _("What you asked for fell, since nobody decided in time"))
    register_notice(_MOVED, _("A matter of two persons was decided, or its time is over"))
    register_notice(INVITATION_WAITS, _("Somebody invited needs a code that you can make"))
    register_notice(
        _RESET_ASKED, _("Somebody asked that your second factors be removed, saying that you lost them")
    )
    register_notice(_RESET, _("Your second factors were removed; set up a new one"))
    register_notice(_EMERGENCY, _("Emergency access to personal data was asked for, opened or ended"))


def tell(row: AccessMatter) -> None:
    """Tell everybody of the matter as it stands now; in the caller's transaction."""
    roles = flow.to_tell(as_core(row), timezone.now())
    kind, url = _kind(row), reverse("matter", args=[row.public_id])
    if roles:
        notify_roles(organisation=row.organisation, roles=roles, kind=kind, url=url)
    if row.state in _OUTCOMES:
        notify(people=[row.asked_by], organisation=row.organisation, kind=_OUTCOMES[row.state], url=url)
    _tell_whom_it_is_about(row)
    for organisation in _watching(row, roles):
        notify_roles(organisation=organisation, roles=[Role.OVERSIGHT], kind=kind, url=url)
    if row.state == State.ASKED:
        for organisation in remote_of(row):
            seconds = ARRANGEMENTS[Flow(row.flow)].seconds
            notify_roles(organisation=organisation, roles=seconds, kind=kind, url=url)


def _tell_whom_it_is_about(row: AccessMatter) -> None:
    """Whose second factors are to go learns it when it is asked, and by mail of its own when it is done."""
    kind = {State.ASKED: _RESET_ASKED, State.IN_FORCE: _RESET}.get(State(row.state))
    if row.flow != Flow.FACTOR_RESET or row.about_person is None or kind is None:
        return
    notify(people=[row.about_person], organisation=row.organisation, kind=kind, url=reverse("mfa_index"))
    if kind == _RESET and settings.CATENARY.email:
        from catenary.desk.mandate.people.jobs import mail_factor_reset  # noqa: PLC0415  jobs call services

        mail_factor_reset.defer(person=row.about_person.pk)


def _kind(row: AccessMatter) -> str:
    if row.flow == Flow.BREAK_GLASS:
        return _EMERGENCY
    return _ASKED if row.state == State.ASKED else _MOVED


def _watching(row: AccessMatter, roles: Iterable[Role]) -> Iterable[Organisation]:
    if Role.OVERSIGHT not in frozenset(roles):
        return ()
    return row.organisation.overseen_by.filter(closed_at=None)
