"""Who is told of a matter of two persons, as core says, here, afar and at the body that watches."""

from collections.abc import Iterable

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
from catenary.desk.shell.notices.services import notify_roles

_ASKED, _MOVED, _EMERGENCY = "matter_asked", "matter_moved", "emergency_moved"


def register_kinds() -> None:
    """Give the notices of matters their sentences; once, when the room is ready."""
    register_notice(_ASKED, _("A matter waits for a second person"))
    register_notice(_MOVED, _("A matter of two persons was decided, or its time is over"))
    register_notice(INVITATION_WAITS, _("Somebody invited needs a code that you can make"))
    register_notice(_EMERGENCY, _("Emergency access to personal data was asked for, opened or ended"))


def tell(row: AccessMatter) -> None:
    """Tell everybody of the matter as it stands now; in the caller's transaction."""
    roles = flow.to_tell(as_core(row), timezone.now())
    kind, url = _kind(row), reverse("matter", args=[row.public_id])
    if roles:
        notify_roles(organisation=row.organisation, roles=roles, kind=kind, url=url)
    for organisation in _watching(row, roles):
        notify_roles(organisation=organisation, roles=[Role.OVERSIGHT], kind=kind, url=url)
    if row.state == State.ASKED:
        for organisation in remote_of(row):
            seconds = ARRANGEMENTS[Flow(row.flow)].seconds
            notify_roles(organisation=organisation, roles=seconds, kind=kind, url=url)


def _kind(row: AccessMatter) -> str:
    if row.flow == Flow.BREAK_GLASS:
        return _EMERGENCY
    return _ASKED if row.state == State.ASKED else _MOVED


def _watching(row: AccessMatter, roles: Iterable[Role]) -> Iterable[Organisation]:
    if Role.OVERSIGHT not in frozenset(roles):
        return ()
    return row.organisation.overseen_by.filter(closed_at=None)
