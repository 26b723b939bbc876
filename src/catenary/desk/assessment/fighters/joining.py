"""What figures have for the shared parts of the desk: words of faults, forms that are kept, what is due."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.mandate.model import DataClass, Role
from catenary.desk.assessment.fighters import words
from catenary.desk.assessment.fighters.kept_forms import KEPT_FORMS
from catenary.desk.assessment.fighters.stages import ASKED_IN, TOLD_IN
from catenary.desk.assessment.models import FighterFigures, FigureQuestion, Visit
from catenary.desk.mandate.access import decision, of_class
from catenary.desk.mandate.people.kept_labels import know_forms
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.due import register_due
from catenary.desk.shell.parts import TaskItem


def join() -> None:
    """Join them all; once, when the room is ready."""
    words.register()
    know_forms(KEPT_FORMS)
    register_due(waiting)


def waiting(here: SignedIn) -> Iterator[TaskItem]:
    """For a State's focal point: figures that a visit asks for, and questions about them."""
    if Role.FOCAL_POINT not in here.roles or not decision(of_class(DataClass.ASSESSMENT), here).allowed:
        return
    told = FighterFigures.objects.filter(visit=OuterRef("pk"), handed_in_at__isnull=False)
    own = Visit.objects.filter(visited=here.organisation).select_related("visited")
    for each in own.filter(~Exists(told), stage__in=TOLD_IN):
        yield _item(_("Figures of foreign terrorist fighters: %(state)s"), each)
    asked = FigureQuestion.objects.filter(visit=OuterRef("pk"), answered_at=None)
    for each in own.filter(Exists(asked), stage__in=ASKED_IN):
        yield _item(_("Questions about figures: %(state)s"), each)


def _item(title: str, visit: Visit) -> TaskItem:
    return TaskItem(title % {"state": visit.visited.name}, reverse("visit_fighters", args=[visit.public_id]))
