"""A visit's report put together in one language, from what was agreed, found, written and commented."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from catenary.core.assessment.findings import COMMENDED, CONCERNS, FindingKind
from catenary.core.assessment.report import Part, compose
from catenary.core.assessment.report_model import (
    Block,
    Fact,
    Imprint,
    Paragraph,
    Report,
    ReportKind,
    SectionKind,
    Text,
)
from catenary.core.assessment.visit_words import VisitAct
from catenary.desk.assessment.fighters.blocks import figures_told
from catenary.desk.assessment.models import StepTaken, Visit
from catenary.desk.assessment.reports import blocks
from catenary.desk.assessment.reports.agreed import outcome_of
from catenary.desk.assessment.reports.blocks import Teller
from catenary.desk.assessment.reports.finding import chosen_concerns
from catenary.desk.assessment.reports.sections import newest
from catenary.desk.assessment.reports.words import REPORTS, SECTIONS
from catenary.desk.measures.editions import translations_of
from catenary.desk.shell import numbers
from catenary.desk.shell.words import word


def report_of(visit: Visit, kind: ReportKind, language: str, made_on: date) -> Report:
    """The report as it stands, as far as whoever acts may see. Raises ProblemError `rating.not_open` without an edition."""
    outcome = outcome_of(visit)
    assert visit.edition is not None
    with override(language):
        teller = Teller.of(visit, outcome, language, translations_of(visit.edition, language))
        frame = Report(
            kind,
            language,
            _title(visit, kind),
            Text(visit.visited.name),
            tuple(_facts(teller)),
            (),
            Imprint(made_on, outcome.edition.code, visit.edition_digest),
            word("handling", visit.handling),
        )
        return compose(frame, list(_parts(teller, kind)))


def _title(visit: Visit, kind: ReportKind) -> str:
    return _("%(report)s: %(state)s") % {"report": REPORTS[kind], "state": visit.visited.name}


def _facts(teller: Teller) -> Iterator[Fact]:
    visit = teller.visit
    yield Fact(_("Assessed by"), Text(visit.body.name))
    if visit.begins_on and visit.ends_on:
        days = {"begins": numbers.day(visit.begins_on), "ends": numbers.day(visit.ends_on)}
        yield Fact(_("Visit"), Text(_("%(begins)s to %(ends)s") % days))
    yield Fact(_("Edition of the method"), Text(teller.outcome.edition.code))
    yield Fact(_("Questions agreed on"), Text(str(len(teller.outcome.answers))))


def _parts(teller: Teller, kind: ReportKind) -> Iterator[Part]:
    for section in _IN[kind]:
        if section is SectionKind.AREA:
            yield from _areas(teller)
        else:
            told = [*_TELLING.get(section, _nothing)(teller), *_words_of(teller, section)]
            yield Part(section, str(SECTIONS[section]), told)


def _areas(teller: Teller) -> Iterator[Part]:
    for area in blocks.areas_asked(teller):
        told = list(blocks.findings_told(teller, CONCERNS, area))
        if told:
            yield Part(SectionKind.AREA, teller.said(area).text, told, area)


def _words_of(teller: Teller, section: SectionKind) -> Iterable[Block]:
    """What somebody wrote for a section: in the report's language, else in one that the visit is reported in."""
    wanted = (teller.language, *teller.visit.languages, teller.outcome.edition.language)
    for language in dict.fromkeys(wanted):
        kept = newest(teller.visit, section, language)
        if kept and kept.text.strip():
            parts = kept.text.replace("\r\n", "\n").split("\n\n")
            return [Paragraph(teller.written(each, language)) for each in parts if each.strip()]
    return []


def _nothing(_teller: Teller) -> Iterable[Block]:
    return ()


def _concerns(teller: Teller) -> Iterable[Block]:
    return [blocks.finding_told(teller, each) for each in chosen_concerns(teller.visit)]


def _method(teller: Teller) -> Iterator[Block]:
    given = teller.outcome.given
    told = {"questions": len(teller.outcome.answers), "ratings": sum(map(len, given.values()))}
    yield Paragraph(
        Text(
            _(
                "Each question was rated by several experts alone, before any saw what another said; then the team agreed on a level. Questions agreed on: %(questions)s; ratings they rest on: %(ratings)s."
            )
            % told
        )
    )
    yield Paragraph(Text(_("What is not known is told as not known, and is no level.")))


def _replies(teller: Teller) -> Iterable[Block]:
    steps = StepTaken.objects.filter(visit=teller.visit, act=VisitAct.REPLY).exclude(words="")
    parts = [
        part for step in steps for part in step.words.replace("\r\n", "\n").split("\n\n") if part.strip()
    ]
    return [Paragraph(teller.written(each, teller.visit.visited.language)) for each in parts]


_Telling = Callable[[Teller], Iterable[Block]]
_TELLING: Final[Mapping[SectionKind, _Telling]] = {
    SectionKind.PROFILE: blocks.levels_drawn,
    SectionKind.CONCERNS: _concerns,
    SectionKind.PROGRESS: lambda teller: blocks.findings_told(teller, COMMENDED),
    SectionKind.FOLLOW_UP: lambda teller: blocks.findings_told(teller, [FindingKind.FOLLOW_UP]),
    SectionKind.ROADMAP: blocks.road_told,
    SectionKind.METHOD: _method,
    SectionKind.OBSERVATIONS: blocks.comments_told,
    SectionKind.REPLIES: _replies,
    SectionKind.FIGURES: figures_told,
    SectionKind.ANSWERS: blocks.answers_told,
}
_IN: Final[Mapping[ReportKind, tuple[SectionKind, ...]]] = {
    ReportKind.SHORT: (
        SectionKind.NARRATIVE,
        SectionKind.PROFILE,
        SectionKind.CONCERNS,
        SectionKind.PROGRESS,
        SectionKind.ASSISTANCE,
        SectionKind.METHOD,
        SectionKind.OBSERVATIONS,
    ),
    ReportKind.FULL: (
        SectionKind.NARRATIVE,
        SectionKind.PROFILE,
        SectionKind.CONCERNS,
        SectionKind.PROGRESS,
        SectionKind.AREA,
        SectionKind.FOLLOW_UP,
        SectionKind.ROADMAP,
        SectionKind.ASSISTANCE,
        SectionKind.METHOD,
        SectionKind.OBSERVATIONS,
        SectionKind.FIGURES,
        SectionKind.ANSWERS,
    ),
    ReportKind.REPLY: (SectionKind.REPLIES,),
    ReportKind.SUMMARY: (SectionKind.PROFILE, SectionKind.CONCERNS, SectionKind.METHOD),
}
"""The sections that a visit's report is made of; its facts stand at its head."""
