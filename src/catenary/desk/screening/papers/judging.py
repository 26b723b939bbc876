"""Deciding about reported documents: one person lets them pass; two, each alone, find that one is not valid, or a supervisor beside one."""

from hashlib import sha256
from uuid import UUID

from django.db import transaction

from catenary.core.mandate.model import Act, DeskAct
from catenary.core.screening.judging import DECIDED, CandidateState, Case, Compared, Judgement, Verdict
from catenary.core.screening.judging import judge as judged
from catenary.core.screening.judging_problems import JUDGING
from catenary.core.screening.reported import standing
from catenary.desk.intake.models import Passage
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.records.access import demand as demand_on_record
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.answers_changed import find_changes
from catenary.desk.screening.cases import case_in_turn, judge_id, seen_of, supervises
from catenary.desk.screening.models import Check, PaperCase, PaperJudged
from catenary.desk.screening.papers.keeping import reports_of

_VERSION_LENGTH = 16


@transaction.atomic
def judge_papers(
    *, actor: SignedIn, case: UUID, verdict: Verdict, reason: str, version: str
) -> CandidateState:
    """Say what one thinks of a traveller's reported documents; the log tells that it was said and commits to what, never why.

    `SAME` says that a document is the reported one, or not valid; `DIFFERENT` lets them pass. `version` is what the judge had before
    them (`version_of`). Raises ProblemError with what core refuses, `judging.seen_before_change`, and the refusals of access to the
    traveller's record; PaperCase.DoesNotExist for one of another organisation.
    """
    demand(of_desk(DeskAct.JUDGE), actor)
    row = _locked(actor, case)
    demand_on_record(actor, Act.EDIT, row.passage.record)
    said = _said(actor, verdict, reason)
    after = judged(case_of(row), said)
    if version != version_of(row):
        raise JUDGING.problem("seen_before_change")
    _save(actor, row, said, after)
    enter(
        room="screening",
        act="judge_papers",
        record=str(row.passage.record.public_id),
        personal={"verdict": verdict.value},
    )
    _follow(row)
    find_changes(passages=[row.passage], now=actor.now)
    return after.state


def case_of(row: PaperCase) -> Case:
    """The case in the turn it is in, as the rules of judgement know it."""
    return case_in_turn(row.state, row.turn, _judgements(row))


def seen_by(row: PaperCase, viewer: Person) -> tuple[PaperJudged, ...]:
    """The judgements this person may see, of every turn: one's own, and all of a turn in which no second judge is awaited."""
    return seen_of(_judgements(row), viewer)


def version_of(row: PaperCase) -> str:
    """What tells that neither documents nor reports have changed since a page was opened; it tells neither."""
    told = sorted(each.told for each in reports_of(row))
    return sha256(f"{row.turn} {row.seen} {told}".encode()).hexdigest()[:_VERSION_LENGTH]


def _locked(actor: SignedIn, case: UUID) -> PaperCase:
    """The case, for a change. The traveller is locked first, as checks do, so that no check comes between."""
    rows = PaperCase.objects.filter(public_id=case, organisation=actor.organisation)
    travellers = Passage.objects.filter(pk__in=rows.values("passage"))
    list(travellers.select_for_update(no_key=True))
    whole = rows.select_related("organisation", "passage__leg", "passage__record__organisation")
    return whole.select_for_update(of=("self",)).get()


def _judgements(row: PaperCase) -> list[PaperJudged]:
    return list(PaperJudged.objects.filter(case=row).select_related("judge").order_by("at", "id"))


def _said(actor: SignedIn, verdict: Verdict, reason: str) -> Judgement:
    return Judgement(
        judge=judge_id(actor.person),
        verdict=verdict,
        at=actor.now,
        reason=reason.strip(),
        compared=frozenset({Compared.DOCUMENT}),
        as_supervisor=supervises(actor),
    )


def _save(actor: SignedIn, row: PaperCase, said: Judgement, case: Case) -> None:
    kept = PaperJudged(
        organisation=row.organisation,
        case=row,
        judge=actor.person,
        verdict=said.verdict.value,
        reason=said.reason,
        as_supervisor=said.as_supervisor,
        at=said.at,
        turn=row.turn,
    )
    kept.full_clean()
    kept.save(force_insert=True)
    row.state = case.state.value
    row.decided_at = said.at if case.state in DECIDED else None
    row.full_clean()
    row.save(update_fields=["state", "decided_at"])


def _follow(row: PaperCase) -> None:
    """What was decided counts in the traveller's check from now on."""
    if CandidateState(row.state) in DECIDED:
        told = standing(CandidateState(row.state), is_whole=row.whole).value
        Check.objects.filter(passage=row.passage, counts=True).update(documents=told)
