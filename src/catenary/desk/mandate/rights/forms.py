"""What is filled in at the rights desk."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catenary.basis.dates import PartialDate
from catenary.basis.persons import Sex
from catenary.core.mandate.redress import Traits
from catenary.core.mandate.rights import CLOSED, GROUNDS, Ground, RightsKind, RightsState, Told
from catenary.desk.mandate.rights import words
from catenary.desk.mandate.rights.redress import paper

_NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class ReceiveForm(forms.Form):
    """A request as it came in."""

    kind = forms.ChoiceField(label=_("What is asked for"), choices=list(words.KINDS.items()))
    name = forms.CharField(label=_("Name of the person"), max_length=300)
    contact = forms.CharField(label=_("How to reach the person"), max_length=300)
    language = forms.ChoiceField(label=_("Language of the answer"), choices=settings.LANGUAGES)
    received_on = forms.DateField(
        label=_("Received on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The clock runs from that day."),
    )
    words = forms.CharField(
        label=_("What the person wrote"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_received_on(self) -> object:
        """No request was received tomorrow."""
        day = self.cleaned_data["received_on"]
        if day > timezone.now().date():
            raise forms.ValidationError(_("This day is yet to come."), code="future")
        return day


class NoteForm(forms.Form):
    """A sentence that goes with a step."""

    note = forms.CharField(label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(forms.Form):
    """The outcome, the grounds of a refusal, and what the letter tells besides its standard sentences."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(each.value, words.STATES[each]) for each in RightsState if each in CLOSED],
        widget=forms.RadioSelect,
    )
    grounds = forms.MultipleChoiceField(
        label=_("Grounds of what is refused"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ground_withheld = forms.BooleanField(
        label=_("Do not tell the ground: telling it would undo it"),
        required=False,
        help_text=_("It is recorded, and the oversight body can see it."),
    )

    def __init__(self, *args: Any, kind: RightsKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [(each.value, words.GROUNDS[each]) for each in Ground if each in GROUNDS[kind]]
        self.fields["grounds"].choices = allowed  # type: ignore[attr-defined]
        for item, label in words.TOLD.items():
            self.fields[item.value] = forms.CharField(
                label=str(label), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 2})
            )

        if kind is RightsKind.ERASURE:
            self.fields["erases"] = forms.CharField(
                label=_("Records to be erased"),
                help_text=_(
                    "The address or number of each record, one a line. A supervisor can have these erased without asking anybody else."
                ),
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
            )

    def clean_erases(self) -> list[UUID]:
        """The numbers of records; a line that holds none is told, so that none is left out unseen."""
        lines = [line for line in self.cleaned_data["erases"].splitlines() if line.strip()]
        found = [_NUMBER.search(line) for line in lines]
        if None in found:
            raise forms.ValidationError(
                _("Each line needs the address or number of a record."), code="number"
            )
        return [UUID(each[0]) for each in found if each]

    @property
    def erases(self) -> list[UUID]:
        """The records that the answer says are to be erased."""
        return self.cleaned_data.get("erases") or []

    @property
    def told(self) -> dict[Told, str]:
        """What is written for the person."""
        return {item: self.cleaned_data[item.value] for item in words.TOLD}


class RedressForm(forms.Form):
    """Which entry the person is not, and what tells them apart."""

    list_name = forms.CharField(label=_("List"), max_length=80)
    entry = forms.CharField(label=_("Entry of the list"), max_length=80)
    born = forms.DateField(label=_("Date of birth"), widget=forms.DateInput(attrs={"type": "date"}))
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[
            ("", _("not known")),
            (Sex.FEMALE, _("female")),
            (Sex.MALE, _("male")),
            (Sex.UNSPECIFIED, _("unspecified")),
        ],
    )
    nationality = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Nationality"),
        required=False,
        help_text=_("Three letters, as in the passport."),
    )
    number = forms.CharField(label=_("Number of a travel document"), max_length=40)
    issuer = forms.RegexField(r"^[A-Za-z]{1,3}$", label=_("Issued by"), help_text=_("As in the passport."))

    @property
    def traits(self) -> Traits:
        """As core knows them."""
        told = self.cleaned_data
        return Traits(
            born=PartialDate.from_date(told["born"]),
            sex=Sex(told["sex"]) if told["sex"] else None,
            nationality=told["nationality"].upper() or None,
            documents=frozenset({paper(told["number"], told["issuer"])}),
        )
