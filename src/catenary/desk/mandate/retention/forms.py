"""A State's own times, as somebody proposes them."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.model import PERSONAL, DataClass
from catenary.desk.mandate.retention.laws import TIMES
from catenary.desk.mandate.retention.spans import span_of
from catenary.desk.shell.words import word


def _duration(text: str) -> None:
    try:
        span_of(text)
    except ValueError as wrong:
        message = _("Write months as P6M, days as P30D, hours as PT24H.")
        raise ValidationError(message, code="duration") from wrong


class LawForm(forms.Form):
    """Which class, which law, which times; what is left empty stays as it is."""

    data_class = forms.ChoiceField(label=_("Class of data"))
    source = forms.CharField(
        label=_("The law"), help_text=_("Instrument and paragraph, as it is cited."), max_length=200
    )
    masked_after = forms.CharField(
        label=_("Time until masking"), required=False, max_length=20, validators=[_duration]
    )
    erased_after = forms.CharField(
        label=_("Time until erasure"),
        help_text=_("Months as P6M, days as P30D, hours as PT24H."),
        required=False,
        max_length=20,
        validators=[_duration],
    )
    erased_after_linked = forms.CharField(
        label=_("Time until erasure, with an objective link"),
        required=False,
        max_length=20,
        validators=[_duration],
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(each.value, word("data_class", each.value)) for each in DataClass if each in PERSONAL]
        self.fields["data_class"].choices = choices  # type: ignore[attr-defined]

    @property
    def times(self) -> Mapping[str, str]:
        """The times that are named."""
        return {name: self.cleaned_data[name] for name in TIMES if self.cleaned_data[name]}
