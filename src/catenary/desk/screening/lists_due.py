"""What waits at the lists desk: editions for a second person, lists that have to be looked at again, an index that failed."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.screening.publication import IndexState, PublicationState
from catenary.desk.mandate.access import decision
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.lists import PUBLISH
from catenary.desk.screening.models import BuiltIndex, ListFile, WatchList
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import TaskItem

_AHEAD: Final = timedelta(days=14)
"""How long before its review date a list is shown."""


def waiting(here: SignedIn) -> Iterator[TaskItem]:
    """For the home page of those who decide about lists."""
    if decision(PUBLISH, here).allowed:
        yield from _editions(here)
        yield from _reviews(here)
        yield from _failed(here)


def _editions(here: SignedIn) -> Iterator[TaskItem]:
    found = ListFile.objects.filter(organisation=here.organisation, state=PublicationState.LOADED)
    for each in found.exclude(loaded_by=here.person).select_related("list"):
        title = _("An edition of the list %(list)s waits for your decision") % {"list": each.list.code}
        yield TaskItem(title, reverse("edition", args=[each.public_id]))


def _reviews(here: SignedIn) -> Iterator[TaskItem]:
    soon = (here.now + _AHEAD).date()
    for each in WatchList.objects.filter(organisation=here.organisation, closed_at=None, review_by__lte=soon):
        title = _("Look whether the list %(list)s should stand") % {"list": each.code}
        due = clock(datetime.combine(each.review_by, time.max, UTC), here.now)
        yield TaskItem(title, reverse("watch_list", args=[each.public_id]), "", due)


def _failed(here: SignedIn) -> Iterator[TaskItem]:
    newest = BuiltIndex.objects.filter(organisation=here.organisation).first()
    if newest is not None and newest.state == IndexState.FAILED:
        yield TaskItem(_("The index of lists could not be built"), reverse("lists"))
