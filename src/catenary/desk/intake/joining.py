"""What the room has for the shared parts of the desk: links, jobs, things that are due."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.grants import DESK_ACTS
from catenary.core.mandate.model import DeskAct, Role
from catenary.desk.shell.navigation import register_link


def join() -> None:
    """Join them all; once, when the room is ready."""
    register_link(10, _("Flights"), "flights", _sees_traffic)


def _sees_traffic(roles: Iterable[Role]) -> bool:
    return any(DeskAct.SEE_TRAFFIC in DESK_ACTS.get(role, ()) for role in roles)
