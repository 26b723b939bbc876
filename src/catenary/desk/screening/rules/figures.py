"""The figures of a version as pages and copies tell them: what it met, whom it touches, what judges said. Few cases are not told."""

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import evolve, frozen
from babel.numbers import format_percent
from django.db.models import Count
from django.utils.translation import gettext as _

from catenary.basis.persons import Sex
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.rule_counts import GROUPS, OTHER, UNKNOWN, Both, Counts, Division
from catenary.core.screening.small_numbers import FEW, Share, share, told
from catenary.core.screening.targeting import NARROWS_BY
from catenary.desk.mandate.records.element_words import VALUES
from catenary.desk.screening.models import Candidate, RuleTrial, RuleVersion
from catenary.desk.screening.rules.versions import counts_in
from catenary.desk.screening.rules.words import DIVISIONS
from catenary.desk.shell.numbers import babel_locale, figure
from catenary.desk.shell.parts import Answer
from catenary.desk.shell.tables import Column, Row, Shown, Table

MOST_ROWS: Final = 20
_TEN_THOUSAND: Final = 10_000


@frozen
class Judged:
    """How humans judged what a version found."""

    waiting: int
    upheld: Share
    """Of those decided, which judges said should be looked at."""
    withdrawn: int

    @property
    def total(self) -> int:
        """Everything it found."""
        return self.waiting + self.upheld.whole + self.withdrawn


def trial_answers(row: RuleTrial) -> tuple[Answer, ...]:
    """What the version met in all."""
    counts = counts_in(row)
    return (
        Answer(_("Counted since"), row.began_at),
        Answer(_("Counted until"), row.counted_at),
        Answer(_("Travellers counted"), counts.travellers),
        Answer(_("Of them past traffic"), row.past),
        Answer(_("Left out: masked, erased or unreadable"), row.left_out),
        Answer(_("Travellers who meet the rule"), number(counts.hits)),
        Answer(_("Of 10,000 travellers"), _per_ten_thousand(counts)),
        Answer(_("Flight numbers on which somebody meets it"), _flights(counts)),
    )


def narrowing(counts: Counts, place: int) -> str:
    """What a criterion leaves by itself, in words; nothing where nobody was counted."""
    if not counts.travellers or place >= len(counts.alone):
        return ""
    alone = counts.alone[place]
    if alone == 0:
        return _("by itself it leaves nobody")
    if alone < FEW:
        return _("by itself it leaves fewer than %(few)s travellers") % {"few": FEW}
    told_by = {
        "share": percent(alone / counts.travellers),
        "factor": figure(round(counts.travellers / alone, 1)),
    }
    return _("by itself it leaves %(share)s of travellers, one in %(factor)s") % told_by


def factor_words() -> str:
    """The stated factor of a criterion beside a trait."""
    return _(
        "Nationality, place of birth, sex and age may stand only beside a criterion of conduct that by itself leaves at most one "
        "traveller in %(factor)s."
    ) % {"factor": NARROWS_BY}


def group_tables(counts: Counts) -> tuple[Table, ...]:
    """Groups among those who meet the rule, beside the same among all travellers."""
    return tuple(_table(counts, each) for each in GROUPS)


def place_tables(counts: Counts) -> tuple[Table, ...]:
    """Routes and flights, those that it meets most first."""
    return tuple(_table(counts, each) for each in (Division.ROUTE, Division.FLIGHT))


def overlap_table(counts: Counts) -> Table:
    """How many meet another rule too."""
    shown = told(counts.overlap)
    rows = tuple(
        Row({"rule": code, "both": _shown(shown[code])})
        for code in sorted(counts.overlap, key=lambda code: (-counts.overlap[code], code))
    )
    columns = (Column("rule", _("Rule"), Shown.CODE), Column("both", _("Meet both"), Shown.NUMBER))
    empty = _("No other rule is tried or in force.")
    return _of(_("Other rules"), columns, rows, empty, "overlap")


def judged(version: RuleVersion) -> Judged:
    """What became of the candidates of a version."""
    rows = Candidate.objects.filter(rule=version).values("state").annotate(number=Count("pk")).order_by()
    states = {each["state"]: each["number"] for each in rows}
    upheld, cleared = states.get(CandidateState.CONFIRMED, 0), states.get(CandidateState.CLEARED, 0)
    withdrawn = states.get(CandidateState.WITHDRAWN, 0)
    waiting = sum(states.values()) - upheld - cleared - withdrawn
    return Judged(waiting, share(upheld, upheld + cleared), withdrawn)


def judged_answers(version: RuleVersion) -> tuple[Answer, ...]:
    """The same in words."""
    found = judged(version)
    return (
        Answer(_("Journeys that met the rule"), found.total),
        Answer(_("Candidates that wait"), found.waiting),
        Answer(_("Judged"), found.upheld.whole),
        Answer(_("Of them to be looked at"), found.upheld.part),
        Answer(_("Share"), share_words(found.upheld)),
        Answer(_("Withdrawn: the journey changed, or the rule stopped"), found.withdrawn),
    )


def share_words(found: Share) -> str | None:
    """A share with the interval its truth lies in; None of nothing."""
    if found.value is None:
        return None
    told_by = {"share": percent(found.value), "low": percent(found.low), "high": percent(found.high)}
    words = _("%(share)s; the truth lies between %(low)s and %(high)s with 95 %% certainty") % told_by
    return _("%(share)s. Few cases: it says little") % {"share": words} if found.is_small else words


def number(count: int) -> object:
    """A number of travellers, or that it is small."""
    return count if count == 0 or count >= FEW else few()


def few() -> str:
    """What is told in place of a small number."""
    return _("fewer than %(few)s") % {"few": FEW}


def percent(value: float) -> str:
    """A share in the reader's language."""
    return format_percent(value, format="#,##0.#%", locale=babel_locale())


def value_word(division: Division, value: str) -> str:
    """A value of a division as people read it."""
    if value == UNKNOWN:
        return _("not known")
    if value == OTHER:
        return _("all others")
    return str(VALUES["sex"].get(Sex(value), value)) if division is Division.SEX else value


def _per_ten_thousand(counts: Counts) -> object:
    if not counts.travellers:
        return None
    hits = number(counts.hits)
    return hits if isinstance(hits, str) else round(_TEN_THOUSAND * counts.hits / counts.travellers, 1)


def _flights(counts: Counts) -> str:
    flights = counts.by.get(Division.FLIGHT, {})
    touched = sum(each.hits > 0 for each in flights.values())
    return _("%(part)s of %(whole)s") % {"part": figure(touched), "whole": figure(len(flights))}


def _table(counts: Counts, division: Division) -> Table:
    table = counts.by.get(division, {})
    travellers, hits = _controlled(table)
    ordered = sorted(table, key=lambda value: (-(hits[value] or 0), -(travellers[value] or 0), value))
    shown = sorted(ordered) if division is Division.AGE else ordered[:MOST_ROWS]
    rows = tuple(_row(counts, division, value, travellers[value], hits[value]) for value in shown)
    columns = (
        Column("value", str(DIVISIONS[division])),
        Column("travellers", _("Travellers"), Shown.NUMBER),
        Column("share", _("Share of all"), Shown.NUMBER),
        Column("hits", _("Meet the rule"), Shown.NUMBER),
        Column("of_hits", _("Share of those"), Shown.NUMBER),
        Column("times", _("Touched, times as often as all"), Shown.NUMBER),
    )
    table_shown = _of(str(DIVISIONS[division]), columns, rows, _("Nobody was counted yet."), division.value)
    return evolve(table_shown, count=len(table))


def _controlled(table: Mapping[str, Both]) -> tuple[Mapping[str, int | None], Mapping[str, int | None]]:
    travellers = told({value: both.travellers for value, both in table.items()})
    hits = told({value: both.hits for value, both in table.items()})
    return travellers, hits


def _row(counts: Counts, division: Division, value: str, travellers: int | None, hits: int | None) -> Row:
    return Row(
        {
            "value": value_word(division, value),
            "travellers": _shown(travellers),
            "share": _share(travellers, counts.travellers),
            "hits": _shown(hits),
            "of_hits": _share(hits, counts.hits),
            "times": _times(counts, travellers, hits),
        }
    )


def _shown(count: int | None) -> object:
    return _("withheld: few") if count is None else count


def _share(part: int | None, whole: int) -> str:
    return percent(part / whole) if part is not None and whole else _("withheld: few")


def _times(counts: Counts, travellers: int | None, hits: int | None) -> str:
    if not travellers or hits is None or not counts.hits:
        return _("withheld: few")
    return figure(round(hits / travellers / (counts.hits / counts.travellers), 1))


def _of(caption: str, columns: Iterable[Column], rows: tuple[Row, ...], empty: str, identity: str) -> Table:
    return Table(
        caption=caption,
        columns=tuple(columns),
        rows=rows,
        count=len(rows),
        first=min(1, len(rows)),
        last=len(rows),
        empty=empty,
        id=f"rule-{identity}",
    )
