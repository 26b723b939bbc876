"""The forms of visits, by the pages that show them: kept work is told in their words."""

from collections.abc import Mapping
from typing import Final

from catenary.desk.assessment.models import Visit
from catenary.desk.assessment.visits.forms import (
    DatesForm,
    PauseAnswerForm,
    PauseForm,
    PlanForm,
    QuestionsForm,
    RegisterForm,
    ResumeForm,
    StepForm,
    TermForm,
)
from catenary.desk.assessment.visits.people_forms import (
    AnswerForm,
    ConflictForm,
    DeclareForm,
    DeclineForm,
    DocumentForm,
    FactForm,
    InterviewForm,
    MeetingForm,
    NoteForm,
    ObjectForm,
    ProposeForm,
    WhyForm,
)
from catenary.desk.mandate.people.kept_labels import Build

KEPT_FORMS: Final[Mapping[str, Build]] = {
    "plan_visit": lambda here: [PlanForm(here=here)],
    "load_visits_register": lambda _here: [RegisterForm()],
    "visit_terms": lambda _here: [TermForm()],
    "visit_step": lambda _here: [StepForm()],
    "pause_visit_clock": lambda _here: [PauseForm()],
    "resume_visit_clock": lambda _here: [ResumeForm()],
    "ask_visit_pause": lambda _here: [PauseForm()],
    "answer_visit_pause": lambda _here: [PauseAnswerForm()],
    "change_visit_dates": lambda _here: [DatesForm()],
    "choose_visit_questions": lambda _here: [QuestionsForm(visit=Visit())],
    "propose_member": lambda here: [ProposeForm(visit=Visit(), here=here)],
    "invite_member": lambda _here: [ResumeForm()],
    "accept_invitation_to_team": lambda _here: [DeclareForm()],
    "decline_invitation_to_team": lambda _here: [DeclineForm()],
    "recuse_member": lambda _here: [WhyForm()],
    "remove_member": lambda _here: [WhyForm()],
    "object_to_member": lambda _here: [ObjectForm()],
    "decide_conflict": lambda _here: [ConflictForm()],
    "add_meeting": lambda _here: [MeetingForm(visit=Visit())],
    "drop_meeting": lambda _here: [WhyForm()],
    "write_meeting_note": lambda _here: [NoteForm()],
    "protect_interviewee": lambda _here: [InterviewForm()],
    "ask_identity": lambda _here: [WhyForm()],
    "add_visit_document": lambda _here: [DocumentForm()],
    "share_visit_document": lambda _here: [ResumeForm()],
    "add_factual_comment": lambda _here: [FactForm()],
    "drop_factual_comment": lambda _here: [ResumeForm()],
    "answer_factual_comment": lambda _here: [AnswerForm()],
}
