"""What waits for whom at the desk of the method: a draft to comment on, comments to answer, an edition to freeze."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catenary.core.mandate.model import Role
from catenary.core.measures.flow import EditionAct, EditionState
from catenary.desk.mandate.access import decision
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.commenting import COMMENT
from catenary.desk.measures.models import Edition
from catenary.desk.measures.writing import WRITE
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import TaskItem


def waiting(here: SignedIn) -> Iterator[TaskItem]:
    """For the home page of those who comment, write, or freeze."""
    if decision(COMMENT, here).allowed:
        yield from _to_comment_on(here)
    if decision(WRITE, here).allowed:
        yield from _to_answer(here)
    if Role.COMMITTEE_SECRETARY in here.roles:
        yield from _to_freeze(here)


def _to_comment_on(here: SignedIn) -> Iterator[TaskItem]:
    out = Edition.objects.filter(state=EditionState.CONSULTED, comments_until__gte=here.now.date())
    for each in out.exclude(organisation=here.organisation).select_related("organisation"):
        title = _("Comment on the edition %(edition)s of %(body)s") % {
            "edition": each.code,
            "body": each.organisation.name,
        }
        assert each.comments_until is not None
        until = clock(datetime.combine(each.comments_until, time.max, UTC), here.now)
        yield TaskItem(title, reverse("method_consultation", args=[each.public_id]), "", until)


def _to_answer(here: SignedIn) -> Iterator[TaskItem]:
    own = Edition.objects.filter(
        organisation=here.organisation, state__in=[EditionState.DRAFTED, EditionState.CONSULTED]
    )
    open_ones = own.annotate(waiting=Count("comments", filter=Q(comments__answer="")))
    for each in open_ones.filter(waiting__gt=0):
        title = ngettext(
            "%(count)s comment on the edition %(edition)s has no answer yet",
            "%(count)s comments on the edition %(edition)s have no answer yet",
            each.waiting,
        ) % {"count": each.waiting, "edition": each.code}
        yield TaskItem(title, reverse("method_consultation", args=[each.public_id]))


def _to_freeze(here: SignedIn) -> Iterator[TaskItem]:
    own = Edition.objects.filter(organisation=here.organisation, state=EditionState.CONSULTED)
    for each in own.filter(comments_until__lt=here.now.date()):
        title = _("The round of comments on the edition %(edition)s is over") % {"edition": each.code}
        address = reverse("method_step", args=[each.public_id])
        yield TaskItem(title, f"{address}?act={EditionAct.FREEZE.value}")
