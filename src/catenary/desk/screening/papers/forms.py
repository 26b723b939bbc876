"""What people fill in about reported documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.core.screening.judging import Verdict
from catenary.desk.screening.forms import FLIGHT
from catenary.desk.screening.papers.words import STANDINGS, VERDICTS
from catenary.desk.screening.queue import Whose
from catenary.desk.screening.words import Standing

_ASKED = (
    Standing.OPEN,
    Standing.AWAITS,
    Standing.DISAGREED,
    Standing.CLEARED,
    Standing.CONFIRMED,
)


class PapersFilter(forms.Form):
    """Which of the reported documents."""

    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[(Whose.ALL.value, _("Everybody's")), (Whose.FOR_ME.value, _("That I may judge"))],
    )
    flight = forms.CharField(label=_("Flight"), required=False, max_length=8, validators=[FLIGHT])
    state = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[("", _("All that wait")), *((each.value, STANDINGS[each]) for each in _ASKED)],
    )


class PapersForm(forms.Form):
    """What one says of the documents; nothing is chosen beforehand."""

    verdict = forms.ChoiceField(
        label=_("The traveller's documents, and what is reported"),
        choices=[(each.value, words) for each, words in VERDICTS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "Kept here, and gone when the traveller's record is erased. The ledger keeps that you judged, not why."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.CharField(widget=forms.HiddenInput, max_length=40)

    @property
    def told(self) -> dict[str, Any]:
        """The judgement, for the service."""
        return {
            "verdict": Verdict(self.cleaned_data["verdict"]),
            "reason": self.cleaned_data["reason"],
            "version": self.cleaned_data["version"],
        }
