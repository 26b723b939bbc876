"""The levels of a visit that count: once it is adopted those it was adopted with, before that those of the newest run of the model."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from catenary.desk.assessment.models import AreaStanding, Visit
from catenary.desk.shell import numbers


def newest_run(visit: Visit) -> int | None:
    """The newest run of the model that spoke of the visit, by its row; None before there is one."""
    newest: int | None = AreaStanding.objects.filter(visit=visit).aggregate(newest=Max("run"))["newest"]
    return newest


def runs_that_count(visits: Iterable[Visit]) -> Mapping[int, int | None]:
    """For each visit, by its row, the run whose levels count, by its row; None where none spoke, or none had when it was adopted."""
    every = list(visits)
    open_still = AreaStanding.objects.filter(visit__in=[each for each in every if each.adopted_at is None])
    newest = dict(open_still.order_by("visit").values_list("visit").annotate(newest=Max("run")))
    return {each.pk: each.adopted_run_id if each.adopted_at else newest.get(each.pk) for each in every}


def standings_of(visit: Visit) -> Mapping[str, AreaStanding]:
    """The levels of its areas that count, by area; empty where the model told none."""
    # in an order of its own: that of the table joins the run, which a State does not see
    rows = AreaStanding.objects.filter(visit=visit, run=runs_that_count([visit])[visit.pk]).order_by("area")
    return {each.area: each for each in rows}


def earlier_standings(visit: Visit) -> Mapping[str, AreaStanding]:
    """The same of the State's visit before under the same edition: what was adopted, and before this one was, so that it stands."""
    before = Visit.objects.filter(
        body=visit.body_id,
        visited=visit.visited_id,
        edition_digest=visit.edition_digest,
        made_at__lt=visit.made_at,
        adopted_at__lt=visit.adopted_at or timezone.now(),
    )
    latest = before.order_by("-made_at").first()
    return standings_of(latest) if latest else {}


def levels_told(visit: Visit, standings: Mapping[str, AreaStanding]) -> str:
    """By which run, of which day, and whether they stand; why there are none. In the language spoken now."""
    if not standings:
        return _none_told(visit)
    day = _day(max(each.told_at for each in standings.values()))
    if visit.adopted_at is None:
        return _(
            "ratings of experts, brought together by the newest run of the rating model, of %(day)s; a later run may tell other levels until the report is adopted"
        ) % {"day": day}
    told = {"day": day, "adopted": _day(visit.adopted_at)}
    return (
        _(
            "ratings of experts, brought together by the run of the rating model of %(day)s; adopted on %(adopted)s, and changed by no later run"
        )
        % told
    )


def _none_told(visit: Visit) -> str:
    if visit.adopted_at is None:
        return _("The rating model has not been fitted since ratings of this visit were shown.")
    return _(
        "Not enough to say: the rating model had told no levels of this visit when its report was adopted on %(adopted)s."
    ) % {"adopted": _day(visit.adopted_at)}


def _day(moment: datetime) -> str:
    return numbers.day(timezone.localtime(moment).date())
