"""What the State fills in of its figures, one fate at a time: a table by sex and age group, and who says so as of when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen
from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from catenary.basis.dates import PartialDate
from catenary.core.measures.fighters import ASKED, UNKNOWN_AMOUNT, Amount, Cell, Fate, Figure
from catenary.desk.assessment.fighters.figures import LARGEST
from catenary.desk.assessment.fighters.words import AGES, EVERYBODY, SEXES, cell_words, group_words
from catenary.desk.assessment.visits.forms import SPEAKS

NOT_KNOWN: Final = "?"
SEXES_TOLD: Final = (None, *SEXES)
AGES_TOLD: Final = (None, *AGES)
_LONGEST: Final = 30


def cells_of(fate: Fate) -> list[Cell]:
    """Every figure of a fate that can be told, row by row."""
    return [Cell(fate, sex, age) for age in AGES_TOLD for sex in SEXES_TOLD]


def part_name(kind: str, cell: Cell) -> str:
    """The field of a cell, such as `many_female_all`."""
    return f"{kind}_{cell.sex or 'all'}_{(cell.age or 'all').replace('+', '_up').replace('-', '_')}"


def parsed(text: str) -> Amount:
    """What was written in a cell, in digits of any script. Raises forms.ValidationError."""
    digits = "".join(str(int(each)) if each.isdecimal() else each for each in text.strip())
    try:
        amount = UNKNOWN_AMOUNT if digits in {NOT_KNOWN, "؟"} else Amount.parse(digits)
    except ValueError:
        raise forms.ValidationError(_NEITHER) from None
    if max(amount.least or 0, amount.most or 0) > LARGEST:
        raise forms.ValidationError(_NEITHER)
    return amount


def written(amount: Amount) -> str:
    """An amount as it is written in a cell."""
    return str(amount) if amount.is_known else NOT_KNOWN


class AmountField(forms.CharField):
    """A number, a range, or `?`."""

    def clean(self, value: Any) -> Any:
        """The amount; None for nothing."""
        text = super().clean(value)
        return parsed(text) if text else None


class DayField(forms.CharField):
    """A day, a month or a year, in ISO 8601."""

    def clean(self, value: Any) -> Any:
        """The date; None for nothing."""
        text = super().clean(value)
        try:
            return PartialDate.parse(text) if text else None
        except ValueError:
            raise forms.ValidationError(
                _("Write a year, a month or a day, as 2031, 2031-05 or 2031-05-09.")
            ) from None


@frozen
class Line:
    """A row of the table: an age group, and the cells of it by sex."""

    label: str
    fields: Sequence[BoundField]


@frozen
class Origin:
    """Who says a figure, where not the same as of the others."""

    label: str
    source: BoundField
    as_of: BoundField


class FateForm(forms.Form):
    """The figures of one fate; what is left empty is not told, and is asked for when all are handed in."""

    source = forms.CharField(
        label=_("Source"),
        help_text=_("Who keeps these figures, and how they were counted. Name no person."),
        max_length=300,
        required=False,
    )
    as_of = DayField(
        label=_("As of"),
        help_text=_("A year, a month or a day, as 2031, 2031-05 or 2031-05-09."),
        max_length=10,
        required=False,
    )
    version = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    rest_unknown = forms.BooleanField(
        label=_("Whatever is asked for and left empty is not known"), required=False
    )

    def __init__(self, *args: Any, fate: Fate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cells = cells_of(fate)
        for cell in self._cells:
            self._add(cell)

    def _add(self, cell: Cell) -> None:
        label = group_words(cell)
        many = AmountField(label=label, max_length=_LONGEST, required=False)
        many.widget.attrs |= {"inputmode": "text", "autocomplete": "off", "dir": "ltr"}
        self.fields[part_name("many", cell)] = many
        self.fields[part_name("source", cell)] = forms.CharField(
            label=_("Source: %(group)s") % {"group": label}, max_length=300, required=False
        )
        self.fields[part_name("as_of", cell)] = DayField(
            label=_("As of: %(group)s") % {"group": label}, max_length=10, required=False
        )

    @property
    def heads(self) -> list[str]:
        """The headings of the table's columns."""
        return [str(SEXES[sex] if sex else EVERYBODY) for sex in SEXES_TOLD]

    @property
    def lines(self) -> Iterator[Line]:
        """The table, by age group."""
        for age in AGES_TOLD:
            cells = [each for each in self._cells if each.age == age]
            label = str(AGES[age] if age else EVERYBODY)
            yield Line(label, [self[part_name("many", each)] for each in cells])

    @property
    def origins(self) -> Iterator[Origin]:
        """Where a figure's own source is written."""
        for cell in self._cells:
            yield Origin(group_words(cell), self[part_name("source", cell)], self[part_name("as_of", cell)])

    @property
    def figures(self) -> Iterator[Figure]:
        """What was told, each with its own source or that of all."""
        told = self.cleaned_data
        for cell in self._cells:
            amount = told[part_name("many", cell)]
            if amount is None and told["rest_unknown"] and cell in ASKED:
                amount = UNKNOWN_AMOUNT
            if amount is not None:
                source = told[part_name("source", cell)] or told["source"]
                as_of = told[part_name("as_of", cell)] or told["as_of"]
                yield Figure(cell, amount, source, as_of)


def filled_in(fate: Fate, figures: Iterable[Figure]) -> dict[str, str]:
    """A form as these figures would fill it in: the source and date of most stand above, others beside their figure."""
    mine = [each for each in figures if each.cell.fate is fate]
    source, as_of = _most(each.source for each in mine), _most(str(each.as_of or "") for each in mine)
    found = {"source": source, "as_of": as_of}
    for each in mine:
        found[part_name("many", each.cell)] = written(each.amount)
        if each.source and each.source != source:
            found[part_name("source", each.cell)] = each.source
        if each.as_of and str(each.as_of) != as_of:
            found[part_name("as_of", each.cell)] = str(each.as_of)
    return found


def _most(values: Iterable[str]) -> str:
    told = [each for each in values if each]
    return max(dict.fromkeys(told), key=told.count, default="")


def field_of(cell: Cell) -> str:
    """The id of the control in which a figure is written."""
    return f"id_{part_name('many', cell)}"


class QuestionForm(forms.Form):
    """What the team asks, and about which figure."""

    about = forms.ChoiceField(label=_("About"), required=False)
    text = forms.CharField(label=_("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    language = forms.ChoiceField(label=_("Language"), choices=SPEAKS)

    def __init__(self, *args: Any, cells: Iterable[Cell] = ASKED, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cells: Mapping[str, Cell] = {str(each): each for each in cells}
        named = [(name, cell_words(cell)) for name, cell in self._cells.items()]
        self.fields["about"].choices = [("", _("all of them")), *named]  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        """The question, for the service."""
        told = self.cleaned_data
        return {
            "cell": self._cells.get(told["about"]),
            "text": told["text"],
            "language": told["language"],
        }


class ReplyForm(forms.Form):
    """What the State answers."""

    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


_NEITHER: Final = _("Write a number, a range such as 100-150, or ? where it is not known.")
