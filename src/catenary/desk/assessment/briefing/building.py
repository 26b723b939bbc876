"""A member's briefing put together in one language: the visit, the programme, their own part, what is known, papers, conduct."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from catenary.core.assessment.report_model import (
    Block,
    BriefingSection,
    Fact,
    Imprint,
    PaperKind,
    Paragraph,
    Report,
    Section,
    Table,
    Text,
)
from catenary.core.assessment.visit_words import MemberState, TeamTask
from catenary.desk.assessment.briefing.conduct import conduct_told
from catenary.desk.assessment.briefing.known import coverage_told, known_told
from catenary.desk.assessment.briefing.own_part import own_part_told
from catenary.desk.assessment.briefing.told import Briefed
from catenary.desk.assessment.models import Meeting, Member
from catenary.desk.assessment.visits.words import DOCUMENTS, KINDS, MEETS, TASKS, language_names
from catenary.desk.assessment.visits.words import told as word_of
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell import numbers
from catenary.desk.shell.words import word

_NONE = "–"


def briefing_of(here: SignedIn, member: Member, language: str) -> Report:
    """What prepares a member, as it stands: the same whoever of those who may opens it."""
    with override(language):
        told, visit = Briefed.of(member, language), member.visit
        return Report(
            PaperKind.BRIEFING,
            language,
            _("%(report)s: %(state)s") % {"report": _("Briefing"), "state": visit.visited.name},
            Text(visit.visited.name),
            (*_facts(told), *coverage_told(here, told)),
            tuple(_sections(told)),
            Imprint(here.now.date(), told.edition.code if told.edition else "", visit.edition_digest),
            word("handling", visit.handling),
        )


def _facts(told: Briefed) -> Iterator[Fact]:
    visit, member = told.visit, told.member
    yield Fact(_("Member of a team"), Text(_called(member)))
    yield Fact(_("Task on the team"), Text(word_of(TASKS, member.task)))
    yield Fact(_("Handling"), Text(word("handling", visit.handling)))
    yield Fact(_("Assessed by"), Text(visit.body.name))
    yield Fact(_("Kind"), Text(word_of(KINDS, visit.kind)))
    if visit.begins_on and visit.ends_on:
        days = {"begins": numbers.day(visit.begins_on), "ends": numbers.day(visit.ends_on)}
        yield Fact(_("Visit"), Text(_("%(begins)s to %(ends)s") % days))
    if visit.mission:
        yield Fact(_("Regional mission"), Text(visit.mission))
    yield Fact(_("Languages"), Text(language_names(visit.languages) or _NONE))
    if told.edition is not None:
        yield Fact(_("Edition of the method"), Text(told.edition.code))


def _sections(told: Briefed) -> Iterator[Section]:
    parts: tuple[tuple[BriefingSection, str, Iterable[Block]], ...] = (
        (BriefingSection.TEAM, _("Team"), [_team(told)]),
        (BriefingSection.PROGRAMME, _("Programme of meetings"), _programme(told)),
        (BriefingSection.OWN_PART, _("What I rate"), own_part_told(told)),
        (BriefingSection.KNOWN, _("What is known already"), known_told(told)),
        (BriefingSection.DOCUMENTS, _("Documents"), _documents(told)),
        (BriefingSection.CONDUCT, _("Rules of conduct"), conduct_told()),
    )
    for number, (kind, title, blocks) in enumerate(parts, 1):
        yield Section.of(kind, number, title, blocks)


def _called(row: Member) -> str:
    return row.name or _("an expert of %(partner)s") % {"partner": row.organisation.name}


def _team(told: Briefed) -> Table:
    rows = told.visit.members.filter(state=MemberState.ON).select_related("organisation")
    heads = (_("Name"), _("Task on the team"), _("Of"), _("Areas"), _("Expertise"))
    first = sorted(rows, key=lambda each: each.task != TeamTask.LEADER)
    return Table(_("Team"), heads, tuple(_member_row(each) for each in first))


def _member_row(row: Member) -> tuple[Text, ...]:
    task = word_of(TASKS, row.task)
    told = (_called(row), task, row.organisation.name, " ".join(row.areas), row.expertise)
    return tuple(Text(each or _NONE) for each in told)


def _programme(told: Briefed) -> Iterator[Block]:
    """Day by day. A paper can be lost in the State: of meetings that it does not know of, their time alone is told."""
    rows = list(told.visit.meetings.filter(dropped_at__isnull=True))
    if not rows:
        yield Paragraph(Text(_("No meeting is planned yet.")))
        return
    yield Paragraph(Text(_("Times are UTC.")))
    if not all(each.with_state for each in rows):
        hidden = _(
            "Of meetings that the State does not know of, only the time stands here: a paper can be lost."
        )
        yield Paragraph(Text(hidden))
    for day, meetings in groupby(rows, key=lambda each: each.begins_at.date()):
        yield _day(day, meetings)


def _day(day: date, meetings: Iterable[Meeting]) -> Table:
    heads = (
        pgettext("meeting", "Begins"),
        pgettext("meeting", "Ends"),
        pgettext("meeting", "With"),
        _("Institution"),
        _("Place"),
        _("Areas"),
    )
    return Table(numbers.day(day), heads, tuple(_meeting_row(each) for each in meetings))


def _meeting_row(row: Meeting) -> tuple[Text, ...]:
    times = (f"{row.begins_at:%H:%M}", f"{row.ends_at:%H:%M}")
    known = (word_of(MEETS, row.meets), row.institution, row.place, " ".join(row.areas))
    return tuple(Text(each or _NONE) for each in (*times, *(known if row.with_state else ("",) * len(known))))


def _documents(told: Briefed) -> Iterator[Block]:
    rows = list(told.visit.documents.all())
    if not rows:
        yield Paragraph(Text(_("No document is here.")))
        return
    heads = (_("Title"), _("Kind"), _("Its date"), _("Handling"))
    yield Table(
        _("Documents"),
        heads,
        tuple(
            (
                told.written(each.title, each.language),
                Text(word_of(DOCUMENTS, each.kind)),
                Text(numbers.day(each.dated_on) if each.dated_on else _NONE),
                Text(word("handling", each.handling)),
            )
            for each in rows
        ),
    )
