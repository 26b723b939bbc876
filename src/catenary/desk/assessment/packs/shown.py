"""What pages of packs show: one's own packs, one of them, and what a laptop wrote beside what stands."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen
from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding
from catenary.core.assessment.pack_merging import Draft, Named, PackField
from catenary.desk.assessment.models import BroughtPack, GivenPack, Visit
from catenary.desk.assessment.packs.forms import MergeForm, name_of_choice
from catenary.desk.assessment.packs.giving import TAKEN_WITHIN, against_taking
from catenary.desk.assessment.packs.merging import Merging, Proposed
from catenary.desk.assessment.rating.queries import texts_in
from catenary.desk.assessment.rating.words import ACCESSES, SOURCES, STANCES, answer_words
from catenary.desk.assessment.visits.sheet import Part, Sheet, table_of
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import method_in_words
from catenary.desk.shell.parts import Answer, Place, Tag, Told
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Column, Row, Shown


def packs_sheet(here: SignedIn) -> Sheet:
    """All packs that whoever acts took, as row security shows them."""
    rows = (_pack_row(here, each) for each in GivenPack.objects.all())
    table = table_of("packs", _("Offline packs"), _columns(), rows, _("You have taken no offline pack."))
    return Sheet(
        title=_("Offline packs"),
        heading=_("Offline packs"),
        back=Place(_("Visits"), reverse("visits")),
        lead=_("What you answered on a laptop comes back here. Only you see your packs."),
        actions=(_bring(),),
        parts=(Part(table=table),),
    )


def pack_sheet(here: SignedIn, row: GivenPack) -> Sheet:
    """One pack: where it stands, and what came back of it. The file is offered only while it is given."""
    take = Place(_("Take the file"), reverse("pack_file", args=[row.public_id]))
    against = against_taking(here, row) if can_be_taken(row) else None
    brought = (_brought_row(each) for each in row.brought.all())
    table = table_of(
        "brought", _("Brought back"), _brought_columns(), brought, _("Nothing was brought back yet.")
    )
    return Sheet(
        title=_("Offline pack"),
        heading=row.state,
        back=Place(_("Offline packs"), reverse("own_packs")),
        caption=_("Offline pack"),
        lead=_told(row, against),
        actions=(take, _bring()) if can_be_taken(row) and against is None else (_bring(),),
        parts=(Part(answers=tuple(_answers(row))), Part(_("Brought back"), table=table)),
    )


def can_be_taken(row: GivenPack) -> bool:
    """It is signed and not yet forgotten."""
    return bool(row.note) and row.locked is not None


def _bring() -> Place:
    return Place(_("Bring a pack back"), reverse("bring_pack"))


def _columns() -> tuple[Column, ...]:
    return (
        Column("state", _("State"), Shown.NAME),
        Column("given", _("Asked for"), Shown.TIME),
        Column("questions", _("Questions"), Shown.NUMBER),
        Column("standing", _("Standing"), Shown.TAG),
    )


def _pack_row(here: SignedIn, row: GivenPack) -> Row:
    cells: dict[str, object] = {
        "state": row.state,
        "given": row.given_at,
        "questions": row.questions,
        "standing": _tag(here, row),
    }
    return Row(cells, reverse("pack", args=[row.public_id]))


def _tag(here: SignedIn, row: GivenPack) -> Tag:
    if row.brought.exists():
        return Tag(_("brought back"))
    if row.fault:
        return Tag(_("not signed"))
    if not row.note:
        return Tag(_("being signed"))
    given = can_be_taken(row) and against_taking(here, row) is None
    return Tag(_("ready to take")) if given else Tag(_("on the laptop alone"))


def _told(row: GivenPack, against: Finding | None) -> str:
    if row.fault:
        return sentence(Finding(row.fault))
    if against is not None:
        why = sentence(against)
        return _(
            "The file is given no more: %(why)s. What a laptop wrote in it can still be brought back."
        ) % {"why": why}
    if row.locked is None:
        return _("The file is no longer here. What a laptop wrote in it can still be brought back.")
    if not row.note:
        return _("A worker signs it. Load this page again in a few seconds.")
    return _(
        "Open it on the laptop with: catenary pack open FILE. The file waits here for %(days)s days."
    ) % {"days": TAKEN_WITHIN.days}


def _answers(row: GivenPack) -> Iterator[Answer]:
    yield Answer(_("Asked for"), row.given_at)
    yield Answer(_("Questions"), row.questions)
    yield Answer(_("Documents"), row.documents)


def _brought_columns() -> tuple[Column, ...]:
    return (
        Column("saved", _("Written on the laptop"), Shown.TIME),
        Column("brought", _("Brought back"), Shown.TIME),
        Column("merged", _("Merged"), Shown.TIME),
    )


def _brought_row(row: BroughtPack) -> Row:
    cells: dict[str, object] = {
        "saved": row.saved_at,
        "brought": row.brought_at,
        "merged": row.merged_at or "-",
    }
    return Row(cells, reverse("brought_pack", args=[row.public_id]))


@frozen
class FieldShown:
    """A field that both sides changed, and where it is decided."""

    label: str
    theirs: Told
    ours: Told
    choice: BoundField


@frozen
class QuestionShown:
    """One question that the laptop changed."""

    code: str
    text: str
    """Empty where the visit is no longer seen."""
    url: str
    changes: Sequence[tuple[str, Told]]
    """What is taken from the laptop: field and value."""
    added: Sequence[str]
    removed: Sequence[str]
    conflicts: Sequence[FieldShown]
    against: str
    """Why it does not enter."""
    evidence: Sequence[str]
    """All that the laptop had, where it does not enter."""


def questions_shown(row: BroughtPack, merging: Merging, form: MergeForm) -> list[QuestionShown]:
    """Those with something to decide first, then what is taken, then what does not enter."""
    texts = _texts(row.pack)
    shown = [_question(each, form, texts.get(each.merged.question, "")) for each in merging.questions]
    return sorted(shown, key=lambda each: (bool(each.against), not each.conflicts))


def _texts(pack: GivenPack) -> Mapping[str, str]:
    """What the questions asked in the words of the pack, in the reader's language where there is a translation."""
    visit = Visit.objects.filter(pk=pack.visit_id).select_related("edition").first()
    if visit is None or visit.edition is None:
        return {}
    edition = method_in_words(visit.edition, pack.edition_digest)
    translated = texts_in(visit, edition)
    return {each.code: translated.get(each.code, each.texts).text for each in edition.questions}


def _question(each: Proposed, form: MergeForm, text: str) -> QuestionShown:
    merged, stays_out = each.merged, each.against is not None
    theirs = merged.theirs
    told = _fields(theirs) if stays_out else _taken(each)
    return QuestionShown(
        code=merged.question,
        text=text,
        url=reverse("rate", args=[each.panel.public_id]) if each.panel else "",
        changes=told,
        added=() if stays_out else _pieces(merged.draft.evidence - merged.ours.evidence),
        removed=() if stays_out else _pieces(merged.ours.evidence - merged.draft.evidence),
        conflicts=() if stays_out else [_conflict(each, which, form) for which in merged.conflicts],
        against=sentence(each.against) if each.against else "",
        evidence=_pieces(theirs.evidence) if stays_out else (),
    )


def _fields(draft: Draft) -> list[tuple[str, Told]]:
    return [(_label(which), _value(draft, which)) for which in PackField if _value(draft, which).text]


def _taken(each: Proposed) -> list[tuple[str, Told]]:
    merged = each.merged
    found = [which for which in PackField if _value(merged.draft, which) != _value(merged.ours, which)]
    return [(_label(which), _value(merged.draft, which)) for which in found]


def _conflict(each: Proposed, which: PackField, form: MergeForm) -> FieldShown:
    merged = each.merged
    choice = form[name_of_choice(merged.question, which)]
    return FieldShown(_label(which), _value(merged.theirs, which), _value(merged.ours, which), choice)


def _label(which: PackField) -> str:
    return _("Your answer") if which is PackField.ANSWER else _("Reason")


def _value(draft: Draft, which: PackField) -> Told:
    if which is PackField.ANSWER:
        return Told(answer_words(draft.answer) or "")
    return Told(draft.reason.text, draft.reason.language)


def _pieces(evidence: frozenset[Named]) -> list[str]:
    """Each piece in a line."""
    return sorted(_piece(each) for each in evidence)


def _piece(named: Named) -> str:
    piece = named.piece
    words = [
        str(STANCES[piece.stance]),
        str(SOURCES[piece.kind]),
        piece.reference,
        str(ACCESSES[piece.access]),
    ]
    if piece.made_on:
        words.insert(3, piece.made_on.isoformat())
    return " · ".join(words)
