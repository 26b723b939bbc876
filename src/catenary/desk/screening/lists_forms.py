"""What is filled in at the lists desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.desk.screening.publishing import LARGEST_MIB


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def _day(label: Any, hint: Any) -> forms.DateField:
    return forms.DateField(label=label, help_text=hint, widget=forms.DateInput(attrs={"type": "date"}))


class MakeListForm(forms.Form):
    """A list and the law it stands on."""

    code = forms.CharField(
        label=_("Short name"),
        help_text=_(
            "Small letters, digits and hyphens, as un or national-1. Results of checks name the list by it."
        ),
        max_length=40,
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    legal_ground = forms.CharField(
        label=_("The law"), help_text=_("Instrument and paragraph, as it is cited."), max_length=300
    )
    forbids_boarding = forms.BooleanField(
        label=_("Its law forbids boarding to its persons"),
        help_text=_(
            "Once two judges have said that a traveller is one of them, the carrier is told not to board."
        ),
        required=False,
    )
    review_by = _day(
        _("Review by"),
        _("After this day nobody is checked against the list until somebody has looked at it again."),
    )


class LoadForm(forms.Form):
    """A file of the list, as its publisher gives it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "XML of the United Nations, the European Union or OFAC, FollowTheMoney JSON lines, or CSV."
        ),
    )
    reason = _reason()

    def clean_file(self) -> Any:
        """No larger than is read at once."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MIB * 1024 * 1024:
            message = _("The file has more than %(mebibytes)s MiB.") % {"mebibytes": LARGEST_MIB}
            raise forms.ValidationError(message, code="too_large")
        return file


class RenewForm(forms.Form):
    """Until when the list stands."""

    review_by = _day(_("Review by"), "")
    reason = _reason()


class ReasonForm(forms.Form):
    """Why."""

    reason = _reason()


class DecideForm(ReasonForm):
    """What the second person says."""

    decision = forms.ChoiceField(choices=[("confirm", ""), ("refuse", "")], widget=forms.HiddenInput)
