"""What findings and reports have for the shared parts of the desk: forms, words, the link to what is published, jobs."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.model import Act, DataClass, Role
from catenary.core.mandate.rules import purposes_for
from catenary.desk.assessment.reports import tasks, words
from catenary.desk.assessment.reports.kept_forms import KEPT_FORMS
from catenary.desk.mandate.people.kept_labels import know_forms
from catenary.desk.shell.navigation import register_link

JOBS = (tasks.typeset_released,)
"""Named here so that workers know them once the room is ready."""


def join() -> None:
    """Join them all; once, when the room is ready."""
    know_forms(KEPT_FORMS)
    words.register()
    register_link(50, _("Published reports"), "published_reports", _reads)


def _reads(roles: Iterable[Role]) -> bool:
    return bool(purposes_for(roles, Act.SEE, DataClass.ASSESSMENT))
