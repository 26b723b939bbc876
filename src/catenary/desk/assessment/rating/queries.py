"""What pages of rating show, as row security lets the asker see it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from attrs import frozen
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding
from catenary.core.assessment.rating_flow import RatingState, against_writing
from catenary.core.assessment.scores import one_level_only
from catenary.core.measures.model import Edition, Question, ReviewStatus, Texts
from catenary.desk.assessment.models import Panel, Rating, Seat, Visit, VisitDocument
from catenary.desk.assessment.rating.documents import documents_of
from catenary.desk.assessment.rating.forms import Asked
from catenary.desk.assessment.rating.of_visit import edition_of
from catenary.desk.assessment.rating.panels import as_core, name_of
from catenary.desk.assessment.rating.words import KINDS, own_tag
from catenary.desk.assessment.rating.writing import answer_of
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.models import EditionTranslation
from catenary.desk.measures.stored import translation_from
from catenary.desk.shell.parts import Tag


@frozen
class OwnQuestion:
    """A question that somebody rates."""

    panel: UUID
    code: str
    text: str
    kind: str
    tag: Tag
    left: bool
    """They still have to hand in."""
    url: str


@frozen
class OwnArea:
    """An area with the questions somebody rates in it."""

    code: str
    name: str
    questions: Sequence[OwnQuestion]

    @property
    def done(self) -> int:
        """How many are handed in, or need nothing more from them."""
        return sum(not each.left for each in self.questions)


@frozen
class OwnWork:
    """Everything that somebody rates in a visit."""

    areas: Sequence[OwnArea]
    habit: Finding | None
    """What is told to the rater alone."""

    @property
    def questions(self) -> list[OwnQuestion]:
        """In the edition's order."""
        return [each for area in self.areas for each in area.questions]

    @property
    def left(self) -> int:
        """How many they still have to hand in."""
        return sum(each.left for each in self.questions)

    def after(self, panel: UUID | None) -> OwnQuestion | None:
        """The next that is left after a question, round to the first; None where nothing is."""
        questions = self.questions
        at = next((place for place, each in enumerate(questions) if each.panel == panel), -1)
        ordered = [*questions[at + 1 :], *questions[: at + 1]]
        return next((each for each in ordered if each.left), None)


def own_work(here: SignedIn, visit: Visit) -> OwnWork:
    """The questions that somebody was asked to rate, by area."""
    edition = edition_of(visit)
    seats = Seat.objects.filter(visit=visit, rater=here.person).select_related("panel", "rating")
    by_question = {each.panel.question: each for each in seats}
    texts = texts_in(visit, edition)
    areas = []
    for area in edition.areas:
        codes = [each.code for each in edition.questions if _in(edition, each, area.code)]
        mine = [
            _own(by_question[code], edition.question_of[code], texts, here)
            for code in codes
            if code in by_question
        ]
        if mine:
            areas.append(OwnArea(area.code, area_called(edition, texts, area.code), mine))
    rated = (each.rating for each in by_question.values() if hasattr(each, "rating"))
    answers = [answer for row in rated if row.state == RatingState.SUBMITTED and (answer := answer_of(row))]
    return OwnWork(areas, one_level_only(answers))


def texts_in(visit: Visit, edition: Edition) -> Mapping[str, Texts]:
    """The texts of the edition in the reader's language, where there are any; a code that is missing reads as written."""
    language = (get_language() or "en").split("-")[0]
    if language == edition.language or visit.edition_id is None:
        return {}
    rows = EditionTranslation.objects.filter(edition=visit.edition_id, language__startswith=language)
    return {row.code: translation_from(row).texts for row in rows}


def area_called(edition: Edition, texts: Mapping[str, Texts], code: str) -> str:
    """What an area is called, in the reader's language where it is translated."""
    return texts[code].text if code in texts else edition.area_of[code].name


def asked_of(question: Question, texts: Mapping[str, Texts], written_in: str) -> Asked:
    """A question for a form, in the reader's language where it is translated."""
    own = (get_language() or "en").split("-")[0]
    told = texts.get(question.code)
    words = told or question.texts
    return Asked(
        question.code,
        words.text,
        words.levels or question.levels,
        bool(question.not_applicable),
        "" if told or own == written_in else written_in,
    )


def is_machine_draft(visit: Visit, code: str) -> bool:
    """Whether the text that the reader sees under a code was made by a machine, and seen by nobody."""
    language = (get_language() or "en").split("-")[0]
    rows = EditionTranslation.objects.filter(
        edition=visit.edition_id, code=code, language__startswith=language
    )
    return rows.filter(status=ReviewStatus.MACHINE_DRAFT).exists()


@frozen
class RatingPage:
    """What the page of one question shows to one who rates it."""

    panel: Panel
    question: Question
    texts: Texts
    area: str
    kind: str
    language: str
    machine_draft: bool
    rating: Rating | None
    tag: Tag
    closed: Finding | None
    """Why nothing can be written now."""
    cards: Sequence[tuple[str, str]]
    """Levels with their descriptions."""
    work: OwnWork
    source: str
    documents: Sequence[VisitDocument] = ()
    """Of the visit, those about the question's area first."""


def rating_page(here: SignedIn, row: Panel) -> RatingPage:
    """Everything of it."""
    edition = edition_of(row.visit)
    question = edition.question_of[row.question]
    translated = texts_in(row.visit, edition)
    texts = translated.get(row.question, question.texts)
    seat = Seat.objects.filter(panel=row, rater=here.person).select_related("rating").first()
    rating = getattr(seat, "rating", None)
    requirement = edition.requirement_of[question.requirement]
    return RatingPage(
        panel=row,
        question=question,
        texts=texts,
        area=area_called(edition, translated, row.area),
        kind=str(KINDS[question.kind]),
        language=edition.language if row.question not in translated else "",
        machine_draft=row.question in translated and is_machine_draft(row.visit, row.question),
        rating=rating,
        tag=_tag(row, seat, rating),
        closed=against_writing(as_core(row, row.seats.all()), name_of(here)),
        cards=[(str(level), text) for level, text in enumerate(texts.levels or question.levels, start=1)],
        work=own_work(here, row.visit),
        source=source_told(requirement.source.resolution, requirement.source.paragraph),
        documents=documents_of(row.visit, row.area),
    )


def source_told(resolution: str, paragraph: str) -> str:
    """Where a requirement is written, in words."""
    if not paragraph:
        return resolution
    return _("%(resolution)s, paragraph %(paragraph)s") % {"resolution": resolution, "paragraph": paragraph}


def _in(edition: Edition, question: Question, area: str) -> bool:
    return edition.requirement_of[question.requirement].area == area


def _own(seat: Seat, question: Question, texts: Mapping[str, Texts], here: SignedIn) -> OwnQuestion:
    rating = getattr(seat, "rating", None)
    is_open = seat.panel.shown_at is None and seat.recused_at is None
    return OwnQuestion(
        panel=seat.panel.public_id,
        code=question.code,
        text=texts[question.code].text if question.code in texts else question.text,
        kind=str(KINDS[question.kind]),
        tag=_tag(seat.panel, seat, rating),
        left=is_open and seat.submitted_at is None,
        url=reverse("rate" if seat.panel.shown_at is None else "panel_meeting", args=[seat.panel.public_id]),
    )


def _tag(row: Panel, seat: Seat | None, rating: Rating | None) -> Tag:
    return own_tag(
        rating.state if rating else "",
        shown=row.shown_at is not None,
        agreed=row.agreed_at is not None,
        recused=seat is not None and seat.recused_at is not None,
    )
