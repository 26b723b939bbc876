"""What is filled in to open a channel."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.core.intake.receipt import Afterwards, Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.channels import PURPOSES, fit_programs
from catenary.desk.intake.words import AFTERWARDS, WAYS
from catenary.desk.mandate.models import MachineClient
from catenary.desk.mandate.tasks.forms import laws_for


class ChannelForm(forms.Form):
    """A new way in for one carrier."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("The carrier or service provider that sends through it.")
    )
    way = forms.TypedChoiceField(
        label=_("Way in"),
        coerce=Way,
        choices=[(each.value, words) for each, words in WAYS.items()],
        widget=forms.RadioSelect,
    )
    basis = forms.ChoiceField(label=_("Law on which the carrier sends"))
    program = forms.ModelChoiceField(
        MachineClient.objects.none(),
        label=_("Program of the carrier"),
        help_text=_("For HTTP only: a program with the scope intake:write that no channel has yet."),
        required=False,
    )
    source = forms.CharField(
        label=_("Queue, or folder of the bucket"),
        max_length=200,
        help_text=_("For a queue or a bucket only: where the desk fetches the messages."),
        required=False,
    )
    afterwards = forms.TypedChoiceField(
        label=_("What becomes of a file of the bucket once it was taken"),
        coerce=Afterwards,
        empty_value=None,
        choices=[("", "—"), *((each.value, words) for each, words in AFTERWARDS.items())],
        required=False,
    )
    interactive = forms.BooleanField(
        label=_("The carrier waits for an answer about each person before boarding"), required=False
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fit = [each.pk for each in fit_programs(organisation)]
        self.fields["program"].queryset = MachineClient.objects.filter(pk__in=fit)  # type: ignore[attr-defined]
        # nothing is chosen for anybody: a law that happens to stand first would be stated unread
        laws = [("", "—"), *laws_for(PURPOSES)]
        self.fields["basis"].choices = laws  # type: ignore[attr-defined]
