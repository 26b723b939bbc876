"""What the room has for the shared parts of the desk: its links, its forms, its words."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.model import Act, DataClass, Role
from catenary.core.mandate.rules import purposes_for
from catenary.desk.mandate.people.kept_labels import know_forms
from catenary.desk.measures import words
from catenary.desk.measures.due import waiting
from catenary.desk.measures.kept_forms import KEPT_FORMS
from catenary.desk.shell.due import register_due
from catenary.desk.shell.navigation import register_link


def join() -> None:
    """Join them all; once, when the room is ready."""
    know_forms(KEPT_FORMS)
    words.register()
    register_due(waiting)
    register_link(20, _("Method"), "methods", _reads)


def _reads(roles: Iterable[Role]) -> bool:
    return bool(purposes_for(roles, Act.SEE, DataClass.ASSESSMENT))
