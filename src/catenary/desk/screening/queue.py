"""The queue of candidates: what leaves first stands first, the same for everybody, whatever somebody has said of it.

A candidate of which one judge said `same person` looks to everyone but that judge as one of which nobody said anything: no
filter, order, count or copy of the queue tells them apart.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from attrs import frozen
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.mandate.model import DeskAct
from catenary.core.screening.judging import DECIDED, CandidateState
from catenary.desk.mandate.access import decision, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.cases import supervises
from catenary.desk.screening.claims import LASTS, claimant
from catenary.desk.screening.models import Candidate, Judged
from catenary.desk.screening.words import Standing
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import TaskItem
from catenary.desk.shell.tables import canonical_query

WAITING = tuple(state.value for state in CandidateState if state not in DECIDED)
ORDER = (F("due_at").asc(nulls_last=True), F("id").asc())
BY_RULES = "rules"
"""Asked for in the place of a list: what rules found."""
MOST_COUNTED = 1000
"""Home pages count no further: they are opened often."""
_WITH = ("passage__leg", "passage__record__organisation", "list", "rule__rule", "claimed_by")


class Whose(StrEnum):
    """Which part of the queue somebody looks at."""

    ALL = ""
    MINE = "mine"
    """Claimed by the viewer."""
    FOR_ME = "for_me"
    """The viewer may judge them, and nobody else works on them."""


@frozen
class Load:
    """How many candidates somebody works on now."""

    name: str
    claimed: int


def queue_of(here: SignedIn, asked: Mapping[str, str]) -> "QuerySet[Candidate]":
    """The candidates that wait, the most urgent first, narrowed down to what was asked for (`whose`, `list`, `flight`, `state`)."""
    rows = Candidate.objects.filter(organisation=here.organisation, state__in=WAITING)
    rows = rows.annotate(judged=_judged_by(here)).filter(_of(here, asked), _standing(asked.get("state", "")))
    if asked.get("list") == BY_RULES:
        rows = rows.filter(rule__isnull=False)
    elif asked.get("list"):
        rows = rows.filter(list__public_id=asked["list"])
    if asked.get("flight"):
        rows = rows.filter(of_flight(asked["flight"]))
    return rows.select_related(*_WITH).prefetch_related("passage__record__audience").order_by(*ORDER)


def next_after(here: SignedIn, row: Candidate, asked: Mapping[str, str]) -> Candidate | None:
    """What to judge next: the first behind this one that waits for the person, else the first of all; None where none does."""
    waiting = queue_of(here, {**asked, "whose": Whose.FOR_ME}).exclude(pk=row.pk)
    return waiting.filter(_behind(row)).first() or waiting.first()


def team_load(here: SignedIn) -> tuple[Load, ...]:
    """Who works on how many now. What each has judged is not counted: it would tell of first judgements."""
    working = Candidate.objects.filter(
        organisation=here.organisation,
        claimed_by__isnull=False,
        claimed_at__gt=here.now - LASTS,
        state__in=WAITING,
    )
    counted = working.values("claimed_by__name").annotate(count=Count("pk")).order_by("claimed_by__name")
    return tuple(Load(each["claimed_by__name"], each["count"]) for each in counted)


def waiting(here: SignedIn) -> Iterable[TaskItem]:
    """For the home page: how many candidates wait for the person, and when the first flight leaves."""
    if not decision(of_desk(DeskAct.JUDGE), here).allowed:
        return
    asked = {"whose": Whose.FOR_ME.value}
    found = list(queue_of(here, asked).values_list("due_at", flat=True)[: MOST_COUNTED + 1])
    if found:
        due = clock(found[0], here.now) if found[0] else None
        yield TaskItem(_waiting_words(len(found)), reverse("candidates") + canonical_query(asked), "", due)


def _waiting_words(count: int) -> str:
    if count > MOST_COUNTED:
        return _("More than %(count)s candidates wait for a judgement") % {"count": MOST_COUNTED}
    return _("Candidates that wait for a judgement: %(count)s") % {"count": count}


def is_claimed_by(row: Candidate, now: datetime) -> str:
    """The name of who works on it; empty where nobody does."""
    who = claimant(row, now)
    return who.name if who else ""


def _judged_by(here: SignedIn) -> Exists:
    """Whether the viewer judged it in its present turn."""
    return Exists(Judged.objects.filter(candidate=OuterRef("pk"), turn=OuterRef("turn"), judge=here.person))


def _of(here: SignedIn, asked: Mapping[str, str]) -> Q:
    whose = asked.get("whose", "")
    fresh = Q(claimed_at__gt=here.now - LASTS)
    if whose == Whose.MINE:
        return fresh & Q(claimed_by=here.person)
    if whose == Whose.FOR_ME:
        mine = Q(judged=False) & (Q(claimed_by=None) | ~fresh | Q(claimed_by=here.person))
        return mine if supervises(here) else mine & ~Q(state=CandidateState.DISAGREED.value)
    return Q()


def _standing(wanted: str) -> Q:
    awaits = Q(state=CandidateState.SECOND.value, judged=True)
    if wanted == Standing.OPEN:
        return Q(state__in=(CandidateState.OPEN.value, CandidateState.SECOND.value)) & ~awaits
    if wanted == Standing.AWAITS:
        return awaits
    return Q(state=CandidateState.DISAGREED.value) if wanted == Standing.DISAGREED else Q()


def of_flight(wanted: str) -> Q:
    """A flight by carrier and number as people write it: `UX 123`."""
    name = "".join(wanted.split()).upper()
    found = Q(pk=None)
    for at in (2, 3):
        found |= Q(passage__leg__carrier=name[:at], passage__leg__number=name[at:])
    return found


def _behind(row: Candidate) -> Q:
    """Where the order goes on after a candidate; those without a time come last."""
    same = Q(due_at=row.due_at, pk__gt=row.pk)
    if row.due_at is None:
        return Q(due_at=None, pk__gt=row.pk)
    return Q(due_at__gt=row.due_at) | same | Q(due_at=None)
