"""The forms of figures, by the pages that show them: kept work is told in their words."""

from collections.abc import Mapping
from typing import Final

from catenary.core.measures.fighters import Fate
from catenary.desk.assessment.fighters.forms import FateForm, QuestionForm, ReplyForm
from catenary.desk.assessment.visits.forms import ResumeForm
from catenary.desk.mandate.people.kept_labels import Build

KEPT_FORMS: Final[Mapping[str, Build]] = {
    "fighters_of": lambda _here: [FateForm(fate=Fate.LEFT)],
    "hand_in_fighters": lambda _here: [ResumeForm()],
    "ask_about_fighters": lambda _here: [QuestionForm()],
    "answer_about_fighters": lambda _here: [ReplyForm()],
}
