"""What is filled in about editions."""

from collections.abc import Iterable
from typing import Any

from attrs import evolve
from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.core.measures.flow import EditionState
from catenary.core.measures.model import LEVELS, Confidence, Mark, Question, QuestionKind, ReviewStatus
from catenary.core.measures.model import Edition as Method
from catenary.desk.measures.comparing import UNDECIDED
from catenary.desk.measures.models import Edition
from catenary.desk.measures.searching import partners_of
from catenary.desk.measures.words import CARRIES, CONFIDENCES, FIELDS, KINDS, MARKS, STATUSES, language_name
from catenary.desk.measures.writing import LONGEST_CODE
from catenary.locale import LANGUAGES

LARGEST_MIB = 20
"""Of a file of an edition or of its translations."""


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Reason"), max_length=2000, widget=_area(4))


def _file(hint: Any) -> forms.FileField:
    return forms.FileField(label=_("File"), help_text=hint)


class MakeEditionForm(forms.Form):
    """A new edition, after an earlier one or empty."""

    code = forms.CharField(
        label=_("Short name"),
        help_text=_("Capitals, digits and hyphens, as 2027-1. It cannot be changed later."),
        max_length=LONGEST_CODE,
    )
    title = forms.CharField(label=_("Title"), max_length=300)
    follows = forms.ModelChoiceField(
        label=_("Follows"),
        help_text=_("It begins in the words of this edition. Without one it begins empty, for a file."),
        queryset=Edition.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("no other edition"),
        widget=forms.Select(attrs={"lang": "und"}),
    )

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follows"].queryset = editions  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """Why a step is taken, and until when comments are asked for."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, required=False, widget=_area(4))
    comments_until = forms.DateField(
        label=_("Last day for comments"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, asks_day: bool, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = asks_reason
        if not asks_day:
            del self.fields["comments_until"]


class QuestionForm(forms.Form):
    """A question of a draft. What is missing is told beside it, and may be written later."""

    text = forms.CharField(label=FIELDS["text"], max_length=2000, widget=_area(3))
    kind = forms.ChoiceField(
        label=FIELDS["kind"],
        choices=[(each.value, words) for each, (words, _colour) in KINDS.items()],
        widget=forms.RadioSelect,
    )
    help = forms.CharField(label=FIELDS["help"], max_length=4000, required=False, widget=_area(3))
    level_1 = forms.CharField(label=FIELDS["level_1"], max_length=2000, required=False, widget=_area(3))
    level_2 = forms.CharField(label=FIELDS["level_2"], max_length=2000, required=False, widget=_area(3))
    level_3 = forms.CharField(label=FIELDS["level_3"], max_length=2000, required=False, widget=_area(3))
    level_4 = forms.CharField(label=FIELDS["level_4"], max_length=2000, required=False, widget=_area(3))
    level_5 = forms.CharField(label=FIELDS["level_5"], max_length=2000, required=False, widget=_area(3))
    not_applicable = forms.CharField(
        label=FIELDS["not_applicable"],
        help_text=_("When the question cannot apply to a State. Empty where it always applies."),
        max_length=2000,
        required=False,
        widget=_area(2),
    )
    evidence = forms.CharField(
        label=FIELDS["evidence"],
        help_text=_("One on each line."),
        max_length=4000,
        required=False,
        widget=_area(4),
    )
    marks = forms.MultipleChoiceField(
        label=FIELDS["marks"],
        choices=[(each.value, words) for each, words in MARKS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partners = forms.CharField(
        label=FIELDS["partners"],
        help_text=_("One on each line."),
        max_length=1000,
        required=False,
        widget=_area(2),
    )
    version = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def written(self, question: Question) -> Question:
        """The question in these words."""
        told = self.cleaned_data
        return evolve(
            question,
            text=told["text"],
            kind=QuestionKind(told["kind"]),
            help=told["help"],
            levels=[told[f"level_{level}"] for level in LEVELS],
            not_applicable=told["not_applicable"],
            evidence=_lines(told["evidence"]),
            marks=[Mark(each) for each in told["marks"]],
            partners=_lines(told["partners"]),
        )


def question_told(question: Question) -> dict[str, Any]:
    """A question as its form has it."""
    levels = [*question.levels, *[""] * len(LEVELS)]
    return {
        "text": question.text,
        "kind": question.kind.value,
        "help": question.help,
        **{f"level_{level}": levels[level - 1] for level in LEVELS},
        "not_applicable": question.not_applicable,
        "evidence": "\n".join(question.evidence),
        "marks": sorted(mark.value for mark in question.marks),
        "partners": "\n".join(question.partners),
    }


class UploadForm(forms.Form):
    """An edition as a file."""

    file = _file(
        _("CSV or XLSX with the columns of the download, XLSForm with its sheet of the method, or JSON.")
    )

    def clean_file(self) -> Any:
        """No larger than is read at once."""
        return _no_larger(self.cleaned_data["file"])


class TranslationsForm(forms.Form):
    """Translations as a file."""

    language = forms.ChoiceField(label=_("Language"))
    file = _file(_("CSV with the columns of the download, or XLSForm."))

    def __init__(self, *args: Any, original: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages_besides(original)  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """No larger than is read at once."""
        return _no_larger(self.cleaned_data["file"])


class ReviewForm(forms.Form):
    """How far somebody saw a translation."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[(each.value, words) for each, (words, _colour) in STATUSES.items()],
        widget=forms.RadioSelect,
    )

    @property
    def said(self) -> ReviewStatus:
        """For the service."""
        return ReviewStatus(self.cleaned_data["status"])


class CommentForm(forms.Form):
    """What one's organisation says of a part of a draft."""

    text = forms.CharField(label=_("Comment"), max_length=4000, widget=_area(6))


class AnswerForm(forms.Form):
    """What the body says to a comment."""

    text = forms.CharField(label=_("Answer"), max_length=4000, widget=_area(6))


class PairingForm(forms.Form):
    """What a question is to one of the edition before."""

    verdict = forms.ChoiceField(
        label=_("What it is"),
        choices=[(each.value, words) for each, (words, _colour) in CARRIES.items()],
        widget=forms.RadioSelect,
        help_text=_("Answers carry over where it is the same, or means the same in other words."),
    )
    reason = _reason()


class MapFilter(forms.Form):
    """Which pairings are shown."""

    verdict = forms.ChoiceField(label=_("What it is"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(each.value, words) for each, (words, _colour) in CARRIES.items()]
        choices = [("", _("everything")), (UNDECIDED, _("for a person to decide")), *known]
        self.fields["verdict"].choices = choices  # type: ignore[attr-defined]


class QuestionFilter(forms.Form):
    """Which questions are looked for."""

    words = forms.CharField(label=_("Words to look for"), max_length=100, required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    mark = forms.ChoiceField(label=_("Mark"), required=False)
    partner = forms.ChoiceField(label=_("Partner"), required=False)
    paragraph = forms.CharField(
        label=_("Resolution and paragraph"), help_text=_("As 2178 6(a)."), max_length=60, required=False
    )
    confidence = forms.ChoiceField(label=_("Confidence in the source"), required=False)

    def __init__(self, *args: Any, method: Method, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, list[tuple[str, Any]]] = {
            "area": [(each.code, each.name) for each in method.areas],
            "kind": [(each.value, KINDS[each][0]) for each in QuestionKind],
            "mark": [(each.value, MARKS[each]) for each in Mark],
            "partner": [(each, each) for each in partners_of(method)],
            "confidence": [(each.value, CONFIDENCES[each][0]) for each in Confidence],
        }
        for name, choices in offered.items():
            self.fields[name].choices = [("", _("any")), *choices]  # type: ignore[attr-defined]


class DifferenceFilter(forms.Form):
    """Which edition is compared with."""

    other = forms.ModelChoiceField(
        label=_("Compare with"), queryset=Edition.objects.none(), to_field_name="public_id", required=False
    )

    def __init__(self, *args: Any, row: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Edition.objects.filter(organisation=row.organisation).exclude(pk=row.pk)
        is_drafted = row.state == EditionState.DRAFTED
        self.fields["other"].queryset = others if is_drafted else others.exclude(state=EditionState.DRAFTED)  # type: ignore[attr-defined]


def languages_besides(original: str) -> list[tuple[str, str]]:
    """The languages of the desk that an edition is translated into."""
    return [(code, language_name(code)) for code in LANGUAGES if code != original]


def _lines(text: str) -> Iterable[str]:
    return [line for each in text.splitlines() if (line := each.strip())]


def _no_larger(file: Any) -> Any:
    if file.size > LARGEST_MIB * 1024 * 1024:
        message = _("The file has more than %(mebibytes)s MiB.") % {"mebibytes": LARGEST_MIB}
        raise forms.ValidationError(message, code="too_large")
    return file
