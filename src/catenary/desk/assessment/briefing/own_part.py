"""A member's own part of a visit: what they rate, with the requirement and where it is written. No level stands here, nobody's."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from catenary.core.assessment.report_model import Block, Paragraph, Table, Text
from catenary.core.measures.model import Edition, Question
from catenary.desk.assessment.briefing.told import Briefed
from catenary.desk.assessment.models import Seat
from catenary.desk.assessment.rating.of_visit import RATING_TASKS, area_of, by_area, questions_of
from catenary.desk.assessment.rating.queries import source_told
from catenary.desk.assessment.rating.words import KINDS


def own_part_told(told: Briefed) -> Iterator[Block]:
    """The questions that the member was asked to rate, by area; before anybody was asked, those of their areas."""
    seated = _seated(told)
    questions = seated or _of_areas(told)
    if told.edition is None or not questions:
        yield Paragraph(Text(_("Nobody has asked you to rate a question of this visit.")))
        return
    if not seated:
        yield Paragraph(Text(_("No question is assigned yet. These are the questions of your areas.")))
    for area, group in by_area(told.edition, questions).items():
        yield _table(told, told.edition, area, group)


def _seated(told: Briefed) -> list[Question]:
    if told.edition is None:
        return []
    seats = Seat.objects.filter(visit=told.visit, rater=told.member.person_id, recused_at__isnull=True)
    asked = set(seats.values_list("panel__question", flat=True))
    return [each for each in told.edition.questions if each.code in asked]


def _of_areas(told: Briefed) -> list[Question]:
    member, edition = told.member, told.edition
    if edition is None or member.task not in RATING_TASKS:
        return []
    return [each for each in questions_of(told.visit) if area_of(edition, each) in member.areas]


def _table(told: Briefed, edition: Edition, area: str, questions: Sequence[Question]) -> Table:
    heads = (_("Code"), _("Kind"), _("Question"), _("Requirement"), _("Resolution and paragraph"))
    return Table(told.said(area).text, heads, tuple(_row(told, edition, each) for each in questions))


def _row(told: Briefed, edition: Edition, question: Question) -> tuple[Text, ...]:
    source = edition.requirement_of[question.requirement].source
    return (
        Text(question.code),
        Text(str(KINDS[question.kind])),
        told.said(question.code),
        told.said(question.requirement),
        Text(source_told(source.resolution, source.paragraph)),
    )
