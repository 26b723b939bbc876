"""The methodology desk: how far raters agree, what the model could not say; and to each rater alone, how they rate."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from attrs import frozen
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catenary.desk.assessment.access import SEE
from catenary.desk.assessment.models import Member, ModelRun, RaterStanding, Visit
from catenary.desk.assessment.rating.access import METHOD_DESK
from catenary.desk.assessment.rating.modelling import ask_run
from catenary.desk.assessment.rating.shown import agreement_table, told
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.measures.editions import SETTLED, editions
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see

FEWEST_TOLD = 3
"""Raters below which the methodology desk is not told how many of them gave one level to everything."""


@frozen
class LinkShown:
    """A rating that would connect raters who never rated the same."""

    rater: str
    visited: str
    question: str


@require_GET
@desk_page(METHOD_DESK)
def agreement(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Editions that ratings were given under, each with its newest run."""
    rows = editions().filter(organisation=here.organisation, state__in=SETTLED)
    shown = [(row, ModelRun.objects.filter(edition=row).first()) for row in rows]
    return render(request, "assessment/rating/agreement.html", {"editions": shown})


@require_GET
@desk_page(METHOD_DESK)
def agreement_of_edition(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """How far raters agree on the questions of an edition, and what the model said of its ratings."""
    edition = editions().get(public_id=public_id)
    run = ModelRun.objects.filter(edition=edition, done_at__isnull=False).first()
    shown: dict[str, Any] = {"edition": edition, "run": run}
    if run is not None:
        shown |= {
            "table": agreement_table(run),
            "refused": told(run.refused) if run.refused else "",
            "links": _links(run.links),
            "notes": [told(each) for each in run.notes],
            "one_level": run.one_level if run.raters >= FEWEST_TOLD else None,
        }
    shown["waits"] = ModelRun.objects.filter(edition=edition, done_at=None).exists()
    return render(request, "assessment/rating/agreement_edition.html", shown)


@require_POST
@desk_page(METHOD_DESK)
@once
def fit_model(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Have the model fitted over all ratings of an edition that were shown."""
    ask_run(actor=here, edition=public_id)
    messages.success(request, _("The model is being fitted. Come back in some minutes."))
    return see("agreement_of_edition", public_id)


@require_GET
@desk_page(SEE)
def my_bearing(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """How somebody rates beside the others: for their own eyes."""
    rows = RaterStanding.objects.filter(rater=here.person).order_by("-run_id")[:1]
    shown = [
        (each, _figures(each.figures), _agreement(each.figures), [told(note) for note in each.notes])
        for each in rows
    ]
    return render(request, "assessment/rating/bearing.html", {"bearings": shown})


def _figures(kept: Mapping[str, Mapping[str, float]]) -> list[tuple[str, Mapping[str, float]]]:
    words = {
        "severity": _("Severity: levels by which you rate lower than the middling rater; below 0, higher"),
        "reliability": _(
            "Reliability: 1 for the average rater, near 0 where levels have little to do with the case"
        ),
        "centring": _("Centring: above 1 if you keep to the middle levels more than others"),
    }
    return [(words[name], kept[name]) for name in words if name in kept]


def _agreement(kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """How far somebody agrees with the others, or why that is not enough to say; nothing in runs of before it was measured."""
    found: Mapping[str, Any] = kept.get("agreement", {})
    return {**found, "reason": told(found["reason"])} if "reason" in found else found


def _links(kept: Sequence[Mapping[str, str]]) -> list[LinkShown]:
    """The fewest ratings that would connect raters, in words, as far as the asker knows the people."""
    names = dict(Member.objects.exclude(person=None).values_list("person__public_id", "name"))
    states = dict(Visit.objects.values_list("public_id", "visited__name"))
    return [
        LinkShown(
            names.get(UUID(each["rater"]), _("An expert")), _state(states, each["case"]), each["question"]
        )
        for each in kept
    ]


def _state(states: Mapping[UUID, str], case: str) -> str:
    try:
        return states.get(UUID(case), case)
    except ValueError:
        return case  # an invented case, by its code
