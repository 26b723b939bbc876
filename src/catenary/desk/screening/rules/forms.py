"""What is filled in about rules: which fact, how it is asked, and the value, each from the closed vocabulary."""

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catenary.basis.findings import ProblemError
from catenary.basis.persons import Sex
from catenary.core.mandate.model import Purpose
from catenary.core.screening.judging import Compared, Verdict
from catenary.core.screening.rule_reading import LIMITS, criterion, values_in
from catenary.core.screening.targeting import REVIEWED_WITHIN, Criterion
from catenary.core.screening.targeting_facts import KINDS, TRAITS, Fact, Kind
from catenary.desk.mandate.records.element_words import VALUES
from catenary.desk.mandate.tasks.forms import laws_for
from catenary.desk.screening.models.rules import RULE_PURPOSES
from catenary.desk.screening.rules.words import COMPARED, FACTS, FORMS, VERDICTS
from catenary.desk.screening.rules.writing import Head
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.words import word


class Asked(StrEnum):
    """How a number is asked for."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"


class MakeRuleForm(forms.Form):
    """A rule and the law it stands on."""

    code = forms.CharField(
        label=_("Short name"),
        help_text=_("Small letters, digits and hyphens. Tables and candidates name the rule by it."),
        max_length=40,
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    purpose = forms.ChoiceField(label=_("Purpose"), widget=forms.RadioSelect)
    basis = forms.ChoiceField(label=_("Law that opens the data"))
    legal_ground = forms.CharField(
        label=_("Law that lets the unit set criteria"),
        help_text=_("Instrument and paragraph of your State's law, as it is cited."),
        max_length=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purposes = [(each.value, word("purpose", each.value)) for each in RULE_PURPOSES]
        laws = [("", _("Choose a law")), *laws_for(RULE_PURPOSES)]
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]
        self.fields["basis"].choices = laws  # type: ignore[attr-defined]

    @property
    def head(self) -> Head:
        """For the service."""
        told = self.cleaned_data
        purpose = Purpose(told["purpose"])
        return Head(told["code"], told["name"], purpose, told["basis"], told["legal_ground"])


class WordsForm(forms.Form):
    """What a version looks for, and when it has to be looked at again."""

    aim = forms.CharField(
        label=_("What it looks for, and why"),
        help_text=_("The conduct, and what shows that it is tied to the offences. Name no group of people."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    review_on = forms.DateField(
        label=_("Look again by"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("At most %(days)s days ahead. After this day the rule ends by itself.")
        self.fields["review_on"].help_text = hint % {"days": REVIEWED_WITHIN.days}


class FactForm(forms.Form):
    """Which fact of a journey a criterion asks about."""

    fact = forms.ChoiceField(label=_("Fact"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        conduct = [(each.value, FACTS[each]) for each in Fact if each not in TRAITS]
        traits = [(each.value, FACTS[each]) for each in Fact if each in TRAITS]
        self.fields["fact"].choices = [  # type: ignore[attr-defined]
            (_("Conduct"), conduct),
            (_("Only beside conduct that narrows by itself"), traits),
        ]


class CriterionForm(forms.Form):
    """One criterion about a fact: the operator that fits it, and its values."""

    def __init__(self, *args: Any, fact: Fact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fact = fact
        self.criterion: Criterion | None = None
        self.fields.update(_fields_of(fact))

    def clean(self) -> dict[str, Any]:
        """Read it into the vocabulary; what cannot be is told at its field."""
        told = super().clean() or {}
        if not self.errors:
            self._read(told)
        return told

    def _read(self, told: dict[str, Any]) -> None:
        values, least, most = _values(self._fact, told), *_ends(told)
        try:
            self.criterion = criterion(self._fact.value, values, least, most)
        except ProblemError as refusal:
            at = next((name for name in ("values", "number") if name in self.fields), None)
            self.add_error(at, sentence(refusal.finding))


class StepForm(forms.Form):
    """Why a step is taken."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class DecideRuleForm(StepForm):
    """What the second person says."""

    decision = forms.ChoiceField(choices=[("confirm", ""), ("refuse", "")], widget=forms.HiddenInput)


class JourneyForm(forms.Form):
    """What one says of a journey that met a rule; nothing is chosen beforehand."""

    verdict = forms.ChoiceField(
        label=_("The journey"),
        choices=[(each.value, words) for each, words in VERDICTS.items()],
        widget=forms.RadioSelect,
    )
    compared = forms.MultipleChoiceField(
        label=_("What you looked at"),
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


def _fields_of(fact: Fact) -> dict[str, forms.Field]:
    if KINDS[fact] is Kind.NUMBER:
        return _number_fields(fact)
    if fact is Fact.SEX:
        sexes = [(each.value, VALUES["sex"][each]) for each in Sex]
        tick = forms.CheckboxSelectMultiple
        return {"values": forms.MultipleChoiceField(label=str(FACTS[fact]), choices=sexes, widget=tick)}
    if KINDS[fact] is Kind.CODES:
        area = forms.Textarea(attrs={"rows": 3})
        return {
            "values": forms.CharField(
                label=str(FACTS[fact]), help_text=str(FORMS[fact]), max_length=600, widget=area
            )
        }
    return {}


def _number_fields(fact: Fact) -> dict[str, forms.Field]:
    asked = [
        (Asked.AT_LEAST.value, _("at least")),
        (Asked.AT_MOST.value, _("at most")),
        (Asked.BETWEEN.value, pgettext_lazy("two numbers", "from … to …")),
    ]
    least, most = LIMITS[fact]
    hint = _("A whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
    return {
        "asked": forms.ChoiceField(label=str(FACTS[fact]), choices=asked, widget=forms.RadioSelect),
        "number": forms.IntegerField(label=_("Number"), help_text=hint),
        "to": forms.IntegerField(label=_("To"), required=False),
    }


def _values(fact: Fact, told: dict[str, Any]) -> list[str]:
    written = told.get("values") or []
    if not isinstance(written, str):
        return list(written)
    return written.splitlines() if fact is Fact.BIRTH_PLACE else list(values_in(written))


def _ends(told: dict[str, Any]) -> tuple[int | None, int | None]:
    number = told.get("number")
    if told.get("asked") == Asked.AT_LEAST:
        return number, None
    return (None, number) if told.get("asked") == Asked.AT_MOST else (number, told.get("to"))
