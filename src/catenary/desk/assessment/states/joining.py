"""What pages of States have for the shared parts of the desk: the link to them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.model import Act, DataClass, Role
from catenary.core.mandate.rules import purposes_for
from catenary.desk.shell.navigation import register_link


def join() -> None:
    """Join them all; once, when the room is ready."""
    register_link(21, _("States"), "assessed_states", _sees)


def _sees(roles: Iterable[Role]) -> bool:
    return bool(purposes_for(roles, Act.SEE, DataClass.ASSESSMENT))
