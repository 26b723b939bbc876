"""The forms of the room, by the pages that show them: kept work is told in their words."""

from collections.abc import Mapping
from typing import Final

from catenary.desk.mandate.people.kept_labels import Build
from catenary.desk.screening.forms import HandOverForm, JudgementForm
from catenary.desk.screening.lists_forms import DecideForm, LoadForm, MakeListForm, ReasonForm, RenewForm
from catenary.desk.screening.outcome_forms import OutcomeForm
from catenary.desk.screening.outside.forms import ConnectForm
from catenary.desk.screening.thresholds.forms import ProposeForm

KEPT_FORMS: Final[Mapping[str, Build]] = {
    "judge_candidate": lambda _here: [JudgementForm()],
    "hand_over_candidate": lambda here: [HandOverForm(here=here)],
    "border_outcome": lambda _here: [OutcomeForm()],
    "connect_outside_register": lambda _here: [ConnectForm()],
    "leave_outside_register": lambda _here: [ReasonForm()],
    "make_list": lambda _here: [MakeListForm()],
    "load_edition": lambda _here: [LoadForm()],
    "renew_list": lambda _here: [RenewForm()],
    "close_list": lambda _here: [ReasonForm()],
    "past_from_now": lambda _here: [ReasonForm()],
    "past_no_more": lambda _here: [ReasonForm()],
    "threshold": lambda _here: [ProposeForm()],
    "decide_threshold": lambda _here: [DecideForm()],
    "decide_edition": lambda _here: [DecideForm()],
}
