"""What the pages of a pack show, in the reader's language where the pack has it, else in the edition's own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256

from attrs import frozen
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding
from catenary.core.assessment.pack_merging import Draft, Named
from catenary.core.measures.model import Answer as Said
from catenary.core.measures.model import QuestionKind
from catenary.desk.assessment.packs.laptop.working import Working
from catenary.desk.assessment.rating.words import ACCESSES, KINDS, SOURCES, answer_words
from catenary.desk.assessment.visits.words import DOCUMENTS, told
from catenary.desk.shell.parts import Colour, Tag, Told
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.words import word
from catenary.formats.visit_pack.contents import DocumentRecord, EarlierRecord, QuestionRecord, TextsRecord


@frozen
class Listed:
    """A question in the list."""

    code: str
    text: str
    kind: str
    tag: Tag
    url: str
    answered: bool


@frozen
class ListedArea:
    """An area with its questions."""

    code: str
    name: str
    questions: Sequence[Listed]

    @property
    def done(self) -> int:
        """How many have an answer."""
        return sum(each.answered for each in self.questions)


@frozen
class PieceShown:
    """A piece of evidence in words, and the name by which a form speaks of it."""

    stance: str
    kind: str
    reference: str
    made_on: date | None
    access: str
    piece: str


@frozen
class PaperShown:
    """A document, with where its file is opened, or why it did not come along."""

    title: str
    kind: str
    handling: str
    url: str
    left_out: str


@frozen
class QuestionPage:
    """One question."""

    code: str
    area: str
    kind: str
    texts: TextsRecord
    language: str
    """Of the texts, where it is not the reader's."""
    source: str
    closed: str
    cards: Sequence[tuple[str, str]]
    cannot_apply: bool
    earlier: Sequence[tuple[str, str, Told]]
    """Whose, the answer in a word, the reason."""
    pieces: Sequence[PieceShown]
    following: str
    """The address of the next without an answer."""


def areas_of(working: Working) -> list[ListedArea]:
    """All questions, by area."""
    found: dict[str, list[Listed]] = {code: [] for code in working.visit.areas}
    for each in working.visit.questions:
        found[each.area].append(_listed(working, each))
    names = working.visit.areas
    return [ListedArea(code, _name(working, names[code]), asked) for code, asked in found.items()]


def papers_of(working: Working) -> list[PaperShown]:
    """All documents."""
    return [_paper(each) for each in working.visit.documents]


def question_page(working: Working, question: QuestionRecord) -> QuestionPage:
    """One of them."""
    texts, language = _texts(working, question)
    return QuestionPage(
        code=question.code,
        area=_name(working, working.visit.areas[question.area]),
        kind=str(KINDS[QuestionKind(question.kind)]),
        texts=texts,
        language=language,
        source=_source(question),
        closed=sentence(Finding(question.closed)) if question.closed else "",
        cards=[(str(level), text) for level, text in enumerate(texts.levels, start=1)],
        cannot_apply=question.cannot_apply,
        earlier=[_earlier(each) for each in question.earlier],
        pieces=[_piece(each) for each in _evidence_of(working.draft(question.code))],
        following=_following(working, question.code),
    )


def name_of_piece(named: Named) -> str:
    """By which a form speaks of a piece of evidence: the same for all that say the same."""
    return sha256(str(named).encode()).hexdigest()[:16]


def _evidence_of(draft: Draft) -> list[Named]:
    return sorted(draft.evidence, key=lambda each: (each.piece.reference, str(each)))


def _listed(working: Working, question: QuestionRecord) -> Listed:
    draft = working.draft(question.code)
    return Listed(
        question.code,
        _texts(working, question)[0].text,
        str(KINDS[QuestionKind(question.kind)]),
        _tag(question, draft),
        reverse("pack_question", args=[question.code]),
        bool(question.closed) or draft.answer is not None,
    )


def _tag(question: QuestionRecord, draft: Draft) -> Tag:
    if question.closed == "rating.submitted_already":
        return Tag(_("handed in"), Colour.TEAL)
    if question.closed:
        return Tag(_("closed"), Colour.GREY)
    return Tag(_("draft"), Colour.BLUE) if draft != Draft() else Tag(_("not begun"))


def _texts(working: Working, question: QuestionRecord) -> tuple[TextsRecord, str]:
    found = _in_own_language(question.texts)
    if found is not None:
        return found, ""
    original = working.visit.edition_language
    return question.texts[original], original


def _in_own_language(by_language: Mapping[str, TextsRecord]) -> TextsRecord | None:
    tongue = (get_language() or "en").split("-", 1)[0]
    return next((each for code, each in by_language.items() if code.split("-", 1)[0] == tongue), None)


def _name(working: Working, names: Mapping[str, str]) -> str:
    tongue = (get_language() or "en").split("-", 1)[0]
    own = next((name for code, name in names.items() if code.split("-", 1)[0] == tongue), "")
    return own or names[working.visit.edition_language]


def _source(question: QuestionRecord) -> str:
    if not question.paragraph:
        return question.resolution
    values = {"resolution": question.resolution, "paragraph": question.paragraph}
    return _("%(resolution)s, paragraph %(paragraph)s") % values


def _earlier(record: EarlierRecord) -> tuple[str, str, Told]:
    whose = _("The State's own") if record.of == "state" else _("Agreed in %(year)s") % {"year": record.year}
    return whose, answer_words(Said.parse(record.answer)) or "", Told(record.reason, record.language)


def _piece(named: Named) -> PieceShown:
    piece = named.piece
    kind, access = str(SOURCES[piece.kind]), str(ACCESSES[piece.access])
    return PieceShown(piece.stance, kind, piece.reference, piece.made_on, access, name_of_piece(named))


def _paper(record: DocumentRecord) -> PaperShown:
    reasons = {
        "originator": _("Not in the pack: its originator decides who holds it"),
        "not_scanned": _("Not in the pack: no scanner found it clean"),
    }
    return PaperShown(
        record.title,
        told(DOCUMENTS, record.kind),
        str(word("handling", record.handling)),
        reverse("pack_document", args=[record.part]) if record.part else "",
        reasons.get(record.left_out, ""),
    )


def _following(working: Working, code: str) -> str:
    """The next that is open and has no answer, round to the first."""
    asked = [each.code for each in _open(working)]
    at = asked.index(code) if code in asked else -1
    ordered = [*asked[at + 1 :], *asked[: max(at, 0)]]
    left = (each for each in ordered if working.draft(each).answer is None)
    found = next(left, None)
    return reverse("pack_question", args=[found]) if found else ""


def _open(working: Working) -> Iterable[QuestionRecord]:
    return (each for each in working.visit.questions if not each.closed)
