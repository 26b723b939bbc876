"""A candidate that a rule found, as its page shows it: which criteria held, what is known of each, what was said. Never a score."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding
from catenary.core.mandate.model import MaskedCategory
from catenary.core.screening.judging import Compared, Verdict
from catenary.core.screening.targeting import Criterion
from catenary.core.screening.targeting_facts import KINDS, Fact, Kind
from catenary.desk.intake.local_times import AirportTime, airport_time
from catenary.desk.mandate.records.queries import persons_in
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.candidate_page import Work, fields_of, others_of, standing_of, work_of
from catenary.desk.screening.cases import seen_by
from catenary.desk.screening.judging import version_of
from catenary.desk.screening.models import Candidate, Judged, RuleVersion
from catenary.desk.screening.queue_table import flight_name
from catenary.desk.screening.rules.reading import known, phrase
from catenary.desk.screening.rules.versions import rule_of
from catenary.desk.screening.rules.words import COMPARED, STANDINGS, VERDICTS
from catenary.desk.screening.still import stands_now
from catenary.desk.screening.words import Standing, standing_tag
from catenary.desk.shell.clocks import Clock, clock
from catenary.desk.shell.parts import Answer, Colour, Event, Masked, Tag
from catenary.desk.shell.parts import Told as FreeText
from catenary.desk.shell.sentences import sentence


@frozen
class Held:
    """A criterion that held, and what is known of its fact; nothing where that is withheld or gone."""

    text: str
    known: object


@frozen
class JourneyPage:
    """Everything the page shows to whoever is here."""

    row: Candidate
    version: RuleVersion
    traveller: object
    standing: Standing
    gone: bool
    """It was confirmed, and the journey meets the rule no more."""
    tag: Tag
    due: Clock | None
    departs: AirportTime
    flight: str
    held: tuple[Held, ...]
    unless: tuple[str, ...]
    """What would have spoken for the traveller, and is not known of the journey."""
    rule: tuple[Answer, ...]
    opened_for: tuple[str, ...]
    said: tuple[Event, ...]
    others: tuple[tuple[Candidate, Tag], ...]
    work: Work
    seen: str
    """Tells what a judge had before them (`judging.version_of`)."""


def journey_page(here: SignedIn, row: Candidate) -> JourneyPage:
    """The candidate as this person sees it now; what they may not know of other judgements is nowhere in it."""
    version, leg = _version(row), row.passage.leg
    shown = standing_of(here, row)
    rule = rule_of(version)
    gone = shown is Standing.CONFIRMED and not stands_now(row)
    met = {each["fact"]: each for each in fields_of(here, row.record).get("met") or ()}
    return JourneyPage(
        row=row,
        version=version,
        traveller=persons_in(row.passage.record, fields_of(here, row.passage.record)),
        standing=shown,
        gone=gone,
        tag=journey_tag(Standing.WITHDRAWN if gone else shown),
        due=clock(row.due_at, here.now) if row.due_at else None,
        departs=airport_time(leg.origin, leg.departs_at),
        flight=flight_name(leg),
        held=tuple(_held(row, each, met) for each in rule.criteria),
        unless=tuple(map(phrase, rule.unless)),
        rule=rule_words(version),
        opened_for=tuple(sentence(Finding(each)) for each in row.opened_for),
        said=tuple(map(_event, seen_by(row, here.person))),
        others=tuple(others_of(here, row)),
        work=work_of(here, row),
        seen=version_of(row),
    )


def journey_tag(shown: Standing) -> Tag:
    """How a candidate of a rule stands, in words that say nothing of the person."""
    usual = standing_tag(shown)
    return Tag(str(STANDINGS.get(shown, usual.text)), usual.colour if usual else Colour.GREY)


def rule_words(version: RuleVersion) -> tuple[Answer, ...]:
    """The rule that was met, and the law it stands on."""
    return (
        Answer(_("Rule"), f"{version.rule.code} · {version.rule.name}", exact=True),
        Answer(_("Version"), version.number),
        Answer(_("What it looks for, and why"), FreeText(version.aim)),
        Answer(_("Law that lets the unit set criteria"), version.rule.legal_ground, exact=True),
        Answer(_("Look again by"), version.review_on),
    )


def _version(row: Candidate) -> RuleVersion:
    assert row.rule is not None
    return row.rule


def _held(row: Candidate, criterion: Criterion, met: Mapping[str, Mapping[str, Any]]) -> Held:
    told = met.get(criterion.fact.value)
    if told is None:
        return Held(
            phrase(criterion), Masked(MaskedCategory.PASSENGER_INFORMATION) if row.record.masked else None
        )
    return Held(phrase(criterion), known(told) if _tells(criterion.fact, told) else None)


def _tells(fact: Fact, told: Mapping[str, Any]) -> bool:
    return told.get("number") is not None if KINDS[fact] is Kind.NUMBER else True


def _event(said: Judged) -> Event:
    looked_at = ", ".join(str(COMPARED.get(Compared(each), each)) for each in said.compared)
    what = _("%(verdict)s. Looked at: %(compared)s") % {
        "verdict": VERDICTS[Verdict(said.verdict)],
        "compared": looked_at,
    }
    return Event(said.at, what, said.judge.name, FreeText(said.reason) if said.reason else None)
