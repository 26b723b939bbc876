"""The forms of findings and reports, by the pages that show them: kept work is told in their words."""

from collections.abc import Mapping
from typing import Final

from catenary.desk.assessment.reports.forms import (
    BeginForm,
    CommentedDraftForm,
    ConcernsForm,
    FindingForm,
    LeaveForm,
    ReleaseForm,
    SectionForm,
)
from catenary.desk.mandate.people.kept_labels import Build

KEPT_FORMS: Final[Mapping[str, Build]] = {
    "begin_finding": lambda _here: [BeginForm()],
    "write_finding": lambda _here: [FindingForm()],
    "leave_finding": lambda _here: [LeaveForm()],
    "choose_concerns": lambda _here: [ConcernsForm()],
    "write_section": lambda _here: [SectionForm()],
    "draft_comments": lambda _here: [CommentedDraftForm()],
    "release_report": lambda _here: [ReleaseForm()],
}
