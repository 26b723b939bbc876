"""What is filled in to ask an outside register."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ConnectForm(forms.Form):
    """A register that is asked from now on."""

    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("An https address of the register."),
    )
    credential = forms.CharField(
        label=_("Key that shows who asks"),
        max_length=500,
        required=False,
        help_text=_("It is kept encrypted and shown to nobody again."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    milliseconds = forms.IntegerField(
        label=_("Milliseconds to wait for an answer"), min_value=100, max_value=30_000, initial=1500
    )
    at_once = forms.IntegerField(label=_("Questions at the same time"), min_value=1, max_value=32, initial=4)
    holds_back = forms.BooleanField(
        label=_("Until it has answered, carriers are told that further checks are needed"),
        help_text=_(
            "Else they are told what our own lists and registers say, and are told again when it knows the document."
        ),
        required=False,
    )
