"""A rule read out as people say it: each criterion a phrase, the rule a sentence, in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen
from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from catenary.basis.persons import Sex
from catenary.core.screening.targeting import Criterion, Rule
from catenary.core.screening.targeting_facts import KINDS, Fact, Kind
from catenary.desk.mandate.records.element_words import VALUES
from catenary.desk.shell.numbers import babel_locale, figure

PHRASES: Mapping[Fact, Promise] = {
    Fact.ORIGIN: gettext_lazy("the journey begins at %(values)s"),
    Fact.DESTINATION: gettext_lazy("the journey goes to %(values)s"),
    Fact.VIA: gettext_lazy("the journey goes by way of %(values)s"),
    Fact.CARRIER: gettext_lazy("the carrier is %(values)s"),
    Fact.AGENCY: gettext_lazy("the ticket was sold by the office %(values)s"),
    Fact.PAYMENT: gettext_lazy("the form of payment is %(values)s"),
    Fact.BOOKED_DAYS_BEFORE: gettext_lazy("booked %(values)s days before departure"),
    Fact.TICKETED_HOURS_BEFORE: gettext_lazy("ticketed %(values)s hours before departure"),
    Fact.CHANGES: gettext_lazy("the itinerary was changed %(values)s times"),
    Fact.PARTY_SIZE: gettext_lazy("%(values)s persons are in the booking"),
    Fact.BAGS: gettext_lazy("%(values)s bags are checked in"),
    Fact.STAY_DAYS: gettext_lazy("the stay lasts %(values)s days"),
    Fact.ONE_WAY: gettext_lazy("the journey does not come back"),
    Fact.PAID_BY_ANOTHER: gettext_lazy("somebody who is not the traveller paid"),
    Fact.CHILD_WITH_UNRELATED_ADULTS: gettext_lazy(
        "the traveller is a child among adults none of whom has a part of its surname"
    ),
    Fact.NATIONALITY: gettext_lazy("the nationality is %(values)s"),
    Fact.BIRTH_PLACE: gettext_lazy("the place of birth is %(values)s"),
    Fact.SEX: gettext_lazy("the travel document says %(values)s"),
    Fact.AGE: gettext_lazy("the traveller is %(values)s years old"),
}


@frozen
class Reading:
    """A rule in the reader's language."""

    criteria: tuple[str, ...]
    unless: tuple[str, ...]
    sentence: str


def reading(rule: Rule) -> Reading:
    """The rule read out."""
    criteria, unless = tuple(map(phrase, rule.criteria)), tuple(map(phrase, rule.unless))
    return Reading(criteria, unless, _sentence(criteria, unless))


def phrase(criterion: Criterion) -> str:
    """One criterion."""
    return str(PHRASES[criterion.fact]) % {"values": _values(criterion)}


def known(told: Mapping[str, Any]) -> str:
    """What was known of a fact, as the record of a candidate keeps it (`finding.known_of`)."""
    fact = Fact(told["fact"])
    if KINDS[fact] is Kind.CODES:
        return listed((code_word(fact, each) for each in told.get("codes") or ()), "standard")
    if KINDS[fact] is Kind.NUMBER:
        return figure(told["number"])
    return pgettext("of a fact", "yes")


def code_word(fact: Fact, code: str) -> str:
    """A code as people read it: sexes are words, all others stand as they are."""
    return str(VALUES["sex"].get(Sex(code), code)) if fact is Fact.SEX else code


def listed(words: Iterable[str], style: str) -> str:
    """Words in a row as the language joins them: `or` for choices, `standard` for all of them."""
    return format_list(list(words), style=style, locale=babel_locale())  # type: ignore[arg-type]


def _values(criterion: Criterion) -> str:
    kind = KINDS[criterion.fact]
    if kind is Kind.CODES:
        return listed((code_word(criterion.fact, each) for each in sorted(criterion.codes)), "or")
    return _range(criterion.least, criterion.most) if kind is Kind.NUMBER else ""


def _range(least: int | None, most: int | None) -> str:
    if least is None:
        return _("at most %(number)s") % {"number": figure(most or 0)}
    if most is None:
        return _("at least %(number)s") % {"number": figure(least)}
    if least == most:
        return figure(least)
    return _("%(least)s to %(most)s") % {"least": figure(least), "most": figure(most)}


def _sentence(criteria: tuple[str, ...], unless: tuple[str, ...]) -> str:
    if not criteria:
        return _("The rule looks for nobody yet: it has no criterion.")
    told = {"criteria": listed(criteria, "standard"), "unless": listed(unless, "or") if unless else ""}
    if not unless:
        return _("The rule looks for travellers of whom all of this is known: %(criteria)s.") % told
    return (
        _(
            "The rule looks for travellers of whom all of this is known: %(criteria)s; but for nobody of whom any of this is known: "
            "%(unless)s."
        )
        % told
    )
