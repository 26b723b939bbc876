"""Which States whoever acts knows of, and when each was visited: from the body's register, from visits, and one's own."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from attrs import frozen
from django.db.models import QuerySet

from catenary.core.assessment.visit_words import ENDED, NOT_ON_THE_SPOT, Stage
from catenary.core.mandate.model import OrganisationKind
from catenary.desk.assessment.models import AssessedState, PastVisit, ReleasedReport, Visit
from catenary.desk.assessment.rating.stages import STATE_SEES_IN
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.signed_in import SignedIn

_MADE_IN: Final = STATE_SEES_IN | {Stage.DRAFTING}
"""The team was there."""


@frozen
class Known:
    """A State and the visits to it that are seen: the years of those that were made, and how many are under way."""

    code: str
    name: str
    region: str
    years: tuple[int, ...]
    """The newest first."""
    under_way: int

    @property
    def last(self) -> int | None:
        """The year of the newest; None where no visit is on record."""
        return self.years[0] if self.years else None


def known_states(here: SignedIn) -> tuple[Known, ...]:
    """Every State that whoever acts knows of, by region and name."""
    registered = {each.country: each for each in AssessedState.objects.filter(body=here.organisation)}
    visits = [each for each in visits_of() if each.visited.country]
    past = [(each.country, each.began_on.year) for each in PastVisit.objects.all()]
    made = past + [(each.visited.country, day_of(each).year) for each in visits if _was_made(each)]
    codes = {*registered, *(each.visited.country for each in visits), *(code for code, _year in past)}
    names = _names(codes | _own(here))
    found = [
        Known(
            code,
            names.get(code) or (registered[code].name if code in registered else code),
            registered[code].region if code in registered else "",
            tuple(sorted((year for of, year in made if of == code), reverse=True)),
            sum(each.visited.country == code and _goes_on(each) for each in visits),
        )
        for code in codes | _own(here)
    ]
    return tuple(sorted(found, key=lambda each: (each.region, each.name, each.code)))


def seen_state(here: SignedIn, code: str) -> Known:
    """One of them; or a State of which nothing but published reports is seen. Raises Organisation.DoesNotExist for every other."""
    known = next((each for each in known_states(here) if each.code == code), None)
    if known is not None:
        return known
    if not code or not published_of(code).exists():
        raise Organisation.DoesNotExist
    return Known(code, _names([code]).get(code, code), "", (), 0)


def visits_of(code: str = "") -> "QuerySet[Visit]":
    """The visits that whoever acts sees, to one State where one is named."""
    rows = Visit.objects.select_related("body", "visited", "edition")
    return rows.filter(visited__country=code) if code else rows


def published_of(code: str) -> "QuerySet[ReleasedReport]":
    """What anybody may read about a State, whatever it was called when it was released."""
    return ReleasedReport.objects.filter(visited__country=code).defer("content")


def day_of(visit: Visit) -> date:
    """When a visit was made, or is to be; without days, when the State was asked, or the year of its plan."""
    if visit.begins_on:
        return visit.begins_on
    return visit.asked_at.date() if visit.asked_at else date(visit.year, 1, 1)


def _own(here: SignedIn) -> set[str]:
    row = here.organisation
    return {row.country} if row.kind == OrganisationKind.STATE and row.country else set()


def _names(codes: Iterable[str]) -> Mapping[str, str]:
    rows = Organisation.objects.filter(kind=OrganisationKind.STATE, country__in=list(codes))
    return dict(rows.values_list("country", "name"))


def _was_made(visit: Visit) -> bool:
    return visit.kind not in NOT_ON_THE_SPOT and Stage(visit.stage) in _MADE_IN


def _goes_on(visit: Visit) -> bool:
    return Stage(visit.stage) not in ENDED | {Stage.WITHDRAWN}
