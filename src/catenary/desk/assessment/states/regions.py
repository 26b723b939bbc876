"""An area across the States of a region: a pattern of groups that are large enough, with no State beside a level."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from attrs import frozen
from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catenary.core.assessment.pattern import LEAST_STATES, Pattern, pattern
from catenary.core.assessment.rating_model import Interval
from catenary.core.assessment.report_model import Dot, Profile, ProfileHeadings
from catenary.desk.assessment.models import AreaStanding, AssessedState, Visit
from catenary.desk.assessment.rating.stages import STATE_SEES_IN
from catenary.desk.assessment.rating.standings import runs_that_count
from catenary.desk.assessment.reports.figures import profile_figure
from catenary.desk.assessment.states.known import day_of
from catenary.desk.assessment.states.standing import SEED, interval_of
from catenary.desk.assessment.visits.sheet import table_of
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import SETTLED, editions, method_of, translations_of
from catenary.desk.measures.models import Edition
from catenary.desk.shell.charts import Figure
from catenary.desk.shell.parts import Download, Tag
from catenary.desk.shell.tables import Column, Row, Shown, Table

KEYS: Final = ("share", "level", "from", "to")


@frozen
class Region:
    """The States of a region by what is known of them in an area; `levels` are in no order that names anybody."""

    name: str
    states: int
    levels: Sequence[Interval]

    @property
    def is_told(self) -> bool:
        """Whether it is large enough."""
        return len(self.levels) >= least_states()


@frozen
class AreaPage:
    """An area under one edition, its regions, and the pattern of the one that is asked for."""

    code: str
    name: str
    edition: str
    region: Region | None
    figure: Figure | None
    regions: Table
    least: int


def least_states() -> int:
    """How many States of a group must have a level: what the operator asks for, and never fewer than the published figure."""
    return max(LEAST_STATES, settings.CATENARY.least_states)


def area_page(here: SignedIn, code: str, wanted: str) -> AreaPage:
    """The page of an area. Raises Edition.DoesNotExist where no edition that was frozen has such an area."""
    edition = _edition_of(here, code)
    regions = regions_of(here, code, edition)
    chosen = next((each for each in regions if wanted and each.name == wanted), None)
    found = pattern([*chosen.levels], np.random.default_rng(SEED), least_states()) if chosen else None
    return AreaPage(
        code,
        _names(edition)[code],
        edition.code,
        chosen,
        _figure(code, chosen, found) if chosen and found else None,
        _table(code, regions),
        least_states(),
    )


def area_links(here: SignedIn) -> list[tuple[str, str]]:
    """The areas of the newest edition that visits are made under, by name and address."""
    row = _newest(here)
    if row is None:
        return []
    names = _names(row)
    return [(names[each.code], reverse("assessed_area", args=[each.code])) for each in method_of(row).areas]


def regions_of(here: SignedIn, code: str, edition: Edition) -> list[Region]:
    """The regions of the body's register with the levels of their States: of each that of its newest visit that asked about the area.

    A level under another edition is not known under this one.
    """
    levels = _levels(here, code, edition)
    found: dict[str, list[str]] = {}
    for row in AssessedState.objects.filter(body=here.organisation).exclude(region="").order_by("region"):
        found.setdefault(row.region, []).append(row.country)
    return [
        Region(name, len(states), sorted((levels[each] for each in states if each in levels), key=_value))
        for name, states in found.items()
    ]


def _levels(here: SignedIn, code: str, edition: Edition) -> Mapping[str, Interval]:
    rows = Visit.objects.filter(
        body=here.organisation, stage__in=STATE_SEES_IN, edition_digest=edition.digest
    ).select_related("visited")
    visits = {each.pk: each for each in rows}
    told = AreaStanding.objects.filter(visit__in=visits, area=code).order_by("pk")
    runs = runs_that_count(rows)
    standings = [each for each in told if each.run_id == runs[each.visit_id]]
    standings.sort(key=lambda each: day_of(visits[each.visit_id]))
    newest = {visits[each.visit_id].visited.country: interval_of(each) for each in standings}
    return {country: level for country, level in newest.items() if level is not None}


def _value(level: Interval) -> float:
    return level.value


def _newest(here: SignedIn) -> Edition | None:
    own = editions().filter(organisation=here.organisation, state__in=SETTLED)
    return (own or editions().filter(state__in=SETTLED)).order_by("-frozen_at").first()


def _edition_of(here: SignedIn, code: str) -> Edition:
    """The newest frozen edition with such an area, the body's own before others."""
    rows = list(editions().filter(state__in=SETTLED).order_by("-frozen_at"))
    rows.sort(key=lambda each: each.organisation_id != here.organisation.pk)
    found = next((each for each in rows if code in method_of(each).area_of), None)
    if found is None:
        raise Edition.DoesNotExist
    return found


def _names(edition: Edition) -> Mapping[str, str]:
    """What its areas are called, in the reader's language where it was translated."""
    told = {each.code: each.texts.text for each in translations_of(edition, get_language() or "en")}
    return {each.code: told.get(each.code) or each.name for each in method_of(edition).areas}


def _figure(code: str, region: Region, found: Pattern) -> Figure:
    dots = [
        Dot(label, each.value, each.low, each.high)
        for label, each in (
            (_("a quarter lie below"), found.quarter),
            (_("half lie below"), found.half),
            (_("three quarters lie below"), found.three_quarters),
        )
    ]
    told = {"states": found.states, "region": region.name}
    block = Profile(
        _("How %(states)s States of %(region)s stand, none of them named") % told,
        _("Levels from 1 to 5 below which a quarter, a half and three quarters of the States lie."),
        ProfileHeadings(_("Share of the States"), _("Level"), _("Interval")),
        tuple(dots),
        _(
            "of each State the level of its newest visit: as it was adopted, or until then by the newest run of the rating model; intervals hold with 90 of 100"
        ),
    )
    address = f"{_address(code, region.name)}&{urlencode({'format': 'csv'})}"
    return profile_figure("pattern", block, (Download(_("CSV"), address),))


def _address(code: str, region: str) -> str:
    return f"{reverse('assessed_area', args=[code])}?{urlencode({'region': region})}"


def _table(code: str, regions: Sequence[Region]) -> Table:
    columns = (
        Column("region", _("Region"), Shown.NAME),
        Column("states", _("States"), Shown.NUMBER),
        Column("known", _("with a level"), Shown.NUMBER),
        Column("unknown", _("not known"), Shown.NUMBER),
        Column("told", _("Pattern"), Shown.TAG),
    )
    rows = (_row(code, each) for each in regions)
    return table_of(
        "regions",
        _("Regions"),
        columns,
        rows,
        _("No region is told here: regions are those of a body's register."),
    )


def _row(code: str, each: Region) -> Row:
    values: dict[str, object] = {
        "region": each.name,
        "states": each.states,
        "known": len(each.levels),
        "unknown": each.states - len(each.levels),
        "told": Tag(_("shown")) if each.is_told else Tag(_("too few States")),
    }
    return Row(values, _address(code, each.name))
