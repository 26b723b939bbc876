"""Requests of persons about their data: taken in, identity checked, assigned, extended, answered; core keeps the clock."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from attrs import frozen
from django.db import transaction

from catenary.core.mandate import rights
from catenary.core.mandate.model import Act, DataClass, Handling, Held
from catenary.core.mandate.problems import MANDATE
from catenary.core.mandate.rights import Answer, Ground, RightsKind, RightsState, Told
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, on_record
from catenary.desk.mandate.models import HeldRecord, Membership, Person, RecordFields, RightsCase
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.records.holding import NewRecord, hold, start_clock
from catenary.desk.mandate.rights.notices import tell_registrar
from catenary.desk.mandate.signed_in import SignedIn

KIND = "RightsRequest"
STANDARD = frozenset({Told.RIGHT_TO_CORRECTION, Told.COMPLAINT, Told.COURT, Told.GROUND, Told.REDRESS_UNTIL})
"""What the letter says by itself; the rest is written for each person."""


@frozen
class Asker:
    """Who asks, how to reach them, and what they wrote."""

    name: str
    contact: str
    words: str


@transaction.atomic
def receive(
    *, actor: SignedIn, kind: RightsKind, asker: Asker, language: str, received_at: datetime
) -> RightsCase:
    """Take a request in; its clock runs from when it was received. Raises ProblemError with core's refusal."""
    may_work(actor)
    fields = {"name": asker.name, "contact": asker.contact, "words": asker.words}
    new = NewRecord(DataClass.RIGHTS_REQUEST, KIND, fields, received_at, room="mandate")
    (record,) = hold(organisation=actor.organisation, records=[new])
    case = RightsCase(
        record=record,
        organisation=actor.organisation,
        kind=kind,
        language=language,
        received_at=received_at,
        registered_by=actor.person,
    )
    case.full_clean()
    case.save(force_insert=True)
    _enter(case, "receive_rights_request")
    return case


@transaction.atomic
def assign(*, actor: SignedIn, case: UUID, person: Person) -> RightsCase:
    """Give a request to somebody of the organisation. Raises ProblemError `mandate.organisation_other` for anybody else."""
    row = _locked(actor, case)
    here = Membership.objects.filter(
        person=person, organisation=row.organisation, state=MembershipState.ACTIVE
    )
    if not here.exists():
        raise MANDATE.problem("organisation_other")
    row.assigned_to = person
    _save(row)
    _enter(row, "assign_rights_request")
    return row


@transaction.atomic
def ask_identity(*, actor: SignedIn, case: UUID) -> RightsCase:
    """Ask the person to prove who they are; the clock stands meanwhile. Raises as core's `ask_identity` does."""
    row = _locked(actor, case)
    moved = rights.ask_identity(row.as_core(), actor.now)
    row.state, row.identity_asked_at = moved.state, moved.identity_asked_at
    _save(row)
    _enter(row, "ask_identity")
    return row


@transaction.atomic
def note_identity(*, actor: SignedIn, case: UUID, how: str) -> RightsCase:
    """Note how the person proved who they are; the clock goes on. Raises as core's `prove_identity` does, or without `how`."""
    row = _locked(actor, case)
    if not how.strip():
        raise MANDATE.problem("reason_missing")
    moved = rights.prove_identity(row.as_core(), actor.now)
    row.state, row.paused, row.identity_proven_at = moved.state, moved.paused, actor.now
    _save(row)
    _enter(row, "note_identity", how)
    return row


@transaction.atomic
def extend(*, actor: SignedIn, case: UUID, reason: str) -> RightsCase:
    """Take the longer time, for a reason that the person is told. Raises as core's `extend` does."""
    row = _locked(actor, case)
    row.extended_at = rights.extend(row.as_core(), actor.now, reason=reason).extended_at
    row.extension_reason = reason
    _save(row)
    _enter(row, "extend_rights_request", reason)
    return row


@transaction.atomic
def answer(
    *,
    actor: SignedIn,
    case: UUID,
    outcome: RightsState,
    told: Mapping[Told, str],
    grounds: Iterable[Ground] = (),
    ground_withheld: bool = False,
    erases: Iterable[UUID] = (),
) -> RightsCase:
    """Answer a request: `told` is what the letter says besides its standard parts. Its time until erasure begins.

    `erases` are the records that a granted request for erasure is about: somebody else may order each of them erased. Raises
    ProblemError with the first thing that the answer lacks (`core.mandate.rights.lacking`), or `mandate.rights_closed`,
    `mandate.erases_nothing`, `mandate.record_not_here`.
    """
    row, refused = _locked(actor, case), frozenset(grounds)
    row.erases = _to_erase(actor, row, outcome, erases)
    said = frozenset(item for item, text in told.items() if text.strip())
    standard = STANDARD if row.redress.exists() else STANDARD - {Told.REDRESS_UNTIL}
    moved = rights.close(row.as_core(), Answer(outcome, said | standard, refused), actor.now)
    row.state, row.closed_at, row.paused = moved.state, moved.closed_at, moved.paused
    row.closed_by, row.grounds, row.ground_withheld = actor.person, sorted(refused), ground_withheld
    _save(row)
    content = RecordFields.objects.get(record=row.record)
    content.fields = {**content.fields, "answer": {item.value: told[item] for item in sorted(said)}}
    content.save(update_fields=["fields"])
    start_clock(records=[row.record.public_id], at=actor.now)
    _enter(row, "answer_rights_request", outcome.value)
    tell_registrar(row, actor.person)
    return row


def _to_erase(actor: SignedIn, row: RightsCase, outcome: RightsState, erases: Iterable[UUID]) -> list[UUID]:
    named = list(dict.fromkeys(erases))
    granted = outcome in {RightsState.GRANTED, RightsState.PARTLY_GRANTED}
    if named and not (row.kind == RightsKind.ERASURE and granted):
        raise MANDATE.problem("erases_nothing")
    for each in named:
        record = HeldRecord.objects.filter(
            public_id=each, organisation=row.organisation, erased_at=None
        ).first()
        if record is None:
            raise MANDATE.problem("record_not_here", record=str(each))
        demand(on_record(Act.SEE), actor, record.as_held())
    return named


def may_work(actor: SignedIn, about: DataClass = DataClass.RIGHTS_REQUEST) -> None:
    """Go on only for somebody who works at the rights desk. Raises ProblemError with core's refusal."""
    demand(on_record(Act.EDIT), actor, Held(actor.actor.organisation, about, Handling.RESTRICTED))


def _locked(actor: SignedIn, case: UUID) -> RightsCase:
    row = RightsCase.objects.select_related("record", "organisation").select_for_update(of=("self",))
    found = row.get(public_id=case)
    demand(on_record(Act.EDIT), actor, found.record.as_held())
    return found


def _save(row: RightsCase) -> None:
    row.full_clean()
    row.save()


def _enter(row: RightsCase, act: str, reason: str = "") -> None:
    enter(room="mandate", act=act, record=str(row.record.public_id), reason=reason, params={"kind": row.kind})
