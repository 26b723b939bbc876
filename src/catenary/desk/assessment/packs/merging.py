"""What came back beside what stands at the hub, question by question; and writing down what its person decided."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from attrs import frozen
from django.db import transaction
from django.db.models import QuerySet

from catenary.basis.findings import Finding, ProblemError
from catenary.core.assessment.pack_merging import (
    Draft,
    Kept,
    Merged,
    Named,
    PackField,
    Saved,
    Trail,
    against_entering,
    is_overtaken,
    merge_drafts,
    newest_behind,
    settled,
)
from catenary.core.assessment.pack_problems import PACK
from catenary.desk.assessment.access import SEE, is_on_team
from catenary.desk.assessment.models import BroughtPack, Panel, Rating, RatingEvidence, Seat, Visit
from catenary.desk.assessment.packs.gathering import draft_of, own_panels
from catenary.desk.assessment.rating import writing
from catenary.desk.assessment.rating.panels import as_core, name_of
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.formats.visit_pack.contents import drafts_as_data, drafts_from_data, trail_from_data

Choices = Mapping[str, Mapping[PackField, Kept]]
"""Which side stands, by question and field."""


@frozen
class Proposed:
    """One question that the laptop changed, as it would enter; `against` says why it does not."""

    merged: Merged
    panel: Panel | None
    against: Finding | None = None


@frozen
class Merging:
    """Everything that would come of merging what was brought."""

    older: bool
    """A state that went on from this one was merged before."""
    questions: Sequence[Proposed] = ()

    @property
    def entering(self) -> list[Proposed]:
        """Those that can enter, with or without conflicts."""
        return [each for each in self.questions if each.against is None]

    @property
    def kept(self) -> list[Proposed]:
        """Those that cannot: they stay readable with what was brought."""
        return [each for each in self.questions if each.against is not None]


def proposed(here: SignedIn, row: BroughtPack) -> Merging:
    """What would come of merging it now."""
    if is_overtaken(_trail(row), map(_trail, _merged(row))):
        return Merging(older=True)
    visit = Visit.objects.filter(pk=row.pack.visit_id).first()
    panels = {each.question: each for each in own_panels(here, visit)} if visit else {}
    ours = _ours(here, panels)
    merged = merge_drafts(_base(row), drafts_from_data(row.drafts), ours)
    return Merging(older=False, questions=[_proposed(here, row, visit, each, panels) for each in merged])


@transaction.atomic
def merge_pack(*, actor: SignedIn, brought: UUID, choices: Choices) -> Merging:
    """Write what enters as drafts; what cannot is kept and said why. Merging again what entered before changes nothing.

    Raises ProblemError `pack.choice_missing` where a conflict that was shown, or came up since, has no choice; BroughtPack.DoesNotExist.
    """
    demand(SEE, actor)
    rows = BroughtPack.objects.select_related("pack").select_for_update(of=("self",))
    row = rows.get(public_id=brought, person=actor.person, organisation=actor.organisation)
    _hold_panels(actor, row)
    merging = proposed(actor, row)
    if merging.older:
        return merging
    done = [_entered(actor, row, each, choices) for each in merging.questions]
    entered = [each for each in done if each.against is None]
    codes = (each.merged.question for each in entered)
    row.settled = drafts_as_data(settled(_base(row), drafts_from_data(row.drafts), codes))
    row.merged_at = actor.now
    row.save(update_fields=["settled", "merged_at"])
    told: dict[str, str | int | bool | None] = {
        "pack": str(row.pack.public_id),
        "entered": len(entered),
        "kept": len(done) - len(entered),
    }
    enter(room="assessment", act="merge_pack", record=str(row.public_id), params=told)
    return Merging(older=False, questions=done)


def _hold_panels(actor: SignedIn, row: BroughtPack) -> None:
    """What stands stays as it is read until what enters is written, whichever window or laptop comes meanwhile.

    In one order, as two merges would wait for each other; those that row security lets nobody write on enter nothing.
    """
    seats = Seat.objects.filter(visit=row.pack.visit_id, rater=actor.person).values("panel")
    rows = Panel.objects.filter(pk__in=seats).order_by("pk").select_for_update(of=("self",))
    list(rows.values_list("pk", flat=True))


def _base(row: BroughtPack) -> dict[str, Draft]:
    """What hub and laptop last had in common: after the newest merge of what this went on from, or when the pack was given."""
    merged = {_trail(each): each for each in _merged(row)}
    newest = newest_behind(_trail(row), merged)
    return drafts_from_data(row.pack.base if newest is None else merged[newest].settled)


def _merged(row: BroughtPack) -> "QuerySet[BroughtPack]":
    return BroughtPack.objects.filter(pack=row.pack, merged_at__isnull=False)


def _trail(row: BroughtPack) -> Trail:
    return (*trail_from_data(row.earlier), Saved(row.copy, row.revision))


def _ours(here: SignedIn, panels: Mapping[str, Panel]) -> dict[str, Draft]:
    rows = Rating.objects.filter(panel__in=panels.values(), rater=here.person)
    return {
        each.panel.question: draft_of(each)
        for each in rows.select_related("panel").prefetch_related("evidence")
    }


def _proposed(
    here: SignedIn, row: BroughtPack, visit: Visit | None, merged: Merged, panels: Mapping[str, Panel]
) -> Proposed:
    panel = panels.get(merged.question)
    against = against_entering(
        as_core(panel, panel.seats.all()) if panel else None,
        name_of(here),
        on_team=visit is not None and is_on_team(here, visit),
        digests=(row.pack.edition_digest, panel.visit.edition_digest if panel else ""),
    )
    return Proposed(merged, panel, against)


def _entered(actor: SignedIn, row: BroughtPack, each: Proposed, choices: Choices) -> Proposed:
    if each.against is not None or each.panel is None:
        return each
    merged = each.merged.decided(choices.get(each.merged.question, {}))
    try:
        with transaction.atomic():  # a draft that the rules refuse leaves nothing half-written behind
            _write(actor, each.panel, merged)
    except ProblemError as refusal:
        return Proposed(merged, each.panel, refusal.finding)
    return Proposed(merged, each.panel)


def _write(actor: SignedIn, panel: Panel, merged: Merged) -> None:
    draft, ours = merged.draft, merged.ours
    if (draft.answer, draft.reason) != (ours.answer, ours.reason):
        said = writing.Said(draft.answer, draft.reason.text, draft.reason.language)
        writing.keep_draft(actor=actor, panel=panel.public_id, said=said)
    for each in sorted(draft.evidence - ours.evidence, key=lambda named: named.piece.reference):
        if each.counts_digest:
            raise PACK.problem("damaged", part="counts")  # only the hub checks a counts file
        writing.add_evidence(actor=actor, panel=panel.public_id, piece=each.piece)
    for each in ours.evidence - draft.evidence:
        _remove(actor, panel, each)


def _remove(actor: SignedIn, panel: Panel, named: Named) -> None:
    """Every piece that says the same goes: the rules know it as one."""
    for piece in RatingEvidence.objects.filter(panel=panel, rater=actor.person):
        if Named(writing.as_piece(piece), piece.counts_digest) == named:
            writing.remove_evidence(actor=actor, panel=panel.public_id, evidence=piece.public_id)
