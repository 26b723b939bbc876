"""A State tells its figures on foreign terrorist fighters: alone while it writes, for the team once handed in, for nobody else."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from tests.desk.assessment.visits import made
from tests.desk.assessment.visits.made import ASSESSOR, FOCAL, PARTNER, REVIEWER, SECRETARY, STRANGER

from catenary.basis.dates import PartialDate
from catenary.basis.findings import ProblemError
from catenary.basis.persons import Sex
from catenary.core.assessment.visit_words import Stage
from catenary.core.measures.fighters import ASKED, UNKNOWN_AMOUNT, Amount, Cell, Fate, FighterAge, Figure
from catenary.desk.assessment.fighters import figures
from catenary.desk.assessment.models import FighterFigure, FighterFigures, FigureQuestion, Visit

TOLD = {
    Cell(Fate.LEFT): Amount.exactly(120),
    Cell(Fate.LEFT, Sex.FEMALE): Amount.exactly(3),
    Cell(Fate.KILLED): Amount(20, 40),
    Cell(Fate.REMAINING): Amount.exactly(50),
}


def a_figure(cell, amount):
    if not amount.is_known:
        return Figure(cell, amount)
    return Figure(cell, amount, "Register of departures", PartialDate.from_date(date(2025, 3, 1)))


def every_figure(told=TOLD):
    return [a_figure(cell, told.get(cell, UNKNOWN_AMOUNT)) for cell in ASKED]


def kept(act_as, visit, told=TOLD):
    """Everything told, not handed in."""
    with act_as(FOCAL) as here:
        for fate in Fate:
            figures.keep_figures(actor=here, visit=visit.public_id, fate=fate, figures=every_figure(told))


def handed_in(act_as, visit, told=TOLD):
    kept(act_as, visit, told)
    with act_as(FOCAL) as here:
        return figures.hand_in_figures(actor=here, visit=visit.public_id)


def told_to(act_as, email, visit):
    with act_as(email):
        return {each.cell: each.amount for each in figures.figures_in(figures.handed_in(visit))}


@pytest.fixture
def visit(db, act_as):
    return made.preparing(act_as)


def nothing_seen(act_as, *emails):
    for email in emails:
        with act_as(email):
            rows = [
                *FighterFigures.objects.all(),
                *FighterFigure.objects.all(),
                *FigureQuestion.objects.all(),
            ]
            assert not rows, email


def test_a_draft_is_the_states_alone_whatever_is_asked_of_the_database(act_as, visit):
    kept(act_as, visit)
    with act_as(FOCAL):
        assert FighterFigure.objects.count() == len(ASKED)
    nothing_seen(act_as, ASSESSOR, REVIEWER, SECRETARY, PARTNER, STRANGER)


def test_once_handed_in_the_team_and_the_body_read_them_and_nobody_else(act_as, visit):
    handed_in(act_as, visit)
    for email in (ASSESSOR, REVIEWER, SECRETARY):
        assert told_to(act_as, email, visit)[Cell(Fate.KILLED)] == Amount(20, 40)
    with act_as(ASSESSOR) as here:
        figures.ask_about_figures(actor=here, visit=visit.public_id, cell=None, text="Why?", language="en")
    nothing_seen(act_as, PARTNER, STRANGER)


def test_what_the_team_asks_and_the_state_answers_is_read_by_them_alone(act_as, visit):
    handed_in(act_as, visit)
    with act_as(ASSESSOR) as here:
        asked = figures.ask_about_figures(
            actor=here, visit=visit.public_id, cell=None, text="Who are the 3?", language="en"
        )
    with act_as(FOCAL) as here:
        figures.answer_about_figures(actor=here, question=asked.public_id, answer="The 3 are minors.")
    for email in (ASSESSOR, REVIEWER, FOCAL):
        with act_as(email):
            assert FigureQuestion.objects.get().answer == "The 3 are minors."
    for email in (SECRETARY, PARTNER, STRANGER):
        with act_as(email):
            assert not FigureQuestion.objects.exists(), email


def test_what_is_kept_of_one_fate_leaves_the_others(act_as, visit):
    kept(act_as, visit)
    with act_as(FOCAL) as here:
        figures.keep_figures(actor=here, visit=visit.public_id, fate=Fate.LEFT, figures=[])
        left = {each.cell.fate for each in FighterFigure.objects.all()}
    assert left == set(Fate) - {Fate.LEFT}


def test_a_figure_comes_back_as_it_was_told(act_as, visit):
    inner = a_figure(Cell(Fate.LEFT, Sex.MALE, FighterAge.UNDER_18), Amount(2, 4))
    with act_as(FOCAL) as here:
        figures.keep_figures(actor=here, visit=visit.public_id, fate=Fate.LEFT, figures=[inner])
        assert figures.figures_in(figures.draft_of(visit)) == [inner]


def test_figures_that_are_missing_or_do_not_add_up_are_not_handed_in(act_as, visit):
    kept(act_as, visit, {**TOLD, Cell(Fate.LEFT, Sex.MALE): Amount.exactly(121)})
    with act_as(FOCAL) as here, pytest.raises(ProblemError) as refusal:
        figures.hand_in_figures(actor=here, visit=visit.public_id)
    assert refusal.value.finding.code == "measures.figure_parts_above"
    assert refusal.value.finding.params["figure"] == "left"
    with act_as(FOCAL) as here:
        figures.keep_figures(actor=here, visit=visit.public_id, fate=Fate.LEFT, figures=[])
        with pytest.raises(ProblemError, match="figure_missing"):
            figures.hand_in_figures(actor=here, visit=visit.public_id)


def test_what_was_handed_in_stands_and_a_later_version_counts(act_as, visit):
    first = handed_in(act_as, visit)
    second = handed_in(act_as, visit, {**TOLD, Cell(Fate.LEFT): Amount.exactly(140)})
    assert (first.number, second.number) == (1, 2)
    assert told_to(act_as, ASSESSOR, visit)[Cell(Fate.LEFT)] == Amount.exactly(140)
    with act_as(ASSESSOR):
        assert FighterFigures.objects.count() == 2


def test_the_database_keeps_what_was_handed_in(act_as, visit):
    row = handed_in(act_as, visit)
    for values in ({"handed_in_at": None}, {"number": 9}):
        with act_as(FOCAL), pytest.raises(DatabaseError, match="stands"), transaction.atomic():
            FighterFigures.objects.filter(pk=row.pk).update(**values)
    with act_as(FOCAL):
        assert not row.cells.all().delete()[0]


def test_figures_are_told_while_the_visit_is_prepared_made_and_written_up(act_as, visit):
    for stage in sorted(set(Stage) - figures.TOLD_IN):
        stopped = Stage.VISITING if stage is Stage.WITHDRAWN else ""
        with act_as(REVIEWER):
            Visit.objects.filter(pk=visit.pk).update(stage=stage, stopped_in=stopped)
        with act_as(FOCAL) as here, pytest.raises(ProblemError, match="too_late"):
            figures.keep_figures(actor=here, visit=visit.public_id, fate=Fate.LEFT, figures=[])


def test_nobody_tells_a_states_figures_for_it(act_as, visit):
    with act_as(REVIEWER) as here, pytest.raises(ProblemError, match="not_yours"):
        figures.keep_figures(actor=here, visit=visit.public_id, fate=Fate.LEFT, figures=every_figure())
    with act_as(REVIEWER) as here, pytest.raises(DatabaseError), transaction.atomic():
        FighterFigures.objects.create(
            visit=visit, body_id=visit.body_id, visited_id=visit.visited_id, number=1,
            by=here.person, begun_at=here.now, saved_at=here.now,
        )  # fmt: skip


def test_the_team_asks_and_the_state_answers_once(act_as, visit):
    handed_in(act_as, visit)
    with act_as(ASSESSOR) as here:
        asked = figures.ask_about_figures(
            actor=here, visit=visit.public_id, cell=Cell(Fate.LEFT), text="Since when?", language="en"
        )
        with pytest.raises(ProblemError, match="not_yours"):
            figures.answer_about_figures(actor=here, question=asked.public_id, answer="2012")
    with act_as(FOCAL) as here:
        figures.answer_about_figures(actor=here, question=asked.public_id, answer="Since 2012.")
        with pytest.raises(ProblemError, match="answered"):
            figures.answer_about_figures(actor=here, question=asked.public_id, answer="2013")
    with act_as(ASSESSOR):
        assert FigureQuestion.objects.get().answer == "Since 2012."
    with act_as(FOCAL), pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        FigureQuestion.objects.update(answer="Since 2013.")


def test_only_the_team_asks_and_only_about_what_was_handed_in(act_as, visit):
    question = {"visit": visit.public_id, "cell": None, "text": "Why?", "language": "en"}
    with act_as(ASSESSOR) as here, pytest.raises(ProblemError, match="not_handed_in"):
        figures.ask_about_figures(actor=here, **question)
    handed_in(act_as, visit)
    with act_as(SECRETARY) as here, pytest.raises(ProblemError, match="not_on_team"):
        figures.ask_about_figures(actor=here, **question)
