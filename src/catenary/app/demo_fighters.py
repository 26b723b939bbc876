"""The figures on foreign terrorist fighters of a fictional visit, as the State tells them and the team asks about them."""

from datetime import timedelta

from catenary.app.demo_at_work import AtWork, at_work
from catenary.app.demo_ratings import Rated
from catenary.core.measures.fighters import Fate, Figure
from catenary.desk.assessment.fighters.figures import (
    answer_about_figures,
    ask_about_figures,
    hand_in_figures,
    keep_figures,
)
from catenary.desk.mandate.acting import acting
from catenary.world.assessments.fighters import fighters_figures

_QUESTION = "What would it take to know this figure, and who could count it?"
_ANSWER = (
    "It is not counted today. The coordinator has asked the two keepers to agree on one way of counting."
)


def tell_figures(rated: Rated, focal_point: AtWork) -> None:
    """The State hands its figures in; somebody of the team asks about the first that is not known, and the State answers."""
    told = fighters_figures(rated.seed, rated.plan.state, focal_point.then.date())
    with acting(focal_point.declaration):
        for fate in Fate:
            keep_figures(actor=focal_point, visit=rated.visit, fate=fate, figures=told)
        hand_in_figures(actor=focal_point, visit=rated.visit)
    unknown = next((each for each in told if not each.amount.is_known), None)
    if unknown is not None:
        _ask(rated, focal_point, unknown)


def _ask(rated: Rated, focal_point: AtWork, about: Figure) -> None:
    expert = at_work(rated.plan.raters[0].email, focal_point.then + timedelta(hours=1))
    with acting(expert.declaration):
        asked = ask_about_figures(
            actor=expert, visit=rated.visit, cell=about.cell, text=_QUESTION, language="en"
        ).public_id
    with acting(focal_point.declaration):
        answer_about_figures(actor=focal_point, question=asked, answer=_ANSWER)
