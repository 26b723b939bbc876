"""How one wants to be told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.desk.shell.models import ByEmail


class PreferenceForm(forms.Form):
    """One question."""

    by_email = forms.ChoiceField(
        label=_("Mail that something waits"),
        help_text=_("The mail never says what waits or whom it concerns."),
        widget=forms.RadioSelect,
        choices=[
            (ByEmail.WHEN_WAITING.value, _("One mail, while anything is unread")),
            (ByEmail.NEVER.value, _("No mail; I look at the desk")),
        ],
    )
