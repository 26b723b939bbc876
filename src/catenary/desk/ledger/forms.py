"""What may be asked of the ledger's pages."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Purpose
from catenary.desk.ledger.words import ACTS
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.words import PURPOSES
from catenary.formats.signed_note.checkpoint import read_checkpoint
from catenary.formats.signed_note.note import LONGEST_NOTE

_CODE = re.compile("[a-z][a-z0-9_]{0,63}")


class Narrowing(forms.Form):
    """Which entries are looked for; ids only, so that no address tells about a person."""

    officer = forms.UUIDField(
        label=_("Officer"), required=False, help_text=_("The id that stands in the entries")
    )
    record = forms.CharField(label=_("Record"), required=False, max_length=128, help_text=_("Its id"))
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    act = forms.ChoiceField(label=_("What was done"), required=False)
    day = forms.DateField(
        label=_("Day (UTC)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purposes = [(each.value, PURPOSES[each]) for each in Purpose]
        self.fields["purpose"].choices = [("", _("Any")), *purposes]  # type: ignore[attr-defined]
        self.fields["act"].choices = [("", _("Any")), *_acts(str(self.data.get("act", "")))]  # type: ignore[attr-defined]


def _acts(asked: str) -> list[tuple[str, str]]:
    """Every act by its code, in the order of its words, and the one asked for where another version of the desk entered it."""
    told = {asked: asked} if _CODE.fullmatch(asked) else {}
    told |= {code.partition(".")[2]: str(words) for code, words in ACTS.items()}
    return sorted(told.items(), key=lambda each: each[1])


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
