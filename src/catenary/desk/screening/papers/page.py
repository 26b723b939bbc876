"""Reported documents of one traveller as their page shows them: each document beside what registers say, what was said before, what one may do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from attrs import frozen
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding
from catenary.core.documents.numbers import document_class
from catenary.core.documents.outside import OutsideStatus
from catenary.core.intake.model import TravelDocument
from catenary.core.screening.judging import CandidateState, Verdict, why_not
from catenary.core.screening.model import ListedDocument
from catenary.core.screening.reported import Report, Source
from catenary.desk.intake.local_times import AirportTime, airport_time
from catenary.desk.intake.stored import traveller_of
from catenary.desk.mandate.records.queries import bears_name_of, persons_in
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.aligned import date_words
from catenary.desk.screening.candidate_page import fields_of, withheld
from catenary.desk.screening.cases import judge_id, supervises
from catenary.desk.screening.models import OutsideLookup, PaperCase, PaperJudged
from catenary.desk.screening.outside.questions import digest_of
from catenary.desk.screening.papers.judging import case_of, seen_by, version_of
from catenary.desk.screening.papers.keeping import reports_of
from catenary.desk.screening.papers.words import KINDS, VERDICTS, meeting, refusal, reported, standing_tag
from catenary.desk.screening.queue_table import flight_name
from catenary.desk.screening.words import Standing, standing
from catenary.desk.shell.clocks import Clock, clock
from catenary.desk.shell.parts import Event, Masked, Tag, Told
from catenary.desk.shell.sentences import sentence


@frozen
class Said:
    """What one record of a register says of a document, how it meets it, and where it stands."""

    words: str
    meeting: str
    source: str
    as_of: date | None = None
    """The day the register's data is good for."""
    answered_at: datetime | None = None
    """When an outside register answered."""
    reference: str = ""
    """The outside register's own, by which the owner of its record is asked."""


@frozen
class Document:
    """A document of the traveller, as the carrier told it, beside what is reported of it."""

    kind: str
    number: str
    issuer: str
    expires: str
    said: tuple[Said, ...]


@frozen
class PaperPage:
    """Everything the page shows to whoever is here."""

    row: PaperCase
    traveller: object
    standing: Standing
    gone: bool
    tag: Tag
    due: Clock | None
    departs: AirportTime
    flight: str
    documents: tuple[Document, ...]
    withheld: Masked | None
    """In the place of documents, where the traveller's record is masked."""
    erased: bool
    unmasked: bool
    opened_for: tuple[str, ...]
    said: tuple[Event, ...]
    refusal: str
    """Why the viewer may not judge; empty where they may."""
    version: str
    own_name: bool
    source: UUID | None
    """The record of the message that told the documents last."""


def case_row(here: SignedIn, public_id: UUID) -> PaperCase:
    """The row with all that its page needs. Raises PaperCase.DoesNotExist for one of another organisation."""
    rows = PaperCase.objects.select_related(
        "passage__leg", "passage__record__organisation", "passage__last_message__record"
    )
    return rows.get(public_id=public_id, organisation=here.organisation)


def is_gone(row: PaperCase) -> bool:
    """Whether humans decided, and nothing is reported any more: what they decided counts no longer."""
    return not row.reports and row.state in {CandidateState.CLEARED, CandidateState.CONFIRMED}


def paper_page(here: SignedIn, row: PaperCase) -> PaperPage:
    """The case as this person sees it now; what they may not know of other judgements is nowhere in it."""
    record, leg = row.passage.record, row.passage.leg
    fields = fields_of(here, record)
    documents = _documents(row, fields)
    shown, message = standing_of(here, row), row.passage.last_message.record
    why = why_not(case_of(row), judge_id(here.person), supervisor=supervises(here))
    return PaperPage(
        row=row,
        traveller=persons_in(record, fields),
        standing=shown,
        gone=is_gone(row),
        tag=standing_tag(shown, gone=is_gone(row)),
        due=clock(row.due_at, here.now) if row.due_at else None,
        departs=airport_time(leg.origin, leg.departs_at),
        flight=flight_name(leg),
        documents=documents,
        withheld=withheld(here, record) if record.masked and not documents else None,
        erased=record.erased_at is not None,
        unmasked=record.masked and bool(documents),
        opened_for=tuple(sentence(Finding(each)) for each in row.opened_for),
        said=tuple(_event(each) for each in seen_by(row, here.person)),
        refusal=refusal(why) if why else "",
        version=version_of(row),
        own_name=bears_name_of(here, fields),
        source=message.public_id if message else None,
    )


def standing_of(here: SignedIn, row: PaperCase) -> Standing:
    """How it stands to this viewer: that a first judge said something is known to that judge alone."""
    mine = PaperJudged.objects.filter(case=row, turn=row.turn, judge=here.person).exists()
    return standing(CandidateState(row.state), judged=mine)


def _documents(row: PaperCase, fields: Mapping[str, Any]) -> tuple[Document, ...]:
    """Those with a number, as checks count them; none where the record is masked or gone."""
    try:
        told = [each for each in traveller_of(fields).documents if each.number]
    except (ValueError, KeyError, TypeError):
        return ()
    matches = _matches(row)
    return tuple(_document(each, _at(reports_of(row), at), matches) for at, each in enumerate(told))


def _at(reports: Iterable[Report], position: int) -> Sequence[Report]:
    return [each for each in reports if each.position == position]


def _matches(row: PaperCase) -> Mapping[str, OutsideLookup]:
    """What an outside register has, by the digest of the document."""
    rows = OutsideLookup.objects.filter(passage=row.passage_id, status=OutsideStatus.MATCH.value)
    return {each.document: each for each in rows.select_related("register")}


def _document(
    told: TravelDocument, reports: Sequence[Report], matches: Mapping[str, OutsideLookup]
) -> Document:
    match = matches.get(digest_of(ListedDocument(told.number, told.type, told.issuer)))
    return Document(
        kind=str(KINDS[document_class(told.type)]),
        number=told.number,
        issuer=told.issuer or "",
        expires=date_words(told.expires) if told.expires else "",
        said=tuple(_said(each, match) for each in reports),
    )


def _said(report: Report, match: OutsideLookup | None) -> Said:
    if report.source is Source.OWN:
        return Said(reported(report), meeting(report), _("This installation's register"), as_of=report.as_of)
    return Said(
        reported(report),
        meeting(report),
        match.register.name if match else _("An outside register"),
        answered_at=match.answered_at if match else None,
        reference=match.reference if match else "",
    )


def _event(said: PaperJudged) -> Event:
    words = str(VERDICTS[Verdict(said.verdict)])
    return Event(said.at, words, said.judge.name, Told(said.reason) if said.reason else None)
