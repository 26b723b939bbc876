"""What an officer at the border found."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.core.screening.outcomes import BorderOutcome
from catenary.desk.screening.outcome_words import OUTCOMES


class OutcomeForm(forms.Form):
    """What, when, and anything else that the unit should know; nothing is chosen beforehand."""

    outcome = forms.ChoiceField(
        label=_("What you found"),
        choices=[(each.value, words) for each, words in OUTCOMES.items()],
        widget=forms.RadioSelect,
    )
    happened_at = forms.DateTimeField(
        label=_("When (UTC)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"),
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Only what the unit needs. It goes with the record of the candidate."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_outcome(self) -> BorderOutcome:
        """As core knows it."""
        return BorderOutcome(self.cleaned_data["outcome"])
