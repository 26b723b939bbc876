"""The blocks of a report, in the language spoken now: findings, levels, gaps, the road ahead, comments, answers."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen
from django.utils.translation import gettext as _

from catenary.core.assessment.findings import FindingKind
from catenary.core.assessment.report import labels
from catenary.core.assessment.report_model import (
    Block,
    Dot,
    FindingTold,
    Paragraph,
    Profile,
    ProfileHeadings,
    Strip,
    StripRow,
    Table,
    Text,
)
from catenary.core.assessment.standing import level_of
from catenary.core.measures.model import Answer, AnswerKind, Translation
from catenary.desk.assessment.models import AreaStanding, FactualComment, Visit, VisitFinding
from catenary.desk.assessment.rating.standings import earlier_standings, levels_told, standings_of
from catenary.desk.assessment.reports.agreed import Outcome
from catenary.desk.assessment.reports.finding import taken_up
from catenary.desk.assessment.reports.words import KINDS


@frozen
class Teller:
    """A visit's outcome told in one language: codes of the edition as words, findings under their labels."""

    visit: Visit
    outcome: Outcome
    language: str
    translated: Mapping[str, Translation]
    findings: tuple[VisitFinding, ...]
    labels: Mapping[str, str]

    @classmethod
    def of(cls, visit: Visit, outcome: Outcome, language: str, translated: Iterable[Translation]) -> "Teller":
        """Findings are labelled in the order of the edition's requirements, whichever report tells them."""
        places = {code: place for place, code in enumerate(outcome.edition.requirement_of)}
        findings = sorted(
            taken_up(visit), key=lambda each: (places.get(each.requirement, len(places)), each.pk)
        )
        named = labels((str(each.public_id), FindingKind(each.kind)) for each in findings)
        texts = {each.code: each for each in translated}
        return cls(visit, outcome, language, texts, tuple(findings), named)

    def said(self, code: str) -> Text:
        """What the edition calls a code: translated where it is, else in the edition's own language."""
        if code in self.translated:
            return Text(self.translated[code].texts.text)
        return Text(self.outcome.edition.texts_of(code).text, self._other(self.outcome.edition.language))

    def written(self, text: str, language: str) -> Text:
        """What somebody wrote in a language."""
        return Text(text, self._other(language))

    def _other(self, language: str) -> str:
        return "" if language == self.language else language


def finding_told(teller: Teller, row: VisitFinding) -> FindingTold:
    """A finding with its label, and what it rests on."""
    facts = [Text(_("Requirement %(code)s") % {"code": row.requirement}), teller.said(row.requirement)]
    levels = [level for each in row.questions if (level := teller.outcome.levels.level(each)) is not None]
    if levels:
        facts.append(Text(_("Lowest level agreed: %(level)s") % {"level": min(levels)}))
    evidence = {"for": len(row.evidence), "against": len(row.counter_evidence)}
    facts.append(Text(_("Evidence for it: %(for)s; against it: %(against)s") % evidence))
    return FindingTold(
        teller.labels[str(row.public_id)],
        FindingKind(row.kind),
        str(KINDS[FindingKind(row.kind)][0]),
        teller.written(row.title, row.language),
        teller.written(row.text, row.language),
        tuple(facts),
    )


def findings_told(teller: Teller, kinds: Iterable[FindingKind], area: str = "") -> Iterator[Block]:
    """The findings of these kinds, of one area where one is named."""
    wanted = frozenset(kinds)
    areas = {each.code: each.area for each in teller.outcome.edition.requirements}
    for each in teller.findings:
        if FindingKind(each.kind) in wanted and area in {"", areas.get(each.requirement, "")}:
            yield finding_told(teller, each)


def areas_asked(teller: Teller) -> list[str]:
    """The areas with a question that was agreed on, in the edition's order."""
    edition = teller.outcome.edition
    asked = {
        edition.requirement_of[edition.question_of[each].requirement].area for each in teller.outcome.answers
    }
    return [each.code for each in edition.areas if each.code in asked]


def levels_drawn(teller: Teller) -> Iterator[Block]:
    """The profile of levels with their intervals, once the model spoke of the visit; and the gaps at a glance.

    Of an adopted visit the levels it was adopted with, or that there were none.
    """
    standings, before = standings_of(teller.visit), earlier_standings(teller.visit)
    if standings:
        yield _profile(teller, standings, before)
    elif teller.visit.adopted_at is not None:
        yield Paragraph(Text(levels_told(teller.visit, standings)))
    if teller.outcome.answers:
        yield _strip(teller)


def _profile(
    teller: Teller, standings: Mapping[str, AreaStanding], before: Mapping[str, AreaStanding]
) -> Profile:
    dots = tuple(
        Dot(
            teller.said(area).text,
            each.level,
            each.low,
            each.high,
            before[area].level if area in before else None,
        )
        for area, each in standings.items()
    )
    known = sum(each.level is not None for each in standings.values())
    told = {"known": known, "areas": len(dots)}
    return Profile(
        _("Levels by area, each with the interval that holds it with 90 of 100"),
        _("Levels from 1 to 5 of %(known)s of %(areas)s areas; the table below tells each.") % told,
        ProfileHeadings(_("Area"), _("Level"), _("Interval"), _("Visit before")),
        dots,
        levels_told(teller.visit, standings),
    )


def _strip(teller: Teller) -> Strip:
    edition, answers = teller.outcome.edition, teller.outcome.answers
    rows = tuple(
        StripRow(
            teller.said(area).text,
            tuple(level_of(edition, answers, each.code).level for each in edition.requirements_in(area)),
        )
        for area in areas_asked(teller)
    )
    return Strip(
        _("Gaps at a glance: a cell for each requirement"),
        _(
            "Each cell holds the agreed level of a requirement, darker the lower; a question mark is not known."
        ),
        rows,
        _("1 is not in place, 5 is in place everywhere; ? is not known"),
        _("levels agreed by the team"),
    )


def road_told(teller: Teller) -> Iterator[Block]:
    """What comes first, and what it unlocks."""
    steps = teller.outcome.road()
    rows = tuple(
        (
            Text(each.requirement),
            teller.said(each.requirement),
            Text(str(each.now.level) if each.now else "?"),
            Text(str(each.wave)),
            Text(", ".join(each.unlocks) or "–"),
        )
        for each in steps
    )
    heads = (
        _("Requirement"),
        _("What it asks"),
        _("Level"),
        _("Step"),
        _("Makes possible"),
    )
    if rows:
        yield Table(_("What stands below level 4, each after all it waits for"), heads, rows)


def comments_told(teller: Teller) -> Iterator[Block]:
    """The State's comments on facts, each with its answer."""
    rows = FactualComment.objects.filter(visit=teller.visit, sent_at__isnull=False).order_by("number")
    for each in rows:
        head = {"number": each.number, "about": each.about}
        yield Paragraph(Text(_("Comment %(number)s, on %(about)s:") % head))
        yield Paragraph(teller.written(each.text, each.language))
        if each.answer:
            yield Paragraph(Text(_("Answer:")))
            yield Paragraph(teller.written(each.answer, teller.outcome.edition.language))
    if not rows:
        yield Paragraph(Text(_("The State handed in no comments.")))


def answers_told(teller: Teller) -> Iterator[Block]:
    """Every question with the level agreed."""
    rows = tuple(
        (Text(each.code), teller.said(each.code), Text(_answer(teller.outcome.answers[each.code])))
        for each in teller.outcome.edition.questions
        if each.code in teller.outcome.answers
    )
    if rows:
        yield Table(
            _("Levels agreed"),
            (_("Code"), _("Question"), _("Level")),
            rows,
            _("levels agreed by the team"),
        )


def _answer(answer: Answer) -> str:
    if answer.level is not None:
        return str(answer.level)
    return _("cannot apply") if answer.kind is AnswerKind.NOT_APPLICABLE else _("not known")
