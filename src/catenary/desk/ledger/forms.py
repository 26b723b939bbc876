"""What may be asked of the ledger's pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Purpose
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.words import PURPOSES
from catenary.formats.signed_note.checkpoint import read_checkpoint
from catenary.formats.signed_note.note import LONGEST_NOTE


class Narrowing(forms.Form):
    """Which entries are looked for; ids only, so that no address tells about a person."""

    officer = forms.UUIDField(
        label=_("Officer"), required=False, help_text=_("The id that stands in the entries")
    )
    record = forms.CharField(label=_("Record"), required=False, max_length=128, help_text=_("Its id"))
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    act = forms.RegexField(r"^[a-z][a-z0-9_]*$", label=_("Act"), required=False, max_length=64)
    day = forms.DateField(
        label=_("Day (UTC)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purposes = [(each.value, PURPOSES[each]) for each in Purpose]
        self.fields["purpose"].choices = [("", _("Any")), *purposes]  # type: ignore[attr-defined]


class HeldCheckpoint(forms.Form):
    """A checkpoint that somebody kept elsewhere."""

    held = forms.CharField(
        label=_("A checkpoint you hold (optional)"),
        required=False,
        strip=False,
        max_length=LONGEST_NOTE // 10,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "The whole note, with the signatures under it. Nobody at this desk could have changed it."
        ),
    )

    def clean_held(self) -> str:
        """The note with the line ends that browsers change."""
        note = str(self.cleaned_data["held"]).replace("\r\n", "\n").strip()
        if not note:
            return ""
        try:
            read_checkpoint((note + "\n").encode())
        except ProblemError as problem:
            raise ValidationError(sentence(problem.finding)) from None
        return note + "\n"
