"""What a State fills in of itself, and what it is shown where two of its people answered the same meanwhile."""

from collections.abc import Iterable
from typing import Any

from attrs import evolve
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catenary.core.measures.model import Answer
from catenary.desk.assessment.models import SelfScore
from catenary.desk.assessment.rating.forms import Asked
from catenary.desk.assessment.rating.own_scores import OwnAnswer, name_of_answer
from catenary.desk.assessment.rating.writing import LONGEST, answer_of
from catenary.desk.shell.conflicts import VERSION_OF, Conflict, Difference, conflict


class OwnScoreForm(forms.Form):
    """A State's own answers to the questions of one area; what is left out stays as it is."""

    def __init__(self, *args: Any, questions: Iterable[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = list(questions)
        for each in self._asked:
            self._ask(each)

    def _ask(self, each: Asked) -> None:
        self.fields[f"answer_{each.code}"] = forms.ChoiceField(
            label=f"{each.code}: {each.text}",
            choices=each.choices,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[f"reason_{each.code}"] = forms.CharField(
            label=_("What you base it on"), max_length=LONGEST, required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip
        self.fields[f"{VERSION_OF}{each.code}"] = forms.CharField(
            max_length=64, required=False, widget=forms.HiddenInput
        )

    @property
    def told(self) -> list[OwnAnswer]:
        """Each question that was answered, for the service."""
        told, language = self.cleaned_data, get_language() or ""
        return [
            OwnAnswer(
                each.code,
                Answer.parse(told[f"answer_{each.code}"]),
                told[f"reason_{each.code}"],
                language,
                told[f"{VERSION_OF}{each.code}"],
            )
            for each in self._asked
            if told[f"answer_{each.code}"]
        ]

    def beside(self, theirs: Iterable[SelfScore]) -> Conflict:
        """What was sent, beside what somebody else of the State answered meanwhile: the decision is sent with their answers as shown."""
        standing = list(theirs)
        newest = {f"{VERSION_OF}{each.question}": name_of_answer(each) for each in standing}
        self.data = {**dict(self.data.items()), **newest}
        return Conflict(None, map(self._named, conflict(self, own_answers(standing), None).differences))

    def _named(self, found: Difference) -> Difference:
        """A reason is told apart from others by its question."""
        code = found.name.removeprefix("reason_")
        asked = self[f"answer_{code}"].label if code != found.name else ""
        return evolve(found, label=f"{asked} · {found.label}") if asked else found


def own_answers(rows: Iterable[SelfScore]) -> dict[str, str]:
    """The State's answers that are kept, as its form names its fields."""
    told = {}
    for row in rows:
        told[f"answer_{row.question}"] = str(answer_of(row) or "")
        told[f"reason_{row.question}"] = row.reason
        told[f"{VERSION_OF}{row.question}"] = name_of_answer(row)
    return told
