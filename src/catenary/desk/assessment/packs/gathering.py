"""What one person takes along of a visit: what they see of it at the desk, in their language and that of the edition.

Everything is read as that person, behind row security: no other's rating is there to be taken. Nothing of interviewees is asked for.
"""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from catenary.core.assessment.pack_merging import Draft, Named, Words
from catenary.core.assessment.rating_flow import against_writing
from catenary.core.measures.model import Edition, Question, ReviewStatus, Translation
from catenary.desk.assessment.models import Panel, Rating, Seat, Visit
from catenary.desk.assessment.packs.earlier import earlier_answers
from catenary.desk.assessment.rating.of_visit import area_of, edition_of
from catenary.desk.assessment.rating.panels import as_core, name_of
from catenary.desk.assessment.rating.writing import answer_of, as_piece
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.models import EditionTranslation
from catenary.desk.measures.stored import translation_from
from catenary.formats.visit_pack.contents import (
    DocumentRecord,
    EarlierRecord,
    QuestionRecord,
    TextsRecord,
    VisitRecord,
    records_of,
)


def own_panels(here: SignedIn, visit: Visit) -> "QuerySet[Panel]":
    """The questions that somebody was asked to rate, those they were taken off too."""
    seats = Seat.objects.filter(visit=visit, rater=here.person).values("panel")
    return Panel.objects.filter(pk__in=seats).select_related("visit").prefetch_related("seats")


def own_drafts(here: SignedIn, visit: Visit) -> dict[str, Draft]:
    """What somebody wrote so far, by question, handed in or not."""
    rows = Rating.objects.filter(panel__visit=visit, rater=here.person)
    return {
        row.panel.question: draft_of(row) for row in rows.select_related("panel").prefetch_related("evidence")
    }


def draft_of(row: Rating) -> Draft:
    """A rating as packs know it."""
    evidence = (Named(as_piece(each), each.counts_digest) for each in row.evidence.all())
    return Draft(answer_of(row), Words(row.reason, row.language), evidence)


def gathered(
    here: SignedIn,
    visit: Visit,
    *,
    language: str,
    drafts: Mapping[str, Draft],
    documents: tuple[DocumentRecord, ...],
    keys: tuple[tuple[str, ...], str, str],
) -> VisitRecord:
    """The visit for one person. `keys`: the hub's public ones, the one that locks the way back, the one that signs it."""
    edition, hub_keys = edition_of(visit), keys[0]
    texts = _translations(visit, edition, language)
    questions = tuple(_questions(here, visit, edition, texts))
    used = {each.area for each in questions}
    return VisitRecord(
        state=visit.visited.name,
        body=visit.body.name,
        kind=visit.kind,
        handling=visit.handling,
        person=here.person.name,
        made_at=here.now,
        edition=edition.code,
        edition_digest=visit.edition_digest,
        edition_language=edition.language,
        areas={
            each.code: {edition.language: each.name, **_name(texts, each.code)}
            for each in edition.areas
            if each.code in used
        },
        questions=questions,
        drafts=records_of(drafts),
        documents=documents,
        hub_keys=hub_keys,
        lock_key=keys[1],
        signing_key=keys[2],
        begins_on=visit.begins_on,
        ends_on=visit.ends_on,
    )


def _questions(
    here: SignedIn, visit: Visit, edition: Edition, texts: Mapping[str, Translation]
) -> Iterable[QuestionRecord]:
    panels = {each.question: each for each in own_panels(here, visit)}
    earlier = earlier_answers(visit)
    for question in edition.questions:
        if (panel := panels.get(question.code)) is not None:
            closed = against_writing(as_core(panel, panel.seats.all()), name_of(here))
            yield _question(
                edition, question, texts, closed.code if closed else "", earlier.get(question.code, ())
            )


def _question(
    edition: Edition,
    question: Question,
    texts: Mapping[str, Translation],
    closed: str,
    earlier: tuple[EarlierRecord, ...],
) -> QuestionRecord:
    source = edition.requirement_of[question.requirement].source
    own = Translation(question.code, edition.language, question.texts, ReviewStatus.APPROVED)
    told = [own, *([texts[question.code]] if question.code in texts else [])]
    return QuestionRecord(
        code=question.code,
        area=area_of(edition, question),
        kind=question.kind.value,
        resolution=source.resolution,
        paragraph=source.paragraph,
        cannot_apply=bool(question.not_applicable),
        texts={each.language: _texts(each, question) for each in told},
        closed=closed,
        earlier=earlier,
    )


def _texts(given: Translation, question: Question) -> TextsRecord:
    texts = given.texts
    return TextsRecord(
        texts.text,
        texts.levels or question.levels,
        texts.help,
        texts.not_applicable,
        texts.evidence,
        given.status is ReviewStatus.MACHINE_DRAFT,
    )


def _translations(visit: Visit, edition: Edition, language: str) -> Mapping[str, Translation]:
    tongue = language.split("-", 1)[0]
    if tongue == edition.language:
        return {}
    rows = EditionTranslation.objects.filter(edition=visit.edition_id or 0, language__startswith=tongue)
    return {row.code: translation_from(row) for row in rows}


def _name(texts: Mapping[str, Translation], code: str) -> Mapping[str, str]:
    found = texts.get(code)
    return {found.language: found.texts.text} if found else {}
