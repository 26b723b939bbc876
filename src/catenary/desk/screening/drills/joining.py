"""What drills have for the shared parts of the desk."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.grants import DESK_ACTS
from catenary.core.mandate.model import DeskAct, Role
from catenary.desk.mandate.people.kept_labels import know_forms
from catenary.desk.screening.drills.forms import BeginDrillForm
from catenary.desk.screening.lists_forms import ReasonForm
from catenary.desk.shell.navigation import register_link
from catenary.desk.shell.notices.kinds import register_notice


def join() -> None:
    """Join them all; once, when the room is ready."""
    register_notice("drill_begun", _("A supervisor has begun a drill: an invented person stands on a list"))
    register_notice("drill_ended", _("A drill has ended"))
    register_link(92, _("Drills"), "drills", _decides)
    know_forms({"begin_drill": lambda _here: [BeginDrillForm()], "end_drill": lambda _here: [ReasonForm()]})


def _decides(roles: Iterable[Role]) -> bool:
    return any(DeskAct.PUBLISH_LIST in DESK_ACTS.get(role, ()) for role in roles)
