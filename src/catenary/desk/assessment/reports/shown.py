"""What pages of findings and reports show: frozen views, in the reader's language."""

from collections.abc import Mapping

from attrs import frozen
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catenary.core.assessment.concerns import Concern
from catenary.core.assessment.confidence import Stance
from catenary.core.assessment.findings import Ground
from catenary.core.assessment.findings_flow import FindingAct, FindingState
from catenary.core.assessment.report_model import (
    Block,
    Numbered,
    Profile,
    Report,
    ReportKind,
    Section,
    SectionKind,
    Strip,
)
from catenary.core.measures.model import Edition, Force
from catenary.desk.assessment.models import FindingVersion, ReleasedReport, Visit, VisitFinding
from catenary.desk.assessment.rating.of_visit import edition_of
from catenary.desk.assessment.reports.agreed import evidence_of, outcome_of
from catenary.desk.assessment.reports.blocks import Teller, levels_drawn, road_told
from catenary.desk.assessment.reports.figures import profile_figure, strip_figure
from catenary.desk.assessment.reports.finding import proposed_concerns
from catenary.desk.assessment.reports.forms import Choices
from catenary.desk.assessment.reports.sections import WRITTEN, newest
from catenary.desk.assessment.reports.words import ACTS, GROUNDS, REPORTS, SECTIONS, kind_tag, state_tag
from catenary.desk.mandate.models import Person
from catenary.desk.measures.editions import translations_of
from catenary.desk.measures.words import FORCES
from catenary.desk.shell.charts import Figure
from catenary.desk.shell.parts import Answer, Download, Event, Told
from catenary.desk.shell.tables import Column, Row, Shown, Table


@frozen
class FindingShown:
    """One finding with what it rests on and what was done to it."""

    row: VisitFinding
    requirement: str
    answers: tuple[Answer, ...]
    grounds: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    """What was named, and on which side."""
    history: tuple[Event, ...]


def findings_table(visit: Visit) -> Table:
    """The findings of a visit, as far as whoever acts may see, those taken up first."""
    order = {FindingState.TAKEN_UP: 0, FindingState.PROPOSED: 1, FindingState.LEFT: 2}
    rows = sorted(
        VisitFinding.objects.filter(visit=visit), key=lambda each: (order[FindingState(each.state)], each.pk)
    )
    columns = (
        Column("title", _("Finding")),
        Column("kind", _("Kind"), Shown.TAG),
        Column("requirement", _("Requirement"), Shown.CODE),
        Column("state", _("Standing"), Shown.TAG),
    )
    empty = _("Nothing is found yet. Findings are proposed from what the team agreed on.")
    shown = [_finding_row(each) for each in rows]
    return Table(
        _("Findings"),
        columns,
        shown,
        len(shown),
        empty,
        first=min(1, len(shown)),
        last=len(shown),
        id="findings",
    )


def _finding_row(each: VisitFinding) -> Row:
    words = Told(each.title, each.language) if each.title else "; ".join(_grounds(each))
    values = {
        "kind": kind_tag(each.kind),
        "requirement": each.requirement,
        "title": words,
        "state": state_tag(each.state),
    }
    return Row(values, reverse("visit_finding", args=[each.public_id]))


def finding_shown(row: VisitFinding) -> FindingShown:
    """Everything about a finding that whoever acts may see."""
    edition = edition_of(row.visit)
    named = {*map(str, row.evidence), *map(str, row.counter_evidence)}
    evidence = [each for each in evidence_of(row.visit, row.questions) if str(each.public_id) in named]
    return FindingShown(
        row,
        edition.requirement_of[row.requirement].text,
        tuple(_answers(row)),
        tuple(_grounds(row)),
        tuple((_side(each.stance), each.reference) for each in evidence),
        _history(row),
    )


def _answers(row: VisitFinding) -> list[Answer]:
    lacks = ", ".join(row.prerequisites)
    found = [
        Answer(_("Kind"), kind_tag(row.kind)),
        Answer(_("Requirement"), row.requirement, exact=True),
        Answer(_("Questions it rests on"), ", ".join(row.questions), exact=True),
    ]
    return [*found, Answer(_("Missing prerequisites"), lacks, exact=True)] if lacks else found


def _grounds(row: VisitFinding) -> list[str]:
    return [str(GROUNDS[Ground(each)]) for each in row.grounds]


def _side(stance: str) -> str:
    return pgettext("evidence", "for") if stance == Stance.FOR else pgettext("evidence", "against")


def _history(row: VisitFinding) -> tuple[Event, ...]:
    """What was done, by whom: people of another organisation are not named, their organisation is."""
    versions = list(FindingVersion.objects.filter(finding=row).select_related("organisation"))
    people = Person.objects.in_bulk([each.by_id for each in versions])
    return tuple(_event(each, people.get(each.by_id)) for each in versions)


def _event(each: FindingVersion, person: Person | None) -> Event:
    why = Told(each.reason, each.language) if each.reason else None
    who = person.name if person else each.organisation.name
    return Event(each.at, str(ACTS[FindingAct(each.act)]), who, why)


def question_choices(edition: Edition, requirement: str) -> Choices:
    """The questions of a requirement, to rest a finding on."""
    return [(each.code, f"{each.code}: {each.text}") for each in edition.questions_about(requirement)]


def evidence_choices(row: VisitFinding) -> Choices:
    """What raters named on the requirement's questions, each with the side it speaks for."""
    own = [each.code for each in edition_of(row.visit).questions_about(row.requirement)]
    return [
        (str(each.public_id), f"{_side(each.stance)}: {each.reference}")
        for each in evidence_of(row.visit, own).filter(panel__agreed_at__isnull=False)
    ]


def requirement_choices(edition: Edition) -> Choices:
    """Every requirement, to write a finding about."""
    return [(each.code, f"{each.code}: {each.text}") for each in edition.requirements]


def concern_choices(visit: Visit) -> Choices:
    """Gaps and risks that were taken up, in the order proposed, each with its reasons."""
    rows: Mapping[str, VisitFinding] = {
        str(each.public_id): each for each in VisitFinding.objects.filter(visit=visit)
    }
    found = proposed_concerns(visit, outcome_of(visit))
    return [(each.finding.id, f"{rows[each.finding.id].title} ({_reasons(each)})") for each in found]


def _reasons(each: Concern) -> str:
    told = [str(FORCES[Force(each.force)])]
    if each.holds_up:
        told.append(_waiting(len(each.holds_up)))
    if each.level is not None:
        told.append(_("level %(level)s") % {"level": each.level})
    return "; ".join(told)


def _waiting(count: int) -> str:
    told = ngettext("%(count)d requirement waits for it", "%(count)d requirements wait for it", count)
    return told % {"count": count}


@frozen
class SectionShown:
    """A section that people write, in one language: how often it was written, and where to go on."""

    title: str
    language: str
    written: str
    url: str


def sections_shown(visit: Visit, language: str) -> tuple[SectionShown, ...]:
    """The written sections of a visit in one language."""
    return tuple(_section(visit, section, language) for section in WRITTEN)


def _section(visit: Visit, section: SectionKind, language: str) -> SectionShown:
    kept = newest(visit, section, language)
    told = _("version %(number)s") % {"number": kept.number} if kept else _("not written")
    url = reverse("write_section", args=[visit.public_id, section.value, language])
    return SectionShown(str(SECTIONS[section]), language, told, url)


def section_title(section: SectionKind) -> str:
    """What a section is called."""
    return str(SECTIONS[section])


@frozen
class ReportShown:
    """A kind of report in one language, and the files it comes as."""

    title: str
    files: tuple[tuple[str, str], ...]


def reports_shown(visit: Visit, language: str) -> tuple[ReportShown, ...]:
    """Every kind of report, as files in one language."""
    return tuple(
        ReportShown(
            str(REPORTS[kind]),
            tuple(
                (form.upper(), reverse("report_file", args=[visit.public_id, kind.value, language, form]))
                for form in ("pdf", "docx")
            ),
        )
        for kind in ReportKind
    )


def languages_of(visit: Visit) -> tuple[tuple[str, str], ...]:
    """The languages of the desk by code and name, those that the visit is reported in first."""
    names = dict(settings.LANGUAGES)
    own = [each for each in visit.languages if each in names]
    return tuple((code, str(names[code])) for code in dict.fromkeys([*own, *names]))


@frozen
class BlockTold:
    """A block of a report on a page; a chart comes as its figure."""

    number: str
    block: Block
    figure: Figure | None

    @property
    def key(self) -> str:
        """What its figure is found by on a page: scripts find nothing by a name with a point in it."""
        return _key(self.number)


def sections_told(report: Report) -> tuple[tuple[Section, tuple[BlockTold, ...]], ...]:
    """The sections of a report with their blocks, charts drawn in the language spoken now."""
    return tuple(
        (section, tuple(BlockTold(each.number, each.block, _figure(each)) for each in section.blocks))
        for section in report.sections
    )


def levels_told(visit: Visit, language: str) -> tuple[BlockTold, ...]:
    """Where the State stands: levels with their intervals and what they were before, gaps at a glance, what comes first."""
    assert visit.edition is not None
    teller = Teller.of(visit, outcome_of(visit), language, translations_of(visit.edition, language))
    told = [*levels_drawn(teller), *road_told(teller)]
    files = (Download("XLSX", reverse("ratings_file", args=[visit.public_id])),)
    numbered = [Numbered(str(place), block) for place, block in enumerate(told, 1)]
    return tuple(BlockTold(each.number, each.block, _figure(each, files)) for each in numbered)


def _figure(each: Numbered, files: tuple[Download, ...] = ()) -> Figure | None:
    key = _key(each.number)
    if isinstance(each.block, Profile):
        return profile_figure(key, each.block, files)
    return strip_figure(key, each.block, files) if isinstance(each.block, Strip) else None


def _key(number: str) -> str:
    return f"f{number.replace('.', '-')}"


def published_table() -> Table:
    """Every report that was let out, the newest first."""
    columns = (
        Column("state", _("State"), Shown.NAME),
        Column("title", _("Report")),
        Column("edition", _("Edition"), Shown.CODE),
        Column("released", _("Published"), Shown.DATE),
    )
    rows = [
        Row(
            {
                "state": each.state,
                "title": Told(each.title, each.language),
                "edition": each.edition,
                "released": each.released_at.date(),
            },
            reverse("published_report", args=[each.public_id]),
        )
        for each in ReleasedReport.objects.defer("content")
    ]
    empty = _("No State has let a report be published yet.")
    return Table(
        _("Published reports"), columns, rows, len(rows), empty, first=min(1, len(rows)), last=len(rows)
    )
