"""What may be asked of the oversight desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.desk.shell.search.services import LONGEST


class OfficerForm(forms.Form):
    """A part of an officer's name."""

    query = forms.CharField(
        label=_("Name of the officer"),
        help_text=_("The beginning of each part is enough, in any script."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
