"""The forms of packs, by the pages that show them: kept work is told in their words."""

from collections.abc import Mapping
from typing import Final

from catenary.desk.assessment.packs.forms import BringForm, MergeForm, TakeForm
from catenary.desk.mandate.people.kept_labels import Build

KEPT_FORMS: Final[Mapping[str, Build]] = {
    "take_pack": lambda _here: [TakeForm()],
    "bring_pack": lambda _here: [BringForm()],
    "brought_pack": lambda _here: [MergeForm(questions=())],
}
