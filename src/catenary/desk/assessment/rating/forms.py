"""What is filled in where questions are rated."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from attrs import frozen
from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.core.assessment.confidence import SourceKind, Stance
from catenary.core.assessment.consensus import Voice, VoiceKind
from catenary.core.assessment.evidence import Piece
from catenary.core.measures.model import Answer
from catenary.desk.assessment.rating.words import (
    ACCESSES,
    SOURCES,
    STANCES,
    VOICES,
    answer_choices,
    choices_of,
)
from catenary.desk.assessment.rating.writing import LONGEST, Said, piece_of
from catenary.desk.shell.templatetags.shell import language_tag

_DATE: Final = forms.DateInput(attrs={"type": "date"})


@frozen
class Asked:
    """A question as a form asks it, in the reader's language where it is translated; else `language` is the one it is written in."""

    code: str
    text: str
    levels: Sequence[str] = ()
    cannot_apply: bool = False
    language: str = ""

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """Everything one may answer to it, each level with what it says."""
        return answer_choices(
            cannot_apply=self.cannot_apply, levels=self.levels, language=language_tag(self.language)
        )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))


class WhyForm(forms.Form):
    """Why somebody keeps another view."""

    why = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class RateForm(forms.Form):
    """A rating as far as it is written; it is kept as it is, and complete only when it is handed in."""

    answer = forms.ChoiceField(label=_("Your answer"), required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "What you saw or read that makes it this level and not the one beside it. A draft may do without; it is needed to hand in."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, cannot_apply: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = answer_choices(cannot_apply=cannot_apply)  # type: ignore[attr-defined]

    def said(self, language: str) -> Said:
        """What was written, for the service."""
        told = self.cleaned_data["answer"]
        return Said(Answer.parse(told) if told else None, self.cleaned_data["reason"], language)


class EvidenceForm(forms.Form):
    """One more piece of evidence."""

    stance = forms.ChoiceField(
        label=_("For or against"), choices=choices_of(STANCES), widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            ("", ""),
            *(each for each in choices_of(SOURCES) if each[0] != SourceKind.MEASURED_PRACTICE),
        ],
    )
    reference = forms.CharField(
        label=_("Where it can be found again"),
        help_text=_("A title, number, place or link. Name no person."),
        max_length=500,
    )
    made_on = forms.DateField(label=_("Its date"), required=False, widget=_DATE)
    access = forms.ChoiceField(label=_("Who can look it up"), choices=[("", ""), *choices_of(ACCESSES)])

    @property
    def piece(self) -> Piece:
        """The piece, for the service."""
        told = self.cleaned_data
        return piece_of(told["kind"], told["stance"], told["access"], told["reference"], told["made_on"])


class DocumentEvidenceForm(forms.Form):
    """A document of the visit as evidence; what it is, when it was made and who can look it up are taken over."""

    document = forms.ChoiceField(label=_("Document"))
    document_stance = forms.ChoiceField(
        label=_("For or against"), choices=choices_of(STANCES), widget=forms.RadioSelect
    )
    document_kind = forms.ChoiceField(
        label=_("What it is"),
        help_text=_("Only where its kind does not say it already: briefings, letters, reports and others."),
        choices=[
            ("", ""),
            *(each for each in choices_of(SOURCES) if each[0] != SourceKind.MEASURED_PRACTICE),
        ],
        required=False,
    )

    def __init__(self, *args: Any, documents: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(document), title) for document, title in documents]
        self.fields["document"].choices = [("", ""), *named]  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        """The choice, for the service."""
        told = self.cleaned_data
        kind = told["document_kind"]
        return {
            "document": UUID(told["document"]),
            "stance": Stance(told["document_stance"]),
            "kind": SourceKind(kind) if kind else None,
        }


class KeyForm(forms.Form):
    """The key by which a counts file is checked."""

    key = forms.CharField(
        label=_("The unit's public key"),
        help_text=_("As the unit publishes it: a name, eight digits and a code, joined by +."),
        max_length=500,
    )


class CountsForm(forms.Form):
    """A unit's signed counts file as evidence."""

    stance = forms.ChoiceField(
        label=_("For or against"), choices=choices_of(STANCES), widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("The counts file"),
        help_text=_("Counts of a month as the unit's own desk made and signed them."),
    )
    key = forms.CharField(
        label=_("The unit's public key"),
        help_text=_("As the unit publishes it: a name, eight digits and a code, joined by +."),
        max_length=500,
    )


class AssignForm(forms.Form):
    """Who rates which areas."""

    areas = forms.MultipleChoiceField(label=_("Areas"), widget=forms.CheckboxSelectMultiple)
    raters = forms.MultipleChoiceField(
        label=_("Who rates all their questions"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, people: Iterable[tuple[str, str]], areas: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["raters"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["areas"].choices = [(code, f"{code} {name}") for code, name in areas.items()]  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        """The choice, for the service."""
        return {
            "raters": [UUID(each) for each in self.cleaned_data["raters"]],
            "areas": self.cleaned_data["areas"],
        }


class ProposalForm(forms.Form):
    """What is asked of every panel."""

    raters = forms.IntegerField(label=_("Raters of each area"), min_value=2, max_value=9, initial=3)
    outsiders = forms.IntegerField(
        label=_("Of them from outside the State's region"), min_value=0, max_value=9, initial=1
    )


class RecuseForm(ReasonForm):
    """From which areas somebody is taken off, and why."""

    areas = forms.MultipleChoiceField(label=_("Areas"), widget=forms.CheckboxSelectMultiple)
    field_order = ("areas", "reason")

    def __init__(self, *args: Any, areas: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = [(code, f"{code} {name}") for code, name in areas.items()]  # type: ignore[attr-defined]


class AgreeForm(forms.Form):
    """What the meeting agreed, and what became of each who had said otherwise."""

    answer = forms.ChoiceField(label=_("Agreed answer"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, asked: Asked, said: Iterable[tuple[int, str, str]], **kwargs: Any) -> None:
        """`said`: of each whose rating stands, the row of the person, their name, and their answer in a word."""
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = asked.choices  # type: ignore[attr-defined]
        self._raters = []
        for rater, name, answer in said:
            self._raters.append(rater)
            self._add(rater, _("%(name)s said %(answer)s") % {"name": name, "answer": answer})

    def _add(self, rater: int, label: Any) -> None:
        kinds = [("", _("Said the same")), *choices_of(VOICES)]
        self.fields[f"kind_{rater}"] = forms.ChoiceField(
            label=label, choices=kinds, required=False, widget=forms.RadioSelect
        )
        self.fields[f"why_{rater}"] = forms.CharField(label=_("Why"), max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        """A reason without what it is a reason for is asked about."""
        told: dict[str, Any] = super().clean() or {}
        for rater in self._raters:
            if told.get(f"why_{rater}") and not told.get(f"kind_{rater}"):
                self.add_error(f"kind_{rater}", _("Say whether they moved or keep another view."))
        return told

    @property
    def voices(self) -> list[Voice]:
        """Those who had said otherwise, for the service."""
        told = self.cleaned_data
        return [
            Voice(str(rater), VoiceKind(told[f"kind_{rater}"]), told[f"why_{rater}"])
            for rater in self._raters
            if told[f"kind_{rater}"]
        ]


class CaseForm(forms.Form):
    """What one says of an invented case, once."""

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = asked.choices  # type: ignore[attr-defined]
