"""Rules in force held against travellers: who meets one becomes a candidate for humans to judge, and nothing more.

The record of a candidate tells which criteria held and with which values. It is a passenger record: it opens for terrorism and
serious crime alone, and goes with what the carrier told of the traveller.

Sources: Directive (EU) 2016/681 art. 6(3)(b), 6(5) and 7(6).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import msgspec
from attrs import frozen
from django.db import transaction

from catenary.core.mandate.model import DataClass
from catenary.core.screening import judging
from catenary.core.screening.judging import CandidateState, Case
from catenary.core.screening.rule_flow import RuleState
from catenary.core.screening.targeting import Criterion, Rule, digest, ended, meets
from catenary.core.screening.targeting_facts import Journey
from catenary.desk.intake.models import Passage
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import RecordFields
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.desk.screening.answers_changed import find_changes
from catenary.desk.screening.found import due_at
from catenary.desk.screening.models import Candidate, RuleVersion
from catenary.desk.screening.rules.problems import RULES
from catenary.desk.screening.rules.traffic import Travelling, travelling
from catenary.desk.screening.rules.versions import rule_of

KIND: Final = "RuleFinding"
"""What the record of a candidate holds: under `met`, each criterion's fact and what was known of it."""


@frozen
class _Met:
    """A traveller who met a version of a rule."""

    travelling: Travelling
    facts: Sequence[Mapping[str, Any]]
    digest: str


@transaction.atomic
def apply_rule(*, version: RuleVersion, passages: Iterable[Passage], now: datetime) -> int:
    """Hold travellers against a version in force, and bring its candidates among them up to date; how many meet it.

    Whoever calls has declared the purpose of the rule, as a job. Nobody's judgement is lost; done again it comes to the same. A rule past its review finds nobody, also where
    the job that ends it is late, and one that was stopped since it was read finds nobody either.
    """
    version = _locked(version)
    rule = rule_of(version)
    if version.state != RuleState.IN_FORCE or ended(rule, now.date()) is not None:
        return 0
    listed = travelling(passages)
    met = _met(rule, listed)
    known = _known(version, listed)
    fresh = [each for each in met if each.travelling.passage.pk not in known]
    for each in met:
        row = known.pop(each.travelling.passage.pk, None)
        if row is not None:
            _bring_up_to_date(row, each, digest(rule))
    for row in known.values():
        _withdraw(row, now)
    _add(version, fresh, now)
    find_changes(passages=[each.passage for each in listed], now=now)
    _enter(version, len(listed), len(met), len(fresh))
    return len(met)


def known_of(criterion: Criterion, journey: Journey) -> dict[str, Any]:
    """What is known of a criterion's fact, as plain JSON: the codes, the number, or whether it holds."""
    fact = criterion.fact
    told = {
        "codes": sorted(journey.codes.get(fact, ())),
        "number": journey.numbers.get(fact),
        "flag": journey.flags.get(fact),
    }
    return {"fact": fact.value, **told}


def _locked(version: RuleVersion) -> RuleVersion:
    """As it stands now, before its candidates are locked: whoever stops it waits, and withdraws what is found here too."""
    rows = RuleVersion.objects.select_related("rule", "organisation")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=version.pk)


def _met(rule: Rule, listed: Iterable[Travelling]) -> list[_Met]:
    words = digest(rule)
    those = (each for each in listed if meets(rule, each.counted.journey))
    found = ((each, _facts(rule, each.counted.journey)) for each in those)
    return [_Met(each, facts, _digest(words, facts)) for each, facts in found]


def _facts(rule: Rule, journey: Journey) -> list[dict[str, Any]]:
    return [known_of(each, journey) for each in rule.criteria]


def _digest(words: str, facts: Sequence[Mapping[str, Any]]) -> str:
    """What tells that what was judged is still what is known. The words make it another for each rule."""
    return sha256(words.encode() + msgspec.json.encode(facts, order="deterministic")).hexdigest()


def _known(version: RuleVersion, listed: Iterable[Travelling]) -> dict[int, Candidate]:
    rows = Candidate.objects.filter(rule=version, passage__in=[each.passage.pk for each in listed])
    found = rows.select_related("record", "passage__leg").select_for_update(of=("self",)).order_by("pk")
    return {each.passage_id: each for each in found}


def _add(version: RuleVersion, fresh: Sequence[_Met], now: datetime) -> None:
    new = [_record(each) for each in fresh]
    rows = hold(organisation=version.organisation, records=new)
    words = digest(rule_of(version))
    Candidate.objects.bulk_create(
        Candidate(
            organisation=version.organisation,
            passage=each.travelling.passage,
            rule=version,
            entry=str(version.number),
            entry_digest=words,
            traveller_digest=each.digest,
            record=record,
            due_at=due_at(each.travelling.passage),
            found_at=now,
        )
        for each, record in zip(fresh, rows, strict=True)
    )


def _record(each: _Met) -> NewRecord:
    """Counted from when the carrier told of the traveller, so that it is kept no longer than that."""
    passage = each.travelling.passage
    return NewRecord(
        data_class=DataClass.PASSENGER_RECORD,
        kind=KIND,
        fields={"met": list(each.facts)},
        received_at=passage.record.received_at,
        room="screening",
        label=str(passage.leg),
    )


def _bring_up_to_date(row: Candidate, each: _Met, words: str) -> None:
    changed = {
        "journey_changed": row.traveller_digest != each.digest,
        "met_again": row.state == CandidateState.WITHDRAWN or not row.entry_digest,
    }
    if codes := [RULES.finding(code).code for code, holds in changed.items() if holds]:
        row.opened_for = codes
        row.turn += 1
        row.state, row.decided_at = judging.reopen().state, None
    row.due_at = due_at(row.passage)
    row.entry_digest, row.traveller_digest = words, each.digest
    row.save()
    RecordFields.objects.filter(record=row.record).update(fields={"met": list(each.facts)})


def _withdraw(row: Candidate, now: datetime) -> None:
    """The journey meets the rule no more. What two judges confirmed stays so in the record, and stands for nothing (`still_stands`)."""
    state = judging.withdraw(Case(CandidateState(row.state))).state
    if state is CandidateState.CONFIRMED:
        row.entry_digest = ""
        row.save(update_fields=["entry_digest"])
    if state != row.state:
        row.state, row.decided_at = state, now
        row.claimed_at = row.claimed_by = None
        row.save()


def _enter(version: RuleVersion, looked_at: int, met: int, new: int) -> None:
    enter(
        room="screening",
        act="apply_rule",
        record=str(version.public_id),
        params={"rule": version.rule.code, "travellers": looked_at, "met": met, "new": new},
    )
