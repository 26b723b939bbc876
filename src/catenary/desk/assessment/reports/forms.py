"""What is filled in about findings and reports."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from catenary.core.assessment.concerns import MOST
from catenary.core.assessment.findings import FindingKind
from catenary.core.assessment.report_model import ReportKind
from catenary.desk.assessment.reports.words import KINDS, REPORTS

Choices = Sequence[tuple[str, Any]]
LARGEST_MIB = 20
"""Of a commented draft."""


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _reason(*, required: bool) -> forms.CharField:
    return forms.CharField(label=_("Reason"), max_length=2000, widget=_area(3), required=required)


def _language() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


def _kinds() -> Choices:
    return [(kind.value, KINDS[kind][0]) for kind in FindingKind]


class FindingForm(forms.Form):
    """A finding in a person's words, with what it rests on."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds)
    title = forms.CharField(label=_("In a few words"), max_length=200)
    text = forms.CharField(label=_("Finding"), max_length=10_000, widget=_area(8))
    language = _language()
    questions = forms.MultipleChoiceField(
        label=_("Questions it rests on"), widget=forms.CheckboxSelectMultiple
    )
    evidence = forms.MultipleChoiceField(
        label=_("Evidence for and against it"),
        help_text=_("What speaks against it stays with it, unless a reason is given."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = _reason(required=False)

    def __init__(self, *args: Any, questions: Choices = (), evidence: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = questions  # type: ignore[attr-defined]
        self.fields["evidence"].choices = evidence  # type: ignore[attr-defined]


class BeginForm(forms.Form):
    """About which requirement a finding is written that no rule proposed."""

    requirement = forms.ChoiceField(label=_("Requirement"))

    def __init__(self, *args: Any, requirements: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"].choices = requirements  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Why something is no finding."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = _reason(required=True)


class ConcernsForm(forms.Form):
    """The first concerns, one field for each place; a place may stay empty."""

    def __init__(self, *args: Any, findings: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MOST + 1):
            self.fields[f"place_{place}"] = forms.ChoiceField(
                label=_("Concern %(place)s") % {"place": place},
                choices=[("", _("none")), *findings],
                required=False,
            )

    @property
    def chosen(self) -> list[str]:
        """The ids, the first concern first."""
        return [each for place in range(1, MOST + 1) if (each := self.cleaned_data[f"place_{place}"])]


class SectionForm(forms.Form):
    """The words of a section. An empty line ends a paragraph."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label=_("Text"),
        help_text=_("An empty line ends a paragraph."),
        max_length=40_000,
        widget=_area(18),
        required=False,
    )


class CommentedDraftForm(forms.Form):
    """A draft that people commented on in a word processor."""

    file = forms.FileField(label=_("File"), help_text=_("The DOCX with comments, 20 MB at most."))

    def clean_file(self) -> Any:
        """Not larger than is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MIB * 1024 * 1024:
            raise forms.ValidationError(_("The file is too large."), code="too_large")
        return file


class ReleaseForm(forms.Form):
    """Which report is let out, and in which language."""

    kind = forms.ChoiceField(
        label=_("Report"), choices=lambda: [(kind.value, REPORTS[kind]) for kind in ReportKind]
    )
    language = _language()


def chosen_first(choices: Choices, first: Iterable[str]) -> Choices:
    """The choices with some of them at the head, in the order given."""
    places = {code: place for place, code in enumerate(first)}
    return sorted(choices, key=lambda each: places.get(each[0], len(places)))
