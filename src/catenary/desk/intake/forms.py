"""What may be asked of the pages of flights, deliveries and messages; no address tells of a person."""

from enum import StrEnum

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from catenary.core.intake.receipt import MessageState
from catenary.desk.intake.words import DELIVERIES, LEGS, MESSAGES, SEVERITIES, WAYS, options


class Period(StrEnum):
    """Which departures."""

    NEXT = "next"
    PAST = "past"
    ALL = "all"


PERIODS = (
    ("", _("Next 48 hours")),
    (Period.PAST.value, _("Those that have left")),
    (Period.ALL.value, _("All")),
)
_ANY = ("", _("Any"))


class FlightFilter(forms.Form):
    """Which flights."""

    period = forms.ChoiceField(label=_("Which departures"), required=False, choices=PERIODS)
    day = forms.DateField(
        label=_("Day of departure, local"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    airport = forms.CharField(
        label=_("Airport"),
        required=False,
        validators=[
            RegexValidator(r"^[A-Za-z]{3,4}$", _("An airport has three letters, or four in ICAO's codes"))
        ],
    )
    carrier = forms.CharField(
        label=_("Carrier"),
        required=False,
        validators=[RegexValidator(r"^[A-Za-z0-9]{2,3}$", _("A carrier has two or three letters or digits"))],
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[_ANY, *options(LEGS)])


class DeliveryFilter(forms.Form):
    """Which deliveries."""

    way = forms.ChoiceField(
        label=_("Way in"),
        required=False,
        choices=[_ANY, *((way.value, words) for way, words in WAYS.items())],
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[_ANY, *options(DELIVERIES)])
    day = forms.DateField(
        label=_("Day (UTC)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class FaultFilter(forms.Form):
    """Which faults: over how many days, and how grave."""

    days = forms.ChoiceField(
        label=_("Over"),
        required=False,
        choices=[("", _("30 days")), ("7", _("7 days")), ("365", _("a year"))],
    )
    severity = forms.ChoiceField(
        label=_("How grave"), required=False, choices=[("", _("Errors and warnings")), *options(SEVERITIES)]
    )
    sender = forms.CharField(label=_("Sender"), required=False, max_length=40)


class QuarantineFilter(forms.Form):
    """Which messages of the desk."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", MESSAGES[MessageState.QUARANTINED][0]),
            *((state.value, MESSAGES[state][0]) for state in (MessageState.CORRECTED, MessageState.REFUSED)),
        ],
    )
    sender = forms.CharField(label=_("Sender"), required=False, max_length=40)


class CorrectForm(forms.Form):
    """The message as it should have come."""

    text = forms.CharField(
        label=_("The message, corrected"),
        help_text=_("One segment on each line. The version before stays as it is."),
        strip=True,
        widget=forms.Textarea(
            attrs={"rows": 16, "dir": "ltr", "spellcheck": "false", "autocomplete": "off", "class": "code"}
        ),
    )


class RefuseForm(forms.Form):
    """Why a message cannot be used."""

    reason = forms.CharField(
        label=_("Why it cannot be used"),
        help_text=_("Stays with the message while that is kept; the carrier is told what was found."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
