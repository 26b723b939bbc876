"""One candidate as its page shows it: traveller beside entry, reasons, what was said before, and what one may do."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from attrs import frozen
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding
from catenary.core.mandate.model import Act, MaskedCategory
from catenary.core.screening.judging import DECIDED, CandidateState, Compared, Verdict, why_not
from catenary.core.screening.model import Person
from catenary.core.screening.travellers import person_of
from catenary.desk.intake.local_times import AirportTime, airport_time
from catenary.desk.intake.stored import traveller_of
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.records.access import may
from catenary.desk.mandate.records.queries import ask_url, bears_name_of, opened, persons_in
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.aligned import Aligned, aligned
from catenary.desk.screening.cases import case_of, judge_id, seen_by, supervises
from catenary.desk.screening.claims import claimant
from catenary.desk.screening.drills.entries import was_drill
from catenary.desk.screening.judging import version_of
from catenary.desk.screening.models import Candidate, Judged, Remembered
from catenary.desk.screening.outcome_words import outcome_events
from catenary.desk.screening.queue_table import flight_name
from catenary.desk.screening.still import stands_now
from catenary.desk.screening.told import Told, told_of
from catenary.desk.screening.weights import Reason, reasons
from catenary.desk.screening.words import (
    COMPARED,
    VERDICTS,
    Standing,
    band_tag,
    gone_tag,
    standing,
    standing_tag,
)
from catenary.desk.shell.clocks import Clock, clock
from catenary.desk.shell.parts import Answer, Event, Masked, Tag
from catenary.desk.shell.parts import Told as FreeText
from catenary.desk.shell.sentences import sentence


@frozen
class Work:
    """Who works on the candidate, and what the viewer may do about that."""

    by: str
    mine: bool
    refusal: str
    """Why the viewer may not judge it; empty where they may."""
    may_claim: bool
    may_give_away: bool


@frozen
class Sides:
    """What traveller and entry tell now; `withheld` where a record is masked, nothing where one is erased."""

    fields: tuple[Aligned, ...] = ()
    reasons: tuple[Reason, ...] = ()
    withheld: tuple[Masked, ...] = ()
    erased: bool = False
    unmasked: bool = False


@frozen
class CandidatePage:
    """Everything the page of a candidate shows to whoever is here."""

    row: Candidate
    traveller: object
    seat: str
    standing: Standing
    gone: bool
    """Confirmed, and what it rests on is there no more: the entry was taken off, or the traveller's data meet it no more."""
    was_drill: bool
    """The entry was invented for a drill: told once it is decided, or when the drill has ended."""
    tag: Tag
    band: Tag
    due: Clock | None
    departs: AirportTime
    flight: str
    sides: Sides
    entry: tuple[Answer, ...]
    opened_for: tuple[str, ...]
    """Why it is open again, in sentences."""
    said: tuple[Event, ...]
    outcomes: tuple[Event, ...]
    """What came of it at the border."""
    cleared: tuple[Event, ...]
    others: tuple[tuple[Candidate, Tag], ...]
    work: Work
    version: str
    own_name: bool
    source: UUID | None
    """The record of the message that spoke of the traveller last."""


def candidate_of(here: SignedIn, public_id: UUID) -> Candidate:
    """The row with all that its page needs. Raises Candidate.DoesNotExist for one of another organisation."""
    rows = Candidate.objects.select_related(
        "list",
        "rule__rule",
        "claimed_by",
        "record__organisation",
        "passage__leg",
        "drill",
        "passage__record__organisation",
        "passage__last_message__record",
    )
    return rows.get(public_id=public_id, organisation=here.organisation)


def candidate_page(here: SignedIn, row: Candidate) -> CandidatePage:
    """The candidate as this person sees it now; what they may not know of other judgements is nowhere in it."""
    traveller, entry = fields_of(here, row.passage.record), fields_of(here, row.record)
    told, leg = _told(entry), row.passage.leg
    shown = standing_of(here, row)
    message = row.passage.last_message.record
    gone = shown is Standing.CONFIRMED and not stands_now(row)
    return CandidatePage(
        row=row,
        traveller=persons_in(row.passage.record, traveller),
        seat=str(traveller.get("seat") or ""),
        standing=shown,
        gone=gone,
        was_drill=was_drill(row),
        tag=gone_tag() if gone else standing_tag(shown),
        band=band_tag(row.band),
        due=clock(row.due_at, here.now) if row.due_at else None,
        departs=airport_time(leg.origin, leg.departs_at),
        flight=flight_name(leg),
        sides=_sides(here, row, _person(traveller), told),
        entry=_entry(row, told),
        opened_for=tuple(sentence(Finding(each)) for each in row.opened_for),
        said=tuple(map(_event, seen_by(row, here.person))),
        outcomes=outcome_events(row),
        cleared=tuple(_cleared(row)),
        others=tuple(others_of(here, row)),
        work=work_of(here, row),
        version=version_of(row),
        own_name=bears_name_of(here, traveller),
        source=message.public_id if message else None,
    )


def fields_of(here: SignedIn, record: HeldRecord) -> Mapping[str, Any]:
    """What a record tells this person now; nothing where it is closed to them or erased."""
    content = opened(here, record)
    return content.fields if content else {}


def _told(fields: Mapping[str, Any]) -> Told | None:
    try:
        return told_of(fields)
    except ValueError:
        return None


def _person(fields: Mapping[str, Any]) -> Person | None:
    try:
        return person_of(traveller_of(fields))
    except (ValueError, KeyError, TypeError):
        return None


def _sides(here: SignedIn, row: Candidate, person: Person | None, told: Told | None) -> Sides:
    records = (row.passage.record, row.record)
    unmasked = any(each.masked for each in records)
    if person is not None and told is not None:
        return Sides(aligned(person, told), reasons(told.findings), unmasked=unmasked)
    if any(each.erased_at for each in records):
        return Sides(erased=True)
    return Sides(withheld=tuple(withheld(here, each) for each in records if each.masked))


def withheld(here: SignedIn, record: HeldRecord) -> Masked:
    """That a record is masked, and where to ask for it."""
    asks = may(here, Act.ASK_UNMASKING, record).allowed
    return Masked(MaskedCategory.PASSENGER_INFORMATION, ask_url(record.public_id) if asks else "")


def standing_of(here: SignedIn, row: Candidate) -> Standing:
    """How the candidate stands to this person."""
    mine = Judged.objects.filter(candidate=row, turn=row.turn, judge=here.person).exists()
    return standing(CandidateState(row.state), judged=mine)


def _entry(row: Candidate, told: Told | None) -> tuple[Answer, ...]:
    answers = [
        Answer(_("List"), f"{row.watch_list.code} · {row.watch_list.name}", exact=True),
        Answer(_("Entry"), row.entry, exact=True),
        Answer(
            _("Legal ground"), (told and told.listed.legal_ground) or row.watch_list.legal_ground, exact=True
        ),
    ]
    if told and told.listed.listed_on:
        answers.append(Answer(_("Listed on"), str(told.listed.listed_on), exact=True))
    review = (told and told.listed.review_by and str(told.listed.review_by)) or row.watch_list.review_by
    return (*answers, Answer(_("To be reviewed by"), review, exact=True))


def _event(said: Judged) -> Event:
    compared = ", ".join(str(COMPARED[Compared(each)]) for each in said.compared)
    what = _("%(verdict)s. Compared: %(compared)s") % {
        "verdict": VERDICTS[Verdict(said.verdict)],
        "compared": compared,
    }
    return Event(said.at, what, said.judge.name, FreeText(said.reason) if said.reason else None)


def _cleared(row: Candidate) -> Iterable[Event]:
    """Entries that the same traveller, told by birth date and document, was found not to be."""
    if not row.traveller_digest:
        return
    kept = Remembered.objects.filter(organisation=row.organisation, traveller_digest=row.traveller_digest)
    for each in kept.exclude(candidate=row).select_related("candidate").order_by("-candidate__decided_at"):
        what = _("A different person from %(entry)s of %(list)s; it spared the traveller %(count)s times") % {
            "entry": each.entry,
            "list": each.list,
            "count": each.spared,
        }
        at = each.candidate.decided_at or each.candidate.found_at
        yield Event(at, what, url=reverse("candidate", args=[each.candidate.public_id]))


def others_of(here: SignedIn, row: Candidate) -> Iterable[tuple[Candidate, Tag]]:
    """Other entries that may be the same traveller, and rules that the journey met."""
    same = (
        Candidate.objects.filter(passage=row.passage_id)
        .exclude(pk=row.pk)
        .select_related("list", "rule__rule")
    )
    for each in same:
        yield each, standing_tag(standing_of(here, each))


def work_of(here: SignedIn, row: Candidate) -> Work:
    """Who works on it, and what this person may do about that."""
    refusal = why_not(case_of(row), judge_id(here.person), supervisor=supervises(here))
    who = claimant(row, here.now)
    mine = who == here.person
    words = sentence(refusal) if refusal else ""
    return Work(
        by=who.name if who else "",
        mine=mine,
        refusal=words,
        may_claim=not refusal and who is None,
        may_give_away=CandidateState(row.state) not in DECIDED and (mine or supervises(here)),
    )
