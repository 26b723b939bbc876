"""A State's page: where it stands by one visit, how that changed, what comes first; its visits, clocks, findings and papers."""

from collections.abc import Sequence

from attrs import evolve, frozen
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catenary.core.assessment.clocks import Standing
from catenary.core.assessment.findings_flow import FindingState
from catenary.core.assessment.report_model import Block, Profile, Strip
from catenary.core.assessment.roadmap import Step, Task
from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import STILL
from catenary.desk.assessment.models import PastVisit, Visit, VisitClock, VisitDocument, VisitFinding
from catenary.desk.assessment.rating.stages import STATE_SEES_IN
from catenary.desk.assessment.reports.blocks import Teller, levels_drawn
from catenary.desk.assessment.reports.figures import profile_figure, strip_figure
from catenary.desk.assessment.reports.finding import chosen_concerns
from catenary.desk.assessment.reports.words import kind_tag
from catenary.desk.assessment.states.figures import change_figure, needs_figure
from catenary.desk.assessment.states.known import Known, day_of, published_of, visits_of
from catenary.desk.assessment.states.standing import (
    Told,
    changes_of,
    needs_of,
    road_of,
    source_before,
    told_of,
    told_visits,
)
from catenary.desk.assessment.visits.sheet import table_of
from catenary.desk.assessment.visits.words import (
    CLOCKS,
    DOCUMENTS,
    KINDS,
    SIDES,
    STANDINGS,
    stage_tag,
    tag,
    told,
)
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import translations_of
from catenary.desk.shell.charts import Figure
from catenary.desk.shell.clocks import clock as shown_clock
from catenary.desk.shell.parts import Download
from catenary.desk.shell.parts import Told as Words
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Column, Row, Shown, Table

LEAST_RANKED = 2
"""Areas with a level below which there is nothing to put in order."""
FIRST_STEPS = 10
"""Of the road ahead; the visit's own page has all of it."""


@frozen
class Drawn:
    """What is drawn of one visit; None where there is nothing to draw."""

    levels: Figure | None = None
    gaps: Figure | None = None
    change: Figure | None = None
    needs: Figure | None = None
    road: Table | None = None


@frozen
class StatePage:
    """Everything of one State that whoever acts sees."""

    known: Known
    visit: Visit | None
    """The one that levels are of."""
    shown: str
    """It in words."""
    source: str
    """Of which run its levels are, and whether they stand."""
    others: Sequence[tuple[str, str]]
    """Other visits whose levels can be looked at, by words and address."""
    drawn: Drawn
    concerns: Sequence[VisitFinding]
    findings: Table
    visits: Table
    clocks: Table
    papers: Table
    published: Table


def state_page(here: SignedIn, known: Known, language: str, wanted: str = "") -> StatePage:
    """The page of a State, by the newest visit whose outcome was sent to it unless another is asked for."""
    visits, rows = told_visits(known.code), list(visits_of(known.code))
    found = told_of(visits, wanted)
    chosen = found.visit if found else None
    return StatePage(
        known,
        chosen,
        _of_year(chosen) if chosen else "",
        found.source if found else "",
        [(_of_year(each), _as_of(known.code, each)) for each in visits if each != chosen],
        drawn_of(found, language) if found else Drawn(),
        chosen_concerns(chosen) if chosen else (),
        _findings(chosen),
        visits_table(known.code, rows),
        _clocks(here, rows),
        _papers(rows),
        _published(known.code),
    )


def drawn_of(found: Told, language: str) -> Drawn:
    """The charts of one visit in a language, each with its copy."""
    assert found.visit.edition is not None
    teller = Teller.of(found.visit, found.outcome, language, translations_of(found.visit.edition, language))
    needs, changes = needs_of(found), changes_of(found)
    blocks = list(levels_drawn(teller))
    names = {each.code: teller.said(each.code).text for each in found.outcome.edition.areas}
    earlier = found.earlier
    return Drawn(
        _block(found, blocks, Profile, "levels"),
        _block(found, blocks, Strip, "gaps"),
        change_figure(
            changes,
            names,
            (day_of(earlier).year, day_of(found.visit).year),
            (source_before(found), found.source),
            _copies(found, "change"),
        )
        if earlier and changes
        else None,
        needs_figure(needs, names, found.source, _copies(found, "needs"))
        if len(needs.areas) >= LEAST_RANKED
        else None,
        _road(teller, road_of(found, needs)),
    )


def _block(found: Told, blocks: Sequence[Block], kind: type[Profile | Strip], name: str) -> Figure | None:
    block = next((each for each in blocks if isinstance(each, kind)), None)
    if isinstance(block, Profile):
        return profile_figure(name, block, _copies(found, name))
    return strip_figure(name, block, _copies(found, name)) if isinstance(block, Strip) else None


def _copies(found: Told, name: str) -> tuple[Download, ...]:
    visit = found.visit
    address = reverse("state_file", args=[visit.visited.country, name])
    return (
        Download(_("CSV"), f"{address}?visit={visit.public_id}"),
        Download(_("Ratings (XLSX)"), reverse("ratings_file", args=[visit.public_id])),
    )


def _as_of(code: str, visit: Visit) -> str:
    return f"{reverse('assessed_state', args=[code])}?visit={visit.public_id}"


def _of_year(visit: Visit) -> str:
    told_visit = {"kind": told(KINDS, visit.kind), "year": day_of(visit).year}
    return _("%(kind)s, %(year)s") % told_visit


def _road(teller: Teller, steps: Sequence[Step]) -> Table:
    columns = (
        Column("requirement", _("Requirement"), Shown.CODE),
        Column("asks", _("What it asks")),
        Column("level", _("Level"), Shown.NUMBER),
        Column("task", _("What to do")),
        Column("step", _("Step"), Shown.NUMBER),
        Column("unlocks", _("Makes possible"), Shown.CODE),
    )
    rows = (_step(teller, each) for each in steps[:FIRST_STEPS])
    empty = _("Nothing that was agreed on stands below level 4.")
    whole = table_of(
        "road", _("What stands below level 4, each after all it waits for"), columns, rows, empty
    )
    return evolve(whole, count=len(steps))


def _step(teller: Teller, each: Step) -> Row:
    asks = teller.said(each.requirement)
    raise_to = _("raise to level %(level)s") % {"level": each.aim}
    return Row(
        {
            "requirement": each.requirement,
            "asks": Words(asks.text, asks.language),
            "level": each.now.level if each.now else None,
            "task": raise_to if each.task is Task.RAISE else _("find out how it stands"),
            "step": each.wave,
            "unlocks": ", ".join(each.unlocks) or "–",
        }
    )


def visits_table(code: str, rows: Sequence[Visit]) -> Table:
    """Every visit to a State that is seen, the newest first, with the edition it was made under."""
    columns = (
        Column("kind", _("Kind")),
        Column("begins", _("Begins on"), Shown.DATE),
        Column("edition", _("Edition of the method"), Shown.CODE),
        Column("by", _("Assessed by"), Shown.NAME),
        Column("stage", _("Stage"), Shown.TAG),
    )
    made = [(day_of(each), _visit_row(each)) for each in rows]
    past = [(each.began_on, _past_row(each)) for each in PastVisit.objects.filter(country=code)]
    listed = [row for _day, row in sorted([*made, *past], key=lambda pair: pair[0], reverse=True)]
    return table_of("visits", _("Visits"), columns, listed, sentence(VISITS.finding("reason_never")))


def _visit_row(each: Visit) -> Row:
    values: dict[str, object] = {
        "kind": told(KINDS, each.kind),
        "begins": each.begins_on or str(day_of(each).year),
        "edition": each.edition.code if each.edition else None,
        "by": each.body.name,
        "stage": stage_tag(each.stage),
    }
    return Row(values, reverse("visit", args=[each.public_id]))


def _past_row(each: PastVisit) -> Row:
    kept = {"begins": each.began_on, "edition": "–", "by": "–"}
    return Row({"kind": told(KINDS, each.kind), **kept, "stage": _("in the register of earlier visits")})


def _clocks(here: SignedIn, rows: Sequence[Visit]) -> Table:
    columns = (
        Column("what", pgettext("clock", "Time for")),
        Column("visit", _("Visit")),
        Column("due", _("Due"), Shown.CLOCK),
        Column("standing", _("Standing"), Shown.TAG),
    )
    going = [each for each in rows if each.stage not in STILL]
    clocks = VisitClock.objects.filter(visit__in=going, ended_at=None).select_related("visit")
    listed = (_clock_row(here, each) for each in clocks.prefetch_related("pauses"))
    return table_of("clocks", _("Open clocks"), columns, listed, _("No clock runs."))


def _clock_row(here: SignedIn, row: VisitClock) -> Row:
    core = row.as_core()
    standing = core.standing(here.now)
    values: dict[str, object] = {
        "what": told(CLOCKS, row.kind),
        "visit": _of_year(row.visit),
        "due": "–" if standing is Standing.PAUSED else shown_clock(core.due_at(here.now), here.now),
        "standing": tag(STANDINGS, standing),
    }
    return Row(values, reverse("visit", args=[row.visit.public_id]))


def _findings(visit: Visit | None) -> Table:
    columns = (
        Column("title", _("Finding")),
        Column("kind", _("Kind"), Shown.TAG),
        Column("requirement", _("Requirement"), Shown.CODE),
    )
    taken = VisitFinding.objects.filter(
        visit=visit, state=FindingState.TAKEN_UP, visit__stage__in=STATE_SEES_IN
    )
    rows = (
        Row(
            {
                "title": Words(each.title, each.language),
                "kind": kind_tag(each.kind),
                "requirement": each.requirement,
            },
            reverse("visit_finding", args=[each.public_id]),
        )
        for each in taken
    )
    return table_of("findings", _("Findings"), columns, rows, _("No finding of a visit is seen here."))


def _papers(rows: Sequence[Visit]) -> Table:
    columns = (
        Column("title", _("Title")),
        Column("kind", _("Kind")),
        Column("of", pgettext("document", "From")),
        Column("visit", _("Visit")),
    )
    listed = (
        Row(
            {
                "title": Words(each.title, each.language),
                "kind": told(DOCUMENTS, each.kind),
                "of": told(SIDES, each.side),
                "visit": _of_year(each.visit),
            },
            reverse("visit_document", args=[each.public_id]),
        )
        for each in VisitDocument.objects.filter(visit__in=list(rows)).select_related("visit")
    )
    return table_of("documents", _("Documents"), columns, listed, _("No document is here."))


def _published(code: str) -> Table:
    columns = (
        Column("title", _("Report")),
        Column("edition", _("Edition"), Shown.CODE),
        Column("released", _("Published"), Shown.DATE),
    )
    listed = (
        Row(
            {
                "title": Words(each.title, each.language),
                "edition": each.edition,
                "released": each.released_at.date(),
            },
            reverse("published_report", args=[each.public_id]),
        )
        for each in published_of(code)
    )
    empty = _("The State has let no report be published.")
    return table_of("published", _("Published reports"), columns, listed, empty)
