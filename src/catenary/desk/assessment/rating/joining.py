"""What rating has for the shared parts of the desk: links, what is due, forms that are kept, jobs."""

from collections.abc import Iterable

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catenary.core.mandate.model import Role
from catenary.desk.assessment.models import Seat
from catenary.desk.assessment.rating import tasks
from catenary.desk.assessment.rating.access import METHOD_ROLES
from catenary.desk.assessment.rating.kept_forms import KEPT_FORMS
from catenary.desk.assessment.rating.stages import RATED_IN
from catenary.desk.mandate.people.kept_labels import know_forms
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.due import register_due
from catenary.desk.shell.navigation import register_link
from catenary.desk.shell.parts import TaskItem

RATERS = frozenset({Role.ASSESSOR, Role.REVIEWER})
JOBS = (tasks.fit_model,)
"""Named here so that workers know them once the room is ready."""


def join() -> None:
    """Join them all; once, when the room is ready."""
    know_forms(KEPT_FORMS)
    register_due(waiting)
    register_link(46, _("Invented cases"), "induction", _rates)
    register_link(48, _("Agreement of raters"), "agreement", _writes_method)


def waiting(here: SignedIn) -> list[TaskItem]:
    """Visits in which somebody still has questions to rate."""
    left = Seat.objects.filter(
        rater=here.person,
        submitted_at=None,
        recused_at=None,
        panel__shown_at=None,
        visit__stage__in=RATED_IN,
    )
    counted = left.values("visit__public_id", "visit__visited__name").annotate(left=Count("id"))
    return [
        TaskItem(
            ngettext(
                "%(count)s question to rate: %(state)s",
                "%(count)s questions to rate: %(state)s",
                each["left"],
            )
            % {"count": each["left"], "state": each["visit__visited__name"]},
            reverse("my_rating", args=[each["visit__public_id"]]),
        )
        for each in counted.order_by("visit__public_id")
    ]


def _rates(roles: Iterable[Role]) -> bool:
    return bool(RATERS & frozenset(roles))


def _writes_method(roles: Iterable[Role]) -> bool:
    return bool(METHOD_ROLES & frozenset(roles))
