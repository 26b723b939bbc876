"""Reported documents that wait: what leaves first stands first, the same for everybody, whatever somebody has said of them."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.mandate.model import DeskAct
from catenary.core.screening.judging import CandidateState
from catenary.desk.intake.models import FlightLeg, Passage
from catenary.desk.mandate.access import decision, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.cases import supervises
from catenary.desk.screening.models import PaperCase, PaperJudged
from catenary.desk.screening.queue import MOST_COUNTED, ORDER, WAITING, Whose, of_flight
from catenary.desk.screening.words import Standing
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import TaskItem
from catenary.desk.shell.tables import canonical_query

_DECIDED = {Standing.CLEARED: CandidateState.CLEARED, Standing.CONFIRMED: CandidateState.CONFIRMED}


def papers_of(here: SignedIn, asked: Mapping[str, str]) -> "QuerySet[PaperCase]":
    """The cases, the most urgent first, narrowed down to what was asked for (`whose`, `flight`, `state`); those that wait, where nothing was."""
    rows = PaperCase.objects.filter(_standing(asked.get("state", "")), organisation=here.organisation)
    rows = rows.annotate(judged=_judged_by(here)).filter(_of(here, asked), _awaited(asked.get("state", "")))
    if asked.get("flight"):
        rows = rows.filter(of_flight(asked["flight"]))
    return rows.select_related("passage__leg", "passage__record__organisation").order_by(*ORDER)


def waiting(here: SignedIn) -> Iterable[TaskItem]:
    """For the home page: how many cases wait for the person, and when the first flight leaves."""
    if not decision(of_desk(DeskAct.JUDGE), here).allowed:
        return
    asked = {"whose": Whose.FOR_ME.value}
    found = list(papers_of(here, asked).values_list("due_at", flat=True)[: MOST_COUNTED + 1])
    if found:
        due = clock(found[0], here.now) if found[0] else None
        yield TaskItem(_waiting_words(len(found)), reverse("papers") + canonical_query(asked), "", due)


def waiting_on(leg: FlightLeg) -> int:
    """How many travellers of a flight have reported documents about which nobody has decided."""
    return PaperCase.objects.filter(passage__leg=leg, state__in=WAITING).count()


def case_on(passage: Passage) -> PaperCase | None:
    """The case of a traveller on a flight; None where nothing was ever reported of their documents."""
    return PaperCase.objects.filter(passage=passage).first()


def _waiting_words(count: int) -> str:
    if count > MOST_COUNTED:
        return _("More than %(count)s travellers' documents were reported and wait for a decision") % {
            "count": MOST_COUNTED
        }
    return _("Travellers whose documents were reported, for a decision: %(count)s") % {"count": count}


def _judged_by(here: SignedIn) -> Exists:
    """Whether the viewer judged it in its present turn."""
    return Exists(PaperJudged.objects.filter(case=OuterRef("pk"), turn=OuterRef("turn"), judge=here.person))


def _of(here: SignedIn, asked: Mapping[str, str]) -> Q:
    if asked.get("whose") != Whose.FOR_ME:
        return Q()
    mine = Q(judged=False, state__in=WAITING)
    return mine if supervises(here) else mine & ~Q(state=CandidateState.DISAGREED.value)


def _standing(wanted: str) -> Q:
    """By what is the same for everybody; those who await a second judge count among the open ones."""
    if state := _DECIDED.get(Standing(wanted)) if wanted else None:
        return Q(state=state.value)
    if wanted == Standing.DISAGREED:
        return Q(state=CandidateState.DISAGREED.value)
    return Q(state__in=WAITING)


def _awaited(wanted: str) -> Q:
    """By what only the viewer knows: whether they were the first of two judges."""
    awaits = Q(state=CandidateState.SECOND.value, judged=True)
    if wanted == Standing.AWAITS:
        return awaits
    disagreed = Q(state=CandidateState.DISAGREED.value)
    return ~awaits & ~disagreed if wanted == Standing.OPEN else Q()
