"""What packs have for the shared parts of the desk: forms that are kept, what is due, jobs."""

from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.desk.assessment.models import GivenPack
from catenary.desk.assessment.packs import tasks
from catenary.desk.assessment.packs.kept_forms import KEPT_FORMS
from catenary.desk.mandate.people.kept_labels import know_forms
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.due import register_due
from catenary.desk.shell.parts import TaskItem

JOBS = (tasks.sign_given_pack, tasks.forget_packs)
"""Named here so that workers know them once the room is ready."""
_TOLD_FOR: Final = timedelta(days=60)


def join() -> None:
    """Join them all; once, when the room is ready."""
    know_forms(KEPT_FORMS)
    register_due(waiting)


def waiting(here: SignedIn) -> list[TaskItem]:
    """Packs that were taken and of which nothing is merged: also of a visit whose team somebody left meanwhile."""
    out = GivenPack.objects.exclude(note="").filter(given_at__gte=here.now - _TOLD_FOR)
    left = out.exclude(brought__merged_at__isnull=False)
    return [
        TaskItem(
            _("Bring back the offline pack: %(state)s") % {"state": each.state},
            reverse("pack", args=[each.public_id]),
        )
        for each in left.distinct()
    ]
