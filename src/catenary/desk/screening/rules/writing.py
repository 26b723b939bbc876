"""Writing rules: each version by one person, criterion by criterion, until it is tried. What was tried is never rewritten."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from attrs import frozen
from django.db import transaction

from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import DeskAct, Purpose
from catenary.core.screening.rule_flow import RuleState
from catenary.core.screening.rule_reading import as_kept
from catenary.core.screening.targeting import Criterion
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import RuleVersion, TargetingRule
from catenary.desk.screening.models.rules import RULE_PURPOSES
from catenary.desk.screening.rules.problems import RULES

WRITE: Final = of_desk(DeskAct.WRITE_RULE)
_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_BEING_WRITTEN: Final = (RuleState.DRAFTED.value, RuleState.SHADOW.value, RuleState.PROPOSED.value)


class Side(StrEnum):
    """Which way a criterion speaks."""

    CRITERIA = "criteria"
    """All of them must hold."""
    UNLESS = "unless"
    """None of them may hold: they speak for the traveller."""


@frozen
class Head:
    """What a rule is called, what it serves, and the laws it stands on."""

    code: str
    name: str
    purpose: Purpose
    basis: str
    legal_ground: str


@transaction.atomic
def make_rule(*, actor: SignedIn, head: Head) -> RuleVersion:
    """A rule, and the draft of its first version: no criteria yet.

    Raises ProblemError with core's refusal, `rules.code_odd`, `rules.code_taken`, `rules.purpose_odd`, `rules.basis_odd`.
    """
    demand(WRITE, actor)
    _demand_head(actor, head)
    row = TargetingRule(
        organisation=actor.organisation,
        code=head.code,
        name=head.name,
        purpose=head.purpose.value,
        basis=head.basis,
        legal_ground=head.legal_ground,
        made_by=actor.person,
        made_at=actor.now,
    )
    row.full_clean()
    row.save()
    enter(room="screening", act="make_rule", record=str(row.public_id), params={"rule": row.code})
    return _drafted(actor, row, RuleVersion(number=1))


@transaction.atomic
def draft_again(*, actor: SignedIn, rule: UUID) -> RuleVersion:
    """A draft in the words of the newest version, to be changed, tried and proposed anew; that one stands meanwhile.

    Raises ProblemError with core's refusal, `rules.draft_stands`; TargetingRule.DoesNotExist.
    """
    demand(WRITE, actor)
    rows = TargetingRule.objects.select_related("organisation")
    row = rows.get(public_id=rule, organisation=actor.organisation)
    versions = list(row.versions.select_for_update())
    if any(each.state in _BEING_WRITTEN for each in versions):
        raise RULES.problem("draft_stands")
    newest = versions[0]
    words = {name: getattr(newest, name) for name in ("aim", "criteria", "unless")}
    return _drafted(actor, row, RuleVersion(number=newest.number + 1, **words))


@transaction.atomic
def set_words(*, actor: SignedIn, version: UUID, aim: str, review_on: date | None) -> RuleVersion:
    """Say which conduct the rule looks for, and when it has to be looked at again.

    Raises ProblemError with core's refusal, `rules.not_a_draft`, `rules.other_author`.
    """
    row = _draft(actor, version)
    row.aim, row.review_on = aim.strip(), review_on
    return _rewritten(row, "aim")


@transaction.atomic
def add_criterion(*, actor: SignedIn, version: UUID, side: Side, criterion: Criterion) -> RuleVersion:
    """One more criterion, behind the others. What is wrong with it beside them is told when the rule is to be tried.

    Raises as `set_words` does.
    """
    return _change(actor, version, side, lambda listed: [*listed, as_kept(criterion)])


@transaction.atomic
def remove_criterion(*, actor: SignedIn, version: UUID, side: Side, place: int) -> RuleVersion:
    """One criterion less; `place` is counted from 0. Raises as `set_words` does, and `rules.no_criterion`."""

    def without(listed: list[Any]) -> list[Any]:
        _demand_place(listed, place)
        return [*listed[:place], *listed[place + 1 :]]

    return _change(actor, version, side, without)


@transaction.atomic
def move_up(*, actor: SignedIn, version: UUID, side: Side, place: int) -> RuleVersion:
    """A criterion before the one above it. Raises as `remove_criterion` does, for the first one too."""

    def moved(listed: list[Any]) -> list[Any]:
        _demand_place(listed, place)
        _demand_place(listed, place - 1)
        return [*listed[: place - 1], listed[place], listed[place - 1], *listed[place + 1 :]]

    return _change(actor, version, side, moved)


def require_reason(reason: str) -> None:
    """Go on only with a reason in words. Raises ProblemError `rules.reason_missing`."""
    if not reason.strip():
        raise RULES.problem("reason_missing")


def _demand_head(actor: SignedIn, head: Head) -> None:
    if not _CODE.fullmatch(head.code):
        raise RULES.problem("code_odd")
    if TargetingRule.objects.filter(organisation=actor.organisation, code=head.code).exists():
        raise RULES.problem("code_taken", rule=head.code)
    if head.purpose not in RULE_PURPOSES:
        raise RULES.problem("purpose_odd")
    law = LEGAL_BASES.get(head.basis)
    if law is None or head.purpose not in law.purposes:
        raise RULES.problem("basis_odd")


def _drafted(actor: SignedIn, rule: TargetingRule, row: RuleVersion) -> RuleVersion:
    row.organisation, row.rule = rule.organisation, rule
    row.drafted_by, row.drafted_at = actor.person, actor.now
    row.full_clean()
    row.save()
    _enter(row, "draft_rule", "")
    return row


def _draft(actor: SignedIn, version: UUID) -> RuleVersion:
    """The draft, locked, for its author."""
    demand(WRITE, actor)
    rows = RuleVersion.objects.select_related("rule", "organisation").select_for_update(of=("self",))
    row = rows.get(public_id=version, organisation=actor.organisation)
    if row.state != RuleState.DRAFTED:
        raise RULES.problem("not_a_draft")
    if row.drafted_by_id != actor.person.pk:
        raise RULES.problem("other_author")
    return row


def _change(
    actor: SignedIn, version: UUID, side: Side, change: Callable[[list[Any]], list[Any]]
) -> RuleVersion:
    row = _draft(actor, version)
    setattr(row, side.value, change(getattr(row, side.value)))
    return _rewritten(row, side.value)


def _rewritten(row: RuleVersion, part: str) -> RuleVersion:
    row.full_clean()
    row.save()
    _enter(row, "write_rule", part)
    return row


def _demand_place(listed: list[Any], place: int) -> None:
    if not 0 <= place < len(listed):
        raise RULES.problem("no_criterion")


def _enter(row: RuleVersion, act: str, part: str) -> None:
    enter(
        room="screening",
        act=act,
        record=str(row.public_id),
        params={"rule": row.rule.code, "version": row.number, "part": part or None},
    )
