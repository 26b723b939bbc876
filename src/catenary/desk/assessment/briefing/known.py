"""What is known before a visit: of the last that was adopted, for the body's own; for experts of partners, what the State published.

It hangs on who is briefed, never on who opens the briefing. Nothing of the visit itself stands here: its ratings are blind, and
the State's own score is shown once everybody has rated.
"""

from collections.abc import Iterator
from typing import Final

from attrs import evolve
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catenary.core.assessment.findings import FindingKind
from catenary.core.assessment.report import findings_in
from catenary.core.assessment.report_model import (
    Block,
    Dot,
    Fact,
    FindingTold,
    Paragraph,
    Profile,
    Report,
    ReportKind,
    Table,
    Text,
)
from catenary.desk.assessment.briefing.told import Briefed
from catenary.desk.assessment.models import ReleasedReport, Visit
from catenary.desk.assessment.reports.agreed import outcome_of
from catenary.desk.assessment.reports.blocks import Teller, findings_told, levels_drawn
from catenary.desk.assessment.reports.published import report_in
from catenary.desk.assessment.reports.wall import RELEASED_IN
from catenary.desk.assessment.reports.words import KINDS, frame_words
from catenary.desk.assessment.states.known import seen_state
from catenary.desk.assessment.visits.words import KINDS as VISITS
from catenary.desk.assessment.visits.words import told as word_of
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import translations_of

_FULLEST_FIRST: Final = (ReportKind.FULL, ReportKind.SHORT, ReportKind.SUMMARY)


def coverage_told(here: SignedIn, told: Briefed) -> Iterator[Fact]:
    """When the State was visited, as the body has it on record: for the body's own."""
    country = told.visit.visited.country
    if told.is_of_body and country:
        known = seen_state(here, country)
        last = str(known.last) if known.last else _("no visit on record")
        yield Fact(_("Last visit"), Text(last))
        yield Fact(_("Visits on record"), Text(str(len(known.years))))


def known_told(told: Briefed) -> Iterator[Block]:
    """Levels and findings of an earlier visit, or that there are none to read."""
    found = list(_adopted(told) if told.is_of_body else _published(told))
    if found:
        yield from found
    else:
        yield Paragraph(Text(_("Of an earlier visit nothing is adopted or published that you may read.")))
    yield Paragraph(
        Text(_("What the State and others say in this visit is in no briefing: rate without it."))
    )


def _adopted(told: Briefed) -> Iterator[Block]:
    earlier = _last_adopted(told.visit)
    if earlier is not None and earlier.edition is not None:
        yield Paragraph(Text(f"{word_of(VISITS, earlier.kind)}: {earlier.year}"))
        translated = translations_of(earlier.edition, told.language)
        teller = Teller.of(earlier, outcome_of(earlier), told.language, translated)
        yield from levels_drawn(teller)
        yield from findings_told(teller, FindingKind)


def _last_adopted(visit: Visit) -> Visit | None:
    rows = Visit.objects.filter(body=visit.body_id, visited=visit.visited_id, stage__in=RELEASED_IN)
    earlier = rows.filter(edition__isnull=False, made_at__lt=visit.made_at).exclude(pk=visit.pk)
    return earlier.select_related("body", "visited", "edition").order_by("-made_at").first()


def _published(told: Briefed) -> Iterator[Block]:
    row = _last_published(told)
    if row is None:
        return
    report = report_in(row)
    yield Paragraph(told.written(row.title, row.language))
    for profile in _profiles(report):
        yield _levels(told, profile, row.language)
    for finding in findings_in(report):
        yield _finding(told, finding, row.language)


def _last_published(told: Briefed) -> ReleasedReport | None:
    """Of what was released last: in the language of the briefing where it is, the fullest."""
    visit = told.visit
    rows = ReleasedReport.objects.filter(
        body=visit.body_id, visited=visit.visited_id, kind__in=_FULLEST_FIRST
    )
    found = list(rows.exclude(visit=visit.pk))
    last = [each for each in found if each.decision_id == found[0].decision_id]
    return min(last, key=lambda each: _distance(told, each), default=None)


def _distance(told: Briefed, row: ReleasedReport) -> tuple[bool, int]:
    return row.language != told.language, _FULLEST_FIRST.index(ReportKind(row.kind))


def _profiles(report: Report) -> Iterator[Profile]:
    for section in report.sections:
        for each in section.blocks:
            if isinstance(each.block, Profile):
                yield each.block


def _levels(told: Briefed, profile: Profile, language: str) -> Table:
    """As a table: what a report calls its areas is in its own language."""
    rows = tuple((told.written(each.label, language), *_cells(each)) for each in profile.dots)
    return Table(pgettext("section", "Levels by area"), (_("Area"), _("Level"), _("Interval")), rows)


def _cells(dot: Dot) -> tuple[Text, Text]:
    words = frame_words()
    if dot.value is None or dot.low is None or dot.high is None:
        return Text("–"), Text(words.unknown)
    low, high = f"{dot.low:.1f}", f"{dot.high:.1f}"
    return Text(f"{dot.value:.1f}"), Text(words.interval.replace("{low}", low).replace("{high}", high))


def _finding(told: Briefed, finding: FindingTold, language: str) -> FindingTold:
    """A published finding, its texts marked with the language they are in."""

    def marked(text: Text) -> Text:
        return told.written(text.text, text.language or language)

    return evolve(
        finding,
        kind_word=str(KINDS[finding.kind][0]),
        title=marked(finding.title),
        text=marked(finding.text),
        facts=tuple(marked(each) for each in finding.facts),
    )
