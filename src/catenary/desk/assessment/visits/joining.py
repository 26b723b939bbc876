"""What visits have for the shared parts of the desk: links, forms, words, notices, what is due, and what files hang on."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.model import Act, DataClass, Role
from catenary.core.mandate.rules import purposes_for
from catenary.desk.assessment.visits import due, words
from catenary.desk.assessment.visits.kept_forms import KEPT_FORMS
from catenary.desk.assessment.visits.lateness import LATE, SOON
from catenary.desk.assessment.visits.papers import DOCUMENT
from catenary.desk.assessment.visits.pauses import ANSWERED, ASKED
from catenary.desk.assessment.visits.steps import MOVED
from catenary.desk.assessment.visits.team import INVITED, OBJECTED
from catenary.desk.mandate.people.kept_labels import know_forms
from catenary.desk.shell.due import register_due
from catenary.desk.shell.navigation import register_link
from catenary.desk.shell.notices.kinds import register_notice
from catenary.desk.shell.subjects import Subject, register_subject

_WORKING = frozenset(role for role in Role if purposes_for([role], Act.SEE, DataClass.ASSESSMENT))


def join() -> None:
    """Join them all; once, when the room is ready."""
    know_forms(KEPT_FORMS)
    words.register()
    register_due(due.waiting)
    register_link(22, _("Visits"), "visits", _sees)
    register_notice(MOVED, _("A visit has moved on"))
    register_notice(ASKED, _("A State asks for a clock of a visit to be stopped"))
    register_notice(ANSWERED, _("The assessing body answered your request to stop a clock"))
    register_notice(INVITED, _("You are asked to join the team of a visit"))
    register_notice(OBJECTED, _("A State objects to a member of a team"))
    register_notice(SOON, _("A step of a visit is due within a week"))
    register_notice(LATE, _("A step of a visit is late"))
    register_subject(
        Subject(DOCUMENT, "assessment_visitdocument", _("Document of a visit"), _address, _WORKING)
    )


def _sees(roles: Iterable[Role]) -> bool:
    return bool(_WORKING.intersection(roles))


def _address(record: UUID) -> str:
    return reverse("visit_document", args=[record])
