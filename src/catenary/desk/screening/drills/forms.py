"""What is filled in where a drill is begun."""

from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.basis.persons import Sex
from catenary.desk.screening.lists_forms import ReasonForm
from catenary.desk.screening.publishing import LONGEST_ID


def _day(label: Any, hint: Any, *, required: bool) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


class BeginDrillForm(ReasonForm):
    """An invented person, and until when they stand on the list."""

    name = forms.CharField(
        label=_("Name of the invented person"),
        help_text=_("Invent one that nobody bears; a carrier's test message tells of a traveller like them."),
        max_length=200,
    )
    entry = forms.CharField(
        label=_("Id of the entry"),
        help_text=_("Like the ids of the list, and none of them: officers see it."),
        max_length=LONGEST_ID,
    )
    born = _day(_("Birth date"), "", required=False)
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("", _("not told")), (Sex.FEMALE.value, _("female")), (Sex.MALE.value, _("male"))],
        required=False,
    )
    nationality = forms.RegexField(r"^[A-Z]{3}$", label=_("Nationality, three letters"), required=False)
    document = forms.CharField(label=_("Document number"), max_length=30, required=False)
    until = _day(_("Last day"), _("The drill ends by itself after it."), required=True)
    field_order = ("name", "entry", "born", "sex", "nationality", "document", "until", "reason")

    def clean_sex(self) -> Sex | None:
        """As core knows it."""
        told = self.cleaned_data["sex"]
        return Sex(told) if told else None

    def clean_until(self) -> datetime:
        """The end of the day, in UTC."""
        return datetime.combine(self.cleaned_data["until"], time(23, 59), UTC)
