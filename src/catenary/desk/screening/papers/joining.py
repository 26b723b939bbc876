"""What the desk of reported documents has for the shared parts of the desk."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.grants import DESK_ACTS
from catenary.core.mandate.model import DeskAct, Role
from catenary.desk.mandate.people.kept_labels import know_forms
from catenary.desk.screening.papers.kept_forms import KEPT_FORMS
from catenary.desk.screening.papers.queue import waiting
from catenary.desk.shell.due import register_due
from catenary.desk.shell.navigation import register_link


def join() -> None:
    """Join them; once, when the room is ready."""
    know_forms(KEPT_FORMS)
    register_due(waiting)
    register_link(13, _("Reported documents"), "papers", _judges)


def _judges(roles: Iterable[Role]) -> bool:
    return any(DeskAct.JUDGE in DESK_ACTS.get(role, ()) for role in roles)
