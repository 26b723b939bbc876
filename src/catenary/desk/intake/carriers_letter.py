"""The monthly letter to a carrier: what it told in time, how complete its lists were, and which faults its messages had."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import frozen
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.desk.directory.models import Organisation
from catenary.desk.intake import carriers
from catenary.desk.intake.carriers import SenderMonth
from catenary.desk.intake.carriers_tables import percent
from catenary.desk.intake.fault_words import fault_sentence
from catenary.desk.shell.parts import Answer


@frozen
class LetterFault:
    """A fault in general words, in how many messages and how often it was found."""

    text: str
    messages: int
    times: int


@frozen
class Letter:
    """One letter, in the language spoken while it was made."""

    unit: str
    carrier: str
    month: date
    made_on: date
    answers: tuple[Answer, ...]
    faults: tuple[LetterFault, ...]


class LetterForm(forms.Form):
    """To whom, about which month, in which language."""

    carrier = forms.RegexField(
        label=gettext_lazy("Airline"),
        regex=r"\A[A-Za-z0-9]{2,3}\Z",
        help_text=gettext_lazy("Its code of two or three characters."),
    )
    sender = forms.ChoiceField(label=gettext_lazy("Its messages are sent by"), required=False)
    month = forms.DateField(
        label=gettext_lazy("Month"),
        input_formats=("%Y-%m",),
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the letter"), choices=settings.LANGUAGES)

    def __init__(self, *args: object, senders: Sequence[SenderMonth], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        names = sorted({each.sender for each in senders if each.sender})
        offered = [("", gettext_lazy("Nobody: leave messages out")), *((each, each) for each in names)]
        self.fields["sender"].choices = offered  # type: ignore[attr-defined]


def letter_of(unit: Organisation, carrier: str, sender: str, month: date, now: datetime) -> Letter:
    """The letter in the language that is spoken now."""
    until = carriers.month_after(month)
    flights = [each for each in carriers.carriers_of(unit, now, month, until) if each.carrier == carrier]
    messages = [each for each in carriers.senders_of(unit, month, until) if sender and each.sender == sender]
    answers = (
        *(answer for each in flights for answer in _of_flights(each)),
        *(answer for each in messages for answer in _of_messages(each)),
    )
    found = carriers.faults_in(unit, sender, month, until) if sender else ()
    faults = tuple(LetterFault(fault_sentence(code), count, times) for code, count, times in found)
    return Letter(unit.name, carrier, month, now.date(), answers, faults)


def _of_flights(each: carriers.CarrierMonth) -> tuple[Answer, ...]:
    return (
        Answer(_("Flights that left"), each.flights),
        Answer(_("Told of before departure"), each.in_time),
        Answer(_("Share in time"), percent(each.timely), exact=True),
        Answer(_("Closed by the carrier"), each.closed),
        Answer(_("Announced, of those on board"), percent(each.complete), exact=True),
    )


def _of_messages(each: SenderMonth) -> tuple[Answer, ...]:
    return (
        Answer(_("Messages"), each.messages),
        Answer(_("With errors"), each.faulty),
        Answer(_("Kept back in quarantine"), each.quarantined),
        Answer(_("Sensitive parts removed"), each.removed),
    )
