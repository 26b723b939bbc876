"""What people fill in about candidates."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from catenary.core.screening.judging import Compared, Verdict
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.claims import judges_of
from catenary.desk.screening.models import WatchList
from catenary.desk.screening.queue import BY_RULES, Whose
from catenary.desk.screening.words import COMPARED, STANDINGS, VERDICTS, Standing

_WAITING = (Standing.OPEN, Standing.AWAITS, Standing.DISAGREED)
FLIGHT = RegexValidator(
    r"\A[A-Za-z0-9]{2,3} ?[0-9]{1,4}[A-Za-z]?\Z", _("Carrier and number, such as UX 123.")
)


class QueueFilter(forms.Form):
    """Which part of the queue."""

    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[
            (Whose.ALL.value, _("Everybody's")),
            (Whose.FOR_ME.value, _("That I may judge")),
            (Whose.MINE.value, _("That I work on")),
        ],
    )
    list = forms.ChoiceField(label=_("List or rule"), required=False)
    flight = forms.CharField(label=_("Flight"), required=False, max_length=8, validators=[FLIGHT])
    state = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[("", _("All that wait")), *((each.value, STANDINGS[each]) for each in _WAITING)],
    )

    def __init__(self, *args: Any, here: SignedIn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = WatchList.objects.filter(organisation=here.organisation)
        self.fields["list"].choices = [  # type: ignore[attr-defined]
            ("", _("All lists and rules")),
            (BY_RULES, _("Targeting rules")),
            *((str(each.public_id), f"{each.code} · {each.name}") for each in lists),
        ]


class JudgementForm(forms.Form):
    """What one says of traveller and entry; nothing is chosen beforehand."""

    verdict = forms.ChoiceField(
        label=_("The traveller and the person of the entry"),
        choices=[(each.value, words) for each, words in VERDICTS.items()],
        widget=forms.RadioSelect,
    )
    compared = forms.MultipleChoiceField(
        label=_("What you compared"),
        choices=[(each.value, words) for each, words in COMPARED.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "Kept with the candidate, and gone when that is erased. The ledger keeps that you judged, not why."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.CharField(widget=forms.HiddenInput, max_length=40)

    @property
    def told(self) -> dict[str, Any]:
        """The judgement, for the service."""
        return {
            "verdict": Verdict(self.cleaned_data["verdict"]),
            "compared": [Compared(each) for each in self.cleaned_data["compared"]],
            "reason": self.cleaned_data["reason"],
            "version": self.cleaned_data["version"],
        }


class HandOverForm(forms.Form):
    """To whom."""

    to = forms.ChoiceField(label=_("Colleague"))

    def __init__(self, *args: Any, here: SignedIn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = judges_of(here.organisation).exclude(pk=here.person.pk)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose somebody")),
            *((str(each.public_id), each.name) for each in others),
        ]
