"""What checks learn of travellers' documents, kept: cases opened, opened again when anything changed, withdrawn when nothing is said any more.

What humans decided counts in the check as long as the same is said of the same documents.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from attrs import frozen

from catenary.core.screening import judging
from catenary.core.screening.judging import CandidateState, Case
from catenary.core.screening.reported import LookedUp, Report, Source, says_the_same, standing, with_former
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Passage
from catenary.desk.screening.found import due_at
from catenary.desk.screening.models import Check, PaperCase
from catenary.desk.screening.problems import CHECKS

_KEPT: Final = (
    "found_by",
    "reports",
    "whole",
    "seen",
    "state",
    "due_at",
    "decided_at",
    "turn",
    "opened_for",
)


@frozen
class LookedUpFor:
    """What registers said of one traveller's documents."""

    passage: Passage
    check: Check
    seen: str
    """Keyed digest of the documents; empty where they could not be read, and then nothing is kept or withdrawn."""
    now: LookedUp


def keep(organisation: Organisation, checked: Iterable[LookedUpFor], now: datetime) -> None:
    """Bring the cases of these travellers up to date, and their checks with what humans decided; nobody's judgement is lost."""
    listed = [each for each in checked if each.seen]
    known = _known(each.passage for each in listed)
    fresh = [_opened(organisation, each, now) for each in listed if _is_new(each, known)]
    PaperCase.objects.bulk_create(fresh)
    told = [(each, known[each.passage.pk]) for each in listed if each.passage.pk in known]
    for each, row in told:
        _bring_up_to_date(row, each, now)
    PaperCase.objects.bulk_update([row for _, row in told], _KEPT)
    Check.objects.bulk_update([each.check for each, row in told if row.reports], ["documents"])


def reports_of(row: PaperCase) -> tuple[Report, ...]:
    """What registers say, as it was kept."""
    return tuple(_report(each) for each in row.reports)


def _known(passages: Iterable[Passage]) -> dict[int, PaperCase]:
    rows = PaperCase.objects.filter(passage__in=[each.pk for each in passages])
    return {each.passage_id: each for each in rows.select_for_update().order_by("pk")}


def _is_new(each: LookedUpFor, known: dict[int, PaperCase]) -> bool:
    return bool(each.now.reports) and each.passage.pk not in known


def _opened(organisation: Organisation, each: LookedUpFor, now: datetime) -> PaperCase:
    return PaperCase(
        organisation=organisation,
        passage=each.passage,
        found_by=each.check,
        reports=_written(each.now.reports),
        whole=each.now.is_whole,
        seen=each.seen,
        due_at=due_at(each.passage),
        found_at=now,
    )


def _bring_up_to_date(row: PaperCase, each: LookedUpFor, now: datetime) -> None:
    same_documents = row.seen == each.seen
    former = reports_of(row)
    told = with_former(each.now, former) if same_documents else each.now
    if told.reports:
        _open_again(row, _changes(row, told, same_documents=same_documents))
    else:
        _withdraw(row, now)
    row.reports, row.whole, row.seen = _written(told.reports), told.is_whole, each.seen
    row.found_by, row.due_at = each.check, due_at(each.passage)
    if told.reports:
        each.check.documents = standing(CandidateState(row.state), is_whole=row.whole).value


def _changes(row: PaperCase, told: LookedUp, *, same_documents: bool) -> list[str]:
    """Why what was judged has to be judged anew."""
    former = reports_of(row)
    holds = {
        "papers_changed": not same_documents,
        "reports_changed": bool(former) and not says_the_same(former, told.reports),
        "found_again": not former,
    }
    return [CHECKS.finding(code).code for code, is_so in holds.items() if is_so]


def _open_again(row: PaperCase, codes: Sequence[str]) -> None:
    """A new turn where anything changed: what was said of other documents or other reports stands for these no more."""
    if codes:
        row.opened_for = list(codes)
        row.turn += 1
        row.state, row.decided_at = judging.reopen().state.value, None


def _withdraw(row: PaperCase, now: datetime) -> None:
    """What was decided stays in the record, and counts no more; what was not needs no decision."""
    state = judging.withdraw(Case(state=CandidateState(row.state))).state
    if state != row.state:
        row.state, row.decided_at = state.value, now


def _written(reports: Iterable[Report]) -> list[dict[str, Any]]:
    return [
        {
            "position": each.position,
            "source": each.source.value,
            "code": each.code,
            "status": each.status,
            "as_of": each.as_of.isoformat() if each.as_of else None,
        }
        for each in reports
    ]


def _report(kept: dict[str, Any]) -> Report:
    as_of = date.fromisoformat(kept["as_of"]) if kept["as_of"] else None
    return Report(kept["position"], Source(kept["source"]), kept["code"], kept["status"], as_of)
