"""The supervisor's page: what waits and how long, who works on how much, how judges agree, how often lists and rules are right."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catenary.core.mandate.model import DeskAct
from catenary.core.screening.precision import LEAST, Precision, Share
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import of_desk
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.screening import figures
from catenary.desk.screening.cases import supervises
from catenary.desk.screening.queue import team_load
from catenary.desk.shell.clocks import duration
from catenary.desk.shell.numbers import figure
from catenary.desk.shell.parts import Answer
from catenary.desk.shell.tables import Column, Row, Shown, Table

DAYS: Final = 90
"""Over how long agreement and precision are counted."""


@require_GET
@desk_page(of_desk(DeskAct.SEE_STATISTICS))
def unit_figures(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The figures as they stand now; no traveller is named, who works on how many only to supervisors."""
    since, unit = here.now - timedelta(days=DAYS), here.organisation
    enter(room="screening", act="see_figures")
    told = {
        "days": DAYS,
        "least": LEAST,
        "load": team_load(here) if supervises(here) else (),
        "waiting": _waiting(figures.waiting_now(unit, here.now)),
        "judged": _judged(here, figures.agreement(unit, since)),
        "table": _table(figures.precision(unit, since)),
    }
    return render(request, "screening/figures.html", told)


def share_in_words(share: Share) -> str:
    """A share with its interval; of too few only how many there are."""
    if share.value is None or share.interval is None:
        return _("too few to tell (%(count)s)") % {"count": figure(share.whole)}
    low, high = share.interval
    return _("%(percent)s %% of %(count)s (%(low)s to %(high)s %%)") % {
        "percent": figure(round(100 * share.value, 1)),
        "count": figure(share.whole),
        "low": figure(round(100 * low, 1)),
        "high": figure(round(100 * high, 1)),
    }


def _waiting(found: figures.Waiting) -> tuple[Answer, ...]:
    labels = [_("Waiting for up to %(time)s") % {"time": duration(age)} for age in figures.AGES]
    labels.append(_("Waiting for longer"))
    ages = (Answer(label, count) for label, count in zip(labels, found.by_age, strict=True))
    answers = (
        Answer(_("Candidates that wait"), found.count),
        *ages,
        Answer(_("Overdue: the flight has left"), found.overdue),
    )
    return (*answers, Answer(_("The oldest waits since"), found.oldest)) if found.oldest else answers


def _judged(here: SignedIn, agreed: Share) -> tuple[Answer, ...]:
    took = figures.decided_after(here.organisation, here.now - timedelta(days=DAYS))
    return (
        Answer(_("Half were decided within"), duration(took) if took else None),
        Answer(_("Both judges said same person"), share_in_words(agreed), exact=True),
    )


def _table(found: Iterable[Precision]) -> Table:
    rows = tuple(map(_row, found))
    columns = (
        Column("source", _("List or rule"), Shown.CODE),
        Column("candidates", _("Candidates"), Shown.NUMBER),
        Column("judged", _("Same person, of those decided"), Shown.NAME),
        Column("met", _("The person of the entry, of those met"), Shown.NAME),
    )
    return Table(
        _("Precision"), columns, rows, len(rows), _("No list and no rule has found anybody in this time."),
        first=min(1, len(rows)), last=len(rows), id="precision",
    )  # fmt: skip


def _row(each: Precision) -> Row:
    return Row(
        {
            "source": each.name,
            "candidates": each.candidates,
            "judged": share_in_words(each.judged),
            "met": share_in_words(each.met),
        }
    )
