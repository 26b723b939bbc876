"""The forms of rating, by the pages that show them: kept work is told in their words."""

from collections.abc import Mapping
from typing import Final

from catenary.desk.assessment.rating.forms import (
    AgreeForm,
    Asked,
    AssignForm,
    CaseForm,
    CountsForm,
    DocumentEvidenceForm,
    EvidenceForm,
    KeyForm,
    ProposalForm,
    RateForm,
    ReasonForm,
    RecuseForm,
    WhyForm,
)
from catenary.desk.assessment.rating.own_forms import OwnScoreForm
from catenary.desk.mandate.people.kept_labels import Build

_ASKED: Final = Asked("", "", cannot_apply=True)
KEPT_FORMS: Final[Mapping[str, Build]] = {
    "rate": lambda _here: [RateForm(cannot_apply=True), EvidenceForm(), DocumentEvidenceForm(documents=())],
    "check_document_counts": lambda _here: [KeyForm()],
    "name_counts": lambda _here: [CountsForm()],
    "withdraw_rating": lambda _here: [ReasonForm()],
    "assign_raters": lambda _here: [AssignForm(people=(), areas={})],
    "use_rater_proposal": lambda _here: [ProposalForm()],
    "recuse_rater": lambda _here: [RecuseForm(areas={})],
    "panel_meeting": lambda _here: [AgreeForm(asked=_ASKED, said=())],
    "close_panel": lambda _here: [ReasonForm()],
    "add_dissent": lambda _here: [WhyForm()],
    "own_score_area": lambda _here: [OwnScoreForm(questions=())],
    "induction_case": lambda _here: [CaseForm(asked=_ASKED)],
}
