"""What waits for the person at the desk: invitations and requests to answer, and clocks of their side that run out."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.assessment.clocks import OWNERS, ClockKind
from catenary.core.assessment.pause_requests import Outcome
from catenary.core.assessment.visit_flow import PAUSERS
from catenary.core.assessment.visit_words import STILL, MemberState, Side
from catenary.core.mandate.model import DataClass, Role
from catenary.desk.assessment.models import Member, PauseRequest, VisitClock
from catenary.desk.assessment.visits.words import CLOCKS, told
from catenary.desk.mandate.access import decision, of_class
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import TaskItem

_SOON: Final = timedelta(days=7)
_MOST: Final = 20
_ACTING: Final = {
    Side.BODY: frozenset({Role.REVIEWER, Role.COMMITTEE_SECRETARY}),
    Side.STATE: frozenset({Role.FOCAL_POINT}),
}


def waiting(here: SignedIn) -> Iterator[TaskItem]:
    """For the home page of those who may open visits at all."""
    if decision(of_class(DataClass.ASSESSMENT), here).allowed:
        yield from _invitations(here)
        yield from _pauses(here)
        yield from _clocks(here)


def _invitations(here: SignedIn) -> Iterator[TaskItem]:
    asked = Q(person=here.person)
    if Role.PARTNER in here.roles:
        asked |= Q(person=None, organisation=here.organisation)
    rows = Member.objects.filter(asked, state=MemberState.INVITED).exclude(visit__stage__in=STILL)
    for each in rows.select_related("visit__visited")[:_MOST]:
        title = _("You are asked to join the visit to %(state)s") % {"state": each.visit.visited.name}
        yield TaskItem(title, reverse("visit_member", args=[each.public_id]))


def _pauses(here: SignedIn) -> Iterator[TaskItem]:
    """Before whoever stops clocks for the body: what States asked for, as long as the clock runs."""
    if not here.roles & PAUSERS[Side.BODY]:
        return
    rows = PauseRequest.objects.filter(body=here.organisation, outcome=Outcome.OPEN, clock__ended_at=None)
    for each in rows.exclude(visit__stage__in=STILL).select_related("visited", "clock")[:_MOST]:
        shown = {"state": each.visited.name, "what": told(CLOCKS, each.clock.kind)}
        title = _("%(state)s asks for a clock to be stopped: %(what)s") % shown
        yield TaskItem(title, reverse("answer_visit_pause", args=[each.public_id]))


def _clocks(here: SignedIn) -> Iterator[TaskItem]:
    """Those of one's side that end within a week or are late; of what stands still, nothing waits."""
    own = Q()
    for side, column in ((Side.BODY, "body"), (Side.STATE, "visited")):
        if here.roles & _ACTING[side]:
            kinds = [kind.value for kind in ClockKind if OWNERS[kind] is side]
            own |= Q(**{column: here.organisation, "kind__in": kinds})
    if not own:
        return
    rows = VisitClock.objects.filter(own, ended_at=None).exclude(visit__stage__in=STILL)
    for row in rows.select_related("visit__visited").prefetch_related("pauses")[: _MOST * 5]:
        core, now = row.as_core(), here.now
        if core.is_paused or core.due_at(now) - now > _SOON:
            continue
        shown = {"state": row.visit.visited.name, "what": told(CLOCKS, row.kind)}
        url = reverse("visit", args=[row.visit.public_id])
        yield TaskItem(_("Visit to %(state)s: %(what)s") % shown, url, "", clock(core.due_at(now), now))
