"""What is looked for among travellers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.core.intake.marks import MarkKind, as_written
from catenary.desk.intake.person_search import WORDS, By
from catenary.desk.shell.search.services import LONGEST

_MARKS = {By.LOCATOR.value: MarkKind.LOCATOR, By.DOCUMENT.value: MarkKind.DOCUMENT}


class TravellerSearchForm(forms.Form):
    """One locator, one document or one name; nothing is chosen beforehand."""

    by = forms.ChoiceField(
        label=_("What you have"),
        choices=[(each.value, words) for each, words in WORDS.items()],
        widget=forms.RadioSelect,
    )
    question = forms.CharField(
        label=_("Reference, number or name"),
        help_text=_(
            "Reference and number as they stand in the booking or the document; spaces and small letters do not matter."
        ),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_question(self) -> str:
        """A reference or number has letters or digits. Raises ValidationError."""
        told: str = self.cleaned_data["question"]
        kind = _MARKS.get(self.data.get("by", ""))
        if kind and not as_written(kind, told):
            raise forms.ValidationError(_("There is no letter and no digit in it."))
        return told
