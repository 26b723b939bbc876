"""What is filled in about a carrier's answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.core.intake.outage import OutageAnswer
from catenary.desk.intake.words import OUTAGES


def _outage(value: object) -> OutageAnswer | None:
    return OutageAnswer(str(value)) if value else None


class AnswersForm(forms.Form):
    """How a carrier is answered."""

    outage_answer = forms.TypedChoiceField(
        label=_("Answer when nobody can be checked in time"),
        help_text=_(
            "While the database is away, or the desk cannot follow: told about everybody whom a message names, without "
            "looking. Everybody is checked afterwards."
        ),
        coerce=_outage,
        empty_value=None,
        required=False,
        choices=[
            ("", _("none: the carrier is refused and sends again")),
            *((each.value, OUTAGES[each]) for each in OutageAnswer),
        ],
        widget=forms.RadioSelect,
    )
    answer_codes = forms.CharField(
        label=_("Codes of the answers"),
        help_text=_(
            "As TOML, with a table of persons and one of messages. Empty: the codes of the guidelines of WCO, IATA and ICAO."
        ),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "dir": "ltr"}),
    )
    push_address = forms.URLField(
        label=_("Address at which the carrier is told of changed answers"),
        help_text=_("An https address of the carrier. Empty: the carrier asks for changes itself."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    new_key = forms.BooleanField(label=_("Make a new key for our signature"), required=False)
