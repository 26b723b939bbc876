"""The answer for one traveller, from what is known of them and of the lists: pure, apart from reading the index."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from catenary.basis.findings import Finding, Severity
from catenary.core.documents.model import DocumentAnswer, DocumentStatus
from catenary.core.intake.model import Traveller
from catenary.core.mandate.redress import Traits, honoured
from catenary.core.screening.carrier_answer import DocumentStanding
from catenary.core.screening.clearing import Clearance, spares, traveller_digest
from catenary.core.screening.judging_problems import JUDGING
from catenary.core.screening.list_thresholds import ByList
from catenary.core.screening.model import ListEntry, Person, Status
from catenary.core.screening.reported import NOTHING, LookedUp
from catenary.core.screening.tokens import split_name
from catenary.desk.intake.models import Passage
from catenary.desk.intake.stored import traveller_of
from catenary.desk.mandate.rights.redress import paper
from catenary.desk.screening.found import Found
from catenary.desk.screening.grounds import Ground, NoLists
from catenary.desk.screening.models import Remembered
from catenary.desk.screening.papers.looking import looked_up
from catenary.desk.screening.problems import CHECKS
from catenary.desk.screening.seen import NOBODY, Seen, seen_in
from catenary.formats.screening_checks import check_subject
from catenary.formats.screening_input import Subject, subject_of
from catenary.formats.screening_records import Screened

_TOLD: Final = ("screening.", "documents.")
"""Rooms whose findings say why something was not checked, or what is odd about a document."""
SPARED: Final = JUDGING.finding("cleared_before", list="", entry="").code


@frozen
class Answered:
    """Everything that is said of one traveller."""

    passage: Passage
    status: Status
    documents: DocumentStanding
    reasons: tuple[str, ...]
    digest: str = ""
    seen: Seen = NOBODY
    found: Sequence[Found] = ()
    spared_by: Sequence[Remembered] = ()
    papers: LookedUp = NOTHING
    """What registers say of the documents; `seen` tells which documents they were."""

    @property
    def is_whole(self) -> bool:
        """Whether entries that were not found are not there: only then does a candidate fall away."""
        return self.status in {Status.CANDIDATES, Status.NO_MATCH}


@frozen
class Asked:
    """A traveller who can be checked, as their record tells them."""

    passage: Passage
    subject: Subject
    person: Person
    traits: Traits
    seen: Seen

    @property
    def digest(self) -> str:
        """Of what tells the traveller; empty where too little is known."""
        return traveller_digest(self.person) or ""


def asked(passage: Passage, fields: Mapping[str, Any] | None, ground: Ground) -> Asked | Answered:
    """The traveller of a record; or why nobody can be checked by it."""
    if passage.record.masked:
        return unchecked(passage, ground, "record_masked")
    if fields is None:
        return unchecked(passage, ground, "record_gone")
    try:
        traveller = traveller_of(fields)
    except ValueError:
        return unchecked(passage, ground, "record_unreadable")
    subject = subject_of(traveller, ground.now.date())
    assert subject.person is not None
    return Asked(passage, subject, subject.person, _traits(traveller, subject.person), seen_in(fields))


def unchecked(passage: Passage, ground: Ground, code: str) -> Answered:
    """Nobody was looked for, and why."""
    reasons = (*ground.reasons, CHECKS.finding(code).code)
    return Answered(passage, Status.NOT_CHECKED, DocumentStanding.NOT_CHECKED, reasons)


def failed(passage: Passage, ground: Ground) -> Answered:
    """Something broke off; nothing is known."""
    reasons = (*ground.reasons, CHECKS.finding("failed").code)
    return Answered(passage, Status.CHECK_FAILED, DocumentStanding.NOT_CHECKED, reasons)


def answer(who: Asked, memory: Collection[Remembered], ground: Ground) -> Answered:
    """The traveller against lists and register: candidates, nobody, or why that cannot be said.

    `memory` holds the cleared matches of this traveller.
    """
    screened = _screened(who, ground)
    sorting = _sorted(who, memory, screened, ground)
    return Answered(
        passage=who.passage,
        status=_status(who, screened, sorting, ground),
        documents=documents_standing(answer for _, answer in screened.documents),
        reasons=tuple(dict.fromkeys((*ground.reasons, *_reasons(screened), *sorting.reasons))),
        digest=who.digest,
        seen=who.seen,
        found=sorting.found,
        spared_by=sorting.spared_by,
        papers=looked_up([answer for _, answer in screened.documents]),
    )


def _screened(who: Asked, ground: Ground) -> Screened:
    if ground.open is None:
        return check_subject("", who.subject, NoLists(), ground.look_up)
    with ground.open.alone():
        screener = ByList(ground.open.screener, ground.shifts) if ground.shifts else ground.open.screener
        return check_subject("", who.subject, screener, ground.look_up)


@frozen
class _Sorting:
    """What became of the candidates that the lists gave."""

    found: tuple[Found, ...]
    spared_by: tuple[Remembered, ...]
    reasons: tuple[str, ...]


def _sorted(who: Asked, memory: Collection[Remembered], screened: Screened, ground: Ground) -> _Sorting:
    """Those that stand, and why others do not: their list or entry is past review, or the traveller is known not to be them."""
    found: list[Found] = []
    spared_by: list[Remembered] = []
    reasons: list[str] = []
    for candidate in screened.candidates:
        watch_list = ground.lists.get(candidate.list)
        if watch_list is None:
            continue  # the ground says that the list was left out
        entry = ground.entry(candidate)
        spared = next((each for each in memory if _spares(each, who, entry, ground)), None)
        if reason := _why_not(who, entry, spared, ground):
            reasons.append(reason)
            spared_by += [spared] if spared else []
        else:
            found.append(Found(candidate, entry, watch_list))
    return _Sorting(tuple(found), tuple(spared_by), tuple(reasons))


def _why_not(who: Asked, entry: ListEntry, memory: Remembered | None, ground: Ground) -> str:
    if entry.review_by is not None and entry.review_by.last < ground.now.date():
        return CHECKS.finding("entry_past_review").code
    if memory is not None:
        return SPARED
    cleared = honoured(ground.redress, entry.list, entry.entry, who.traits, ground.now)
    return cleared.code if cleared else ""


def _spares(memory: Remembered, who: Asked, entry: ListEntry, ground: Ground) -> bool:
    told = Clearance(memory.list, memory.entry, memory.entry_digest, memory.traveller_digest, memory.until)
    return spares(told, who.person, entry, ground.now)


def _status(who: Asked, screened: Screened, sorting: _Sorting, ground: Ground) -> Status:
    if ground.failed:
        return Status.CHECK_FAILED
    if ground.open is None or screened.status in {Status.NOT_CHECKED, Status.CHECK_FAILED}:
        return screened.status if screened.status is Status.CHECK_FAILED else Status.NOT_CHECKED
    if sorting.found:
        return Status.CANDIDATES
    read = who.subject.is_whole and any(split_name(name.full) for name in who.person.names)
    return Status.NO_MATCH if read else Status.NOT_CHECKED


def documents_standing(answers: Iterable[DocumentAnswer]) -> DocumentStanding:
    """The gravest of what the register says; nothing is said against documents only where all were looked up."""
    statuses = {each.status for each in answers}
    if statuses & {DocumentStatus.FOUND, DocumentStatus.NEAR}:
        return DocumentStanding.TO_LOOK_AT
    if not statuses or DocumentStatus.NOT_CHECKED in statuses:
        return DocumentStanding.NOT_CHECKED
    return DocumentStanding.NOTHING_AGAINST


def _reasons(screened: Screened) -> Iterator[str]:
    """Codes alone: their values are the traveller's."""
    noticed: list[Finding] = [*screened.findings]
    for _, answered in screened.documents:
        noticed += answered.findings
    for finding in noticed:
        if finding.code.startswith(_TOLD) and finding.severity is not Severity.NOTICE:
            yield finding.code
    if not screened.documents:
        yield JUDGING.finding("document_missing").code


def _traits(traveller: Traveller, person: Person) -> Traits:
    """What tells the traveller apart, as a redress record knows it."""
    papers = ((each.number, each.issuer) for each in person.documents)
    return Traits(
        born=traveller.born,
        sex=person.sex,
        nationality=next(iter(person.nationalities), None),
        documents=frozenset(paper(number, issuer) for number, issuer in papers if issuer),
    )
