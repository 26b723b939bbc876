"""Traveller and entry side by side: what each says of a field, and whether that agrees, in the words of the reasons."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from attrs import frozen
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import Sex
from catenary.core.screening.model import ListedDocument, ListEntry, Person
from catenary.core.screening.scripts import Script, script_of
from catenary.desk.mandate.records.element_words import VALUES
from catenary.desk.screening.told import Told
from catenary.desk.screening.words import NAME_KINDS
from catenary.desk.shell.numbers import day


class Mark(StrEnum):
    """How two values of a field stand to each other."""

    AGREES = "agrees"
    NEAR = "near"
    PARTLY = "partly"
    CONTRADICTS = "contradicts"
    ABSENT = "absent"
    APART = "apart"
    """Both sides have some, and none is shared: a person has several documents."""


@frozen
class Marked:
    """A mark as a page shows it: a sign, and always its words."""

    mark: Mark
    words: str
    sign: str


@frozen
class Value:
    """One value as it was received or listed; `script` is its BCP 47 tag where it is written in other letters than Latin."""

    text: str
    note: str = ""
    script: str = ""
    met: bool = False
    """The name of the entry that met the traveller's."""


@frozen
class Aligned:
    """A field: the traveller's values, the entry's, and how they stand to each other."""

    label: str
    traveller: tuple[Value, ...]
    entry: tuple[Value, ...]
    marked: Marked


MARKS: Mapping[Mark, tuple[Promise, str]] = {
    Mark.AGREES: (gettext_lazy("agrees"), "✓"),
    Mark.NEAR: (pgettext_lazy("of two values", "is near"), "≈"),
    Mark.PARTLY: (gettext_lazy("agrees in part"), "◐"),
    Mark.CONTRADICTS: (gettext_lazy("contradicts"), "✗"),
    Mark.ABSENT: (gettext_lazy("missing on one side"), "–"),
    Mark.APART: (gettext_lazy("nothing shared"), "≠"),
}
_BY_CODE = {
    "agrees": Mark.AGREES, "near": Mark.NEAR, "confusable": Mark.NEAR, "other_issuer": Mark.NEAR,
    "contradicts": Mark.CONTRADICTS, "absent": Mark.ABSENT,
}  # fmt: skip
_SCRIPTS = {
    Script.CYRILLIC: "Cyrl", Script.ARABIC: "Arab", Script.HEBREW: "Hebr", Script.HAN: "Hani", Script.KANA: "Kana",
    Script.HANGUL: "Hang", Script.GREEK: "Grek", Script.DEVANAGARI: "Deva", Script.THAI: "Thai",
    Script.GEORGIAN: "Geor", Script.ARMENIAN: "Armn", Script.ETHIOPIC: "Ethi",
}  # fmt: skip


def aligned(person: Person, told: Told) -> tuple[Aligned, ...]:
    """Every field that is compared, in one order, whether or not either side has it."""
    entry, codes = told.listed, [each.code for each in told.findings]
    return (
        Aligned(_("Name"), _names(person), _listed_names(told), _of_names(codes)),
        Aligned(_("Date of birth"), _dates(person.born), _dates(entry.born), _of(codes, "birth_date")),
        Aligned(_("Sex"), _sex(person.sex), _sex(entry.sex), _of(codes, "sex")),
        Aligned(
            _("Nationality"),
            _plain(person.nationalities),
            _plain(entry.nationalities),
            _of(codes, "nationality"),
        ),
        Aligned(
            _("Travel document"),
            _documents(person.documents),
            _documents(entry.documents),
            _of_documents(codes, person, entry),
        ),
    )


def written(text: str) -> str:
    """The BCP 47 tag of the script that a text is written in; empty for Latin and for no letters."""
    scripts = [script_of(letter) for letter in text if letter.isalpha()]
    other = next((_SCRIPTS[each] for each in scripts if each in _SCRIPTS), "")
    return f"und-{other}" if other else ""


def _marked(mark: Mark) -> Marked:
    words, sign = MARKS[mark]
    return Marked(mark, str(words), sign)


def _of(codes: Iterable[str], field: str) -> Marked:
    ends = (
        code.removeprefix(f"screening.{field}_") for code in codes if code.startswith(f"screening.{field}_")
    )
    return _marked(next((_BY_CODE[end] for end in ends if end in _BY_CODE), Mark.ABSENT))


def _of_names(codes: Iterable[str]) -> Marked:
    """A name agrees where each part met one; otherwise in part, since something of it met or there were no candidate."""
    told = {code.removeprefix("screening.") for code in codes if code.startswith("screening.name_")}
    if not told or "name_none" in told:
        return _marked(Mark.ABSENT)
    odd = {"name_token_contradicts", "name_token_absent", "name_token_initial", "name_least"}
    return _marked(Mark.PARTLY if told & odd else Mark.AGREES)


def _of_documents(codes: Iterable[str], person: Person, entry: ListEntry) -> Marked:
    found = _of(codes, "document")
    if found.mark is Mark.ABSENT and person.documents and entry.documents:
        return _marked(Mark.APART)
    return found


def _value(text: str, note: str = "", met: bool = False) -> Value:
    return Value(text, note, written(text), met)


def _names(person: Person) -> tuple[Value, ...]:
    return tuple(_value(name.full) for name in person.names)


def _listed_names(told: Told) -> tuple[Value, ...]:
    """The name that met first, then the others as listed."""
    names = sorted(told.listed.names, key=lambda each: each.name.full != told.name)
    return tuple(
        _value(each.name.full, str(NAME_KINDS[each.kind]), each.name.full == told.name) for each in names
    )


def _dates(spans: Iterable[DateSpan]) -> tuple[Value, ...]:
    return tuple(Value(_span(each)) for each in spans)


def _span(span: DateSpan) -> str:
    when = date_words(span.earliest)
    if span.latest != span.earliest:
        when = _("%(earliest)s to %(latest)s") % {"earliest": when, "latest": date_words(span.latest)}
    return _("about %(when)s") % {"when": when} if span.approximate else when


def date_words(date: PartialDate) -> str:
    """A date as far as it is known, as the reader writes dates."""
    return day(date.first) if date.day else str(date)


def _sex(sex: Sex | None) -> tuple[Value, ...]:
    return (Value(str(VALUES["sex"].get(sex, sex))),) if sex else ()


def _plain(texts: Iterable[str]) -> tuple[Value, ...]:
    return tuple(Value(text) for text in texts)


def _documents(documents: Iterable[ListedDocument]) -> tuple[Value, ...]:
    return tuple(Value(each.number, " ".join(filter(None, (each.type, each.issuer)))) for each in documents)
