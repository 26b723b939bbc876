"""The forms of the room, by the pages that show them: kept work is told in their words."""

from collections.abc import Mapping
from typing import Final

from catenary.desk.intake.channel_answers_forms import AnswersForm
from catenary.desk.intake.channels_forms import ChannelForm
from catenary.desk.intake.forms import CorrectForm, RefuseForm
from catenary.desk.intake.search_forms import TravellerSearchForm
from catenary.desk.mandate.people.forms import ReasonForm
from catenary.desk.mandate.people.kept_labels import Build

KEPT_FORMS: Final[Mapping[str, Build]] = {
    "open_channel": lambda here: [ChannelForm(organisation=here.organisation)],
    "settle_answers": lambda _here: [AnswersForm()],
    "close_channel": lambda _here: [ReasonForm()],
    "ask_original": lambda _here: [ReasonForm()],
    "correct_message": lambda _here: [CorrectForm()],
    "undo_join": lambda _here: [ReasonForm()],
    "search_travellers": lambda _here: [TravellerSearchForm()],
    "refuse_message": lambda _here: [RefuseForm()],
}
