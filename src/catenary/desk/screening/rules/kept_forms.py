"""The forms of rules, by the pages that show them: kept work is told in their words."""

from collections.abc import Mapping
from typing import Final

from catenary.core.screening.targeting_facts import Fact
from catenary.desk.mandate.people.kept_labels import Build
from catenary.desk.screening.rules.forms import (
    CriterionForm,
    DecideRuleForm,
    JourneyForm,
    MakeRuleForm,
    StepForm,
    WordsForm,
)

_OF_EACH_KIND: Final = (Fact.VIA, Fact.BAGS)

KEPT_FORMS: Final[Mapping[str, Build]] = {
    "make_rule": lambda _here: [MakeRuleForm()],
    "rule_words": lambda _here: [WordsForm()],
    "add_criterion": lambda _here: [CriterionForm(fact=each) for each in _OF_EACH_KIND],
    "rule_step": lambda _here: [StepForm()],
    "decide_rule": lambda _here: [DecideRuleForm()],
    "judge_found_by_rule": lambda _here: [JourneyForm()],
}
