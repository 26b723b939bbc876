"""What is filled in where a threshold is proposed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.core.screening.list_thresholds import SHIFTS
from catenary.desk.screening.lists_forms import DecideForm, ReasonForm
from catenary.desk.screening.thresholds.words import shift_words

__all__ = ["DecideForm", "ProposeForm"]


class ProposeForm(ReasonForm):
    """How much more, or less, than what ships is asked for before a human looks."""

    shift = forms.TypedChoiceField(
        label=_("Threshold"),
        help_text=_("The table tells what each would mean. A second person decides."),
        coerce=int,
        choices=[(shift, shift_words(shift)) for shift in SHIFTS],
        widget=forms.RadioSelect,
    )
    field_order = ("shift", "reason")

    def clean_shift(self) -> Any:
        """As a number."""
        return int(self.cleaned_data["shift"])
