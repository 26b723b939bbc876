"""The rating model and the measures of agreement over all ratings of an edition that were shown, fitted by a job."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.db import transaction

from catenary.basis.findings import Finding, ProblemError
from catenary.core.assessment.agreement import (
    Agreement,
    agreement_by_area,
    agreement_by_question,
    agreement_by_rater,
)
from catenary.core.assessment.connection import connection, rated_cells
from catenary.core.assessment.rating_flow import RatingState
from catenary.core.assessment.rating_model import Interval, Measured, RaterBearing, Regions, measure
from catenary.core.assessment.ratings import Rating as Given
from catenary.desk.assessment.models import (
    AgreementFigure,
    AreaStanding,
    AssessedState,
    Member,
    ModelRun,
    RaterStanding,
    Rating,
    VignetteRating,
    Visit,
)
from catenary.desk.assessment.rating.access import demand_method_desk
from catenary.desk.assessment.rating.of_visit import areas_of
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import method_of
from catenary.desk.measures.models import Edition

SEED: Final = 20_240_917
"""Of the resampling behind intervals of agreement: the same ratings always give the same interval."""


@transaction.atomic
def ask_run(*, actor: SignedIn, edition: UUID) -> ModelRun:
    """Have a job fit the model over all ratings of an edition that were shown. Raises ProblemError `mandate.role_lacks`."""
    from catenary.desk.assessment.rating.tasks import fit_model  # noqa: PLC0415  jobs import what they do

    demand_method_desk(actor)
    row = ModelRun(
        body=actor.organisation,
        edition=Edition.objects.get(public_id=edition),
        asked_by=actor.person,
        asked_at=actor.now,
    )
    row.full_clean()
    row.save()
    enter(room="assessment", act="ask_model", record=str(row.public_id), params={"edition": row.edition.code})
    fit_model.defer(run=str(row.public_id))
    return row


def fit(*, run: UUID, now: Any) -> ModelRun:
    """Fit the model and measure agreement, once. For workers. What cannot be said is kept as the reason why."""
    row = (
        ModelRun.objects.select_related("edition", "body").select_for_update(of=("self",)).get(public_id=run)
    )
    if row.done_at is not None:
        return row
    method = method_of(row.edition)
    areas, rated = areas_of(method), shown_ratings(row.body_id, row.edition)
    cases = {each.code: each.question for each in method.vignettes}
    every = [*rated, *_of_cases(row.edition, cases, {each.rater for each in rated})]
    row.ratings, row.raters = len(rated), len({each.rater for each in rated})
    row.visits, row.done_at = len({each.case for each in rated}), now
    measured = _measure(row, every, areas, cases)
    _keep_raters(row, measured.raters if measured else {}, rated)
    _agree(row, rated, areas)
    row.full_clean()
    row.save()
    enter(room="assessment", act="fit_model", record=str(row.public_id), params={"ratings": row.ratings})
    return row


def shown_ratings(body: int, edition: Edition) -> list[Given]:
    """Ratings that stand on panels which were shown; a case is a visit. Open panels give none."""
    rows = Rating.objects.filter(
        panel__body=body,
        panel__digest=edition.digest,
        panel__shown_at__isnull=False,
        state=RatingState.SUBMITTED,
        seat__recused_at=None,
        level__isnull=False,
    )
    told = rows.values_list("panel__visit__public_id", "panel__question", "rater__public_id", "level")
    return [Given(str(visit), question, str(rater), level) for visit, question, rater, level in told]


def as_json(finding: Finding) -> dict[str, Any]:
    """A finding as its row keeps it."""
    return {"code": finding.code, "params": dict(finding.params)}


def _of_cases(edition: Edition, cases: Mapping[str, str], raters: Iterable[str]) -> list[Given]:
    rows = VignetteRating.objects.filter(
        edition=edition, rater__public_id__in=list(raters), level__isnull=False
    )
    told = rows.values_list("vignette", "rater__public_id", "level")
    return [Given(case, cases[case], str(rater), level) for case, rater, level in told if case in cases]


def _measure(
    row: ModelRun, every: Sequence[Given], areas: Mapping[str, str], cases: Iterable[str]
) -> Measured | None:
    """What the model says; None where it refuses, with the reason kept."""
    try:
        measured = measure(every, areas, frozenset(cases), _regions(row))
    except ProblemError as refusal:
        row.refused = as_json(refusal.finding)
        links = connection(rated_cells(every)).links
        row.links = [{"rater": each.rater, "case": each.case, "question": each.question} for each in links]
        return None
    row.notes = [as_json(each) for each in measured.notes]
    _keep_levels(row, measured)
    return measured


def _regions(row: ModelRun) -> Regions:
    """Home regions of raters and visits, from the body's register of States."""
    of_state = dict(AssessedState.objects.filter(body=row.body).values_list("country", "region"))
    visits = Visit.objects.filter(body=row.body).values_list("public_id", "visited__country")
    members = Member.objects.filter(body=row.body, person__isnull=False)
    raters = {
        str(person): of_state[countries[0]]
        for person, countries in members.values_list("person__public_id", "nationalities")
        if countries and of_state.get(countries[0])
    }
    cases = {str(visit): of_state[country] for visit, country in visits if of_state.get(country)}
    return Regions(raters, cases)


def _keep_levels(row: ModelRun, measured: Measured) -> None:
    assert row.done_at is not None
    visits = {str(each.public_id): each for each in Visit.objects.filter(body=row.body)}
    AreaStanding.objects.bulk_create(
        AreaStanding(
            run=row,
            visit=visits[each.case],
            told_at=row.done_at,
            area=each.area,
            ratings=each.ratings,
            raters=each.raters,
            level=each.level.value if each.level else None,
            low=each.level.low if each.level else None,
            high=each.level.high if each.level else None,
            reason=as_json(each.reason) if each.reason else None,
        )
        for each in measured.levels.values()
    )


def _keep_raters(row: ModelRun, bearings: Mapping[str, RaterBearing], rated: Sequence[Given]) -> None:
    """For each rater alone: how they rate beside the others, and how far they agree with them, which needs no model."""
    agreed = agreement_by_rater(rated, np.random.default_rng(SEED))
    names = bearings.keys() | agreed.keys()
    people = {str(each.public_id): each for each in Person.objects.filter(public_id__in=names)}
    RaterStanding.objects.bulk_create(
        _standing(row, people[name], bearings.get(name), agreed.get(name)) for name in sorted(names)
    )
    row.one_level = sum(
        any(note.code == "ratings.one_level" for note in each.notes) for each in bearings.values()
    )


def _standing(
    row: ModelRun, rater: Person, bearing: RaterBearing | None, agreed: Agreement | None
) -> RaterStanding:
    return RaterStanding(
        run=row,
        rater=rater,
        ratings=bearing.ratings if bearing else agreed.units if agreed else 0,
        figures={**(_figures(bearing) if bearing else {}), **_agreement(agreed)},
        notes=[as_json(note) for note in bearing.notes] if bearing else [],
    )


def _agreement(told: Agreement | None) -> dict[str, Any]:
    if told is None:
        return {}
    if told.reason is not None:
        return {"agreement": {"reason": as_json(told.reason)}}
    return {"agreement": {"value": told.alpha, "low": told.low, "high": told.high}}


def _figures(bearing: RaterBearing) -> dict[str, Any]:
    told: dict[str, Interval | None] = {
        "severity": bearing.severity,
        "reliability": bearing.reliability,
        "centring": bearing.centring,
    }
    return {
        name: {"value": each.value, "low": each.low, "high": each.high} for name, each in told.items() if each
    }


def _agree(row: ModelRun, rated: Sequence[Given], areas: Mapping[str, str]) -> None:
    generator = np.random.default_rng(SEED)
    by_question = agreement_by_question(rated, generator)
    by_area = agreement_by_area(rated, areas, generator)
    figures = [_figure(row, areas[question], question, each) for question, each in by_question.items()]
    figures += [_figure(row, area, "", each) for area, each in by_area.items()]
    AgreementFigure.objects.bulk_create(figures)


def _figure(row: ModelRun, area: str, question: str, told: Agreement) -> AgreementFigure:
    return AgreementFigure(
        run=row,
        area=area,
        question=question,
        units=told.units,
        ratings=told.ratings,
        alpha=told.alpha,
        low=told.low,
        high=told.high,
        is_low=told.is_low,
        reason=as_json(told.reason) if told.reason else None,
    )
