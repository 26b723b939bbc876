"""A question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.desk.shell.search.services import LONGEST


class SearchForm(forms.Form):
    """Words of any script; control characters are left out."""

    query = forms.CharField(
        label=_("What are you looking for?"),
        help_text=_("Names, numbers, organisations, pages of the desk. The beginning of a word is enough."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
