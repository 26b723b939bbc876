"""What pages show of panels: the meeting of one, the scores of a visit side by side, and how far raters agree."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding
from catenary.core.assessment.confidence import Confidence
from catenary.core.assessment.rating_flow import RatingState
from catenary.core.assessment.scores import Apart, Scores, apart, confidence_of
from catenary.core.measures.model import Answer
from catenary.desk.assessment.access import leads
from catenary.desk.assessment.models import (
    Agreed,
    AgreementFigure,
    AreaStanding,
    ExpertAnswer,
    ModelRun,
    Panel,
    Rating,
    RatingEvidence,
    Seat,
    SelfScore,
    Visit,
)
from catenary.desk.assessment.rating.meeting import agreed_of
from catenary.desk.assessment.rating.of_visit import area_of, edition_of, names_of, questions_of
from catenary.desk.assessment.rating.queries import area_called, asked_of, texts_in
from catenary.desk.assessment.rating.standings import levels_told, standings_of
from catenary.desk.assessment.rating.words import (
    ACCESSES,
    KINDS,
    SOURCES,
    VOICES,
    answer_words,
    panel_tag,
    sureness_tag,
)
from catenary.desk.assessment.rating.writing import answer_of, as_piece
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import Tag, Told
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Column, Row, Shown, Table


@frozen
class EvidenceShown:
    """A piece of evidence in words."""

    stance: str
    kind: str
    reference: str
    made_on: Any
    access: str
    piece: str
    """By its public id."""


@frozen
class RatingShown:
    """What one rater said."""

    rater: int
    name: str
    answer: str | None
    reason: Told
    evidence: Sequence[EvidenceShown]
    withdrawn: str = ""
    taken_off: bool = False


@frozen
class VoiceShown:
    """Who moved or keeps another view."""

    name: str
    kind: str
    why: str


@frozen
class MeetingPage:
    """What the page of a panel that was shown says."""

    panel: Panel
    tag: Tag
    question: Told
    area: str
    waiting: Sequence[str]
    """Names of those who have not handed in."""
    ratings: Sequence[RatingShown]
    experts: Sequence[str]
    """Every answer that stands, in a word, by level."""
    own: str | None
    """The State's own score, in a word."""
    agreed: Agreed | None
    agreed_answer: str | None
    sureness: Tag | None
    confidence: Confidence | None
    """Before the meeting agreed, what it would be."""
    voices: Sequence[VoiceShown]
    leads: bool
    mine: Rating | None
    may_dissent: bool


def meeting_page(here: SignedIn, row: Panel) -> MeetingPage:
    """Everything of it, as row security lets the asker see it."""
    edition, names = edition_of(row.visit), names_of(row.visit)
    texts = texts_in(row.visit, edition)
    asked = asked_of(edition.question_of[row.question], texts, edition.language)
    ratings = list(_shown_ratings(row))
    standing = [each for each in ratings if _stands(each)]
    agreed = Agreed.objects.filter(panel=row).first()
    own = SelfScore.objects.filter(visit=row.visit, question=row.question).first()
    mine = next((each for each in ratings if each.rater_id == here.person.pk), None)
    seats = Seat.objects.filter(panel=row, recused_at=None, submitted_at=None)
    return MeetingPage(
        panel=row,
        tag=panel_tag(shown=row.shown_at is not None, agreed=row.agreed_at is not None),
        question=Told(asked.text, asked.language),
        area=area_called(edition, texts, row.area),
        waiting=[names.get(each.rater_id, _("An expert")) for each in seats],
        ratings=[_rating(each, names) for each in ratings] if row.shown_at else (),
        experts=[answer_words(each) or "" for each in _answers(row.visit).get(row.pk, ())]
        if row.shown_at
        else (),
        own=answer_words(answer_of(own)) if own else None,
        agreed=agreed,
        agreed_answer=answer_words(answer_of(agreed)) if agreed else None,
        sureness=sureness_tag(agreed.sureness) if agreed else None,
        confidence=_confidence(standing, here) if row.shown_at and not agreed else None,
        voices=_voices(agreed, names),
        leads=leads(here, row.visit),
        mine=mine,
        may_dissent=_may_dissent(mine, agreed, here),
    )


def said_by(row: Panel) -> list[tuple[int, str, str]]:
    """Of each whose rating stands: the row of the person, the name, and the answer in a word."""
    names = names_of(row.visit)
    return [
        (each.rater_id, names.get(each.rater_id, _("An expert")), answer_words(answer_of(each)) or "")
        for each in _shown_ratings(row)
        if _stands(each)
    ]


def evidence_shown(row: RatingEvidence) -> EvidenceShown:
    """A piece in words."""
    piece = as_piece(row)
    return EvidenceShown(
        stance=piece.stance,
        kind=str(SOURCES[piece.kind]),
        reference=piece.reference,
        made_on=piece.made_on,
        access=str(ACCESSES[piece.access]),
        piece=str(row.public_id),
    )


@frozen
class ScoresPage:
    """A visit's scores side by side."""

    table: Table
    apart: Apart
    levels: Table
    """By area, from the rating model."""
    source: str
    """Of which run they are, of which day, and whether they stand; empty where there are none."""


def scores_of(visit: Visit) -> list[tuple[Scores, Panel | None, Agreed | None]]:
    """The three scores of each question that the visit asks, as row security lets the asker see them."""
    rows = Panel.objects.filter(visit=visit).select_related("agreed")
    panels = {each.question: each for each in rows}
    own = {each.question: answer_of(each) for each in SelfScore.objects.filter(visit=visit)}
    answers, found = _answers(visit), []
    for question in questions_of(visit):
        panel = panels.get(question.code)
        agreed = getattr(panel, "agreed", None)
        said = answers.get(panel.pk, ()) if panel and panel.shown_at else ()
        scores = Scores(question.code, own.get(question.code), said, answer_of(agreed) if agreed else None)
        found.append((scores, panel, agreed))
    return found


def scores_page(visit: Visit) -> ScoresPage:
    """The page of them."""
    found, standings = scores_of(visit), standings_of(visit)
    return ScoresPage(
        scores_table(visit, found),
        apart(each for each, _panel, _agreed in found),
        levels_table(visit, standings),
        levels_told(visit, standings) if standings else "",
    )


def scores_table(visit: Visit, found: Sequence[tuple[Scores, Panel | None, Agreed | None]]) -> Table:
    """Own, experts' and agreed scores of each question, with how sure the agreed one may be called."""
    edition = edition_of(visit)
    texts = texts_in(visit, edition)
    rows = tuple(
        Row(
            {
                "question": scores.question,
                "area": area_called(edition, texts, area_of(edition, question)),
                "kind": str(KINDS[question.kind]),
                "own": answer_words(scores.own),
                "experts": ", ".join(answer_words(each) or "" for each in scores.experts) or None,
                "agreed": answer_words(scores.agreed),
                "moved": scores.moved,
                "sureness": sureness_tag(agreed.sureness) if agreed else None,
            },
            reverse("panel_meeting", args=[panel.public_id]) if panel else "",
        )
        for scores, panel, agreed in found
        if (question := edition.question_of[scores.question])
    )
    return _table(
        "scores",
        _("Scores side by side"),
        (
            Column("question", _("Question"), Shown.CODE),
            Column("area", _("Area"), Shown.NAME),
            Column("kind", _("Asks about")),
            Column("own", _("The State's own"), blank=True),
            Column("experts", _("Experts, each alone"), blank=True),
            Column("agreed", _("Agreed"), blank=True),
            Column("moved", _("Agreed level minus own"), Shown.NUMBER, blank=True),
            Column("sureness", _("Confidence"), Shown.TAG, blank=True),
        ),
        rows,
        _("The visit asks nothing yet."),
    )


def levels_table(visit: Visit, standings: Mapping[str, AreaStanding]) -> Table:
    """Where the State stands by area, by the run of the model that counts; or why that is not enough to say."""
    edition = edition_of(visit)
    texts = texts_in(visit, edition)
    rows = tuple(
        Row(
            {
                "area": area_called(edition, texts, each.area),
                "level": each.level,
                "low": each.low,
                "high": each.high,
                "raters": each.raters,
                "reason": told(each.reason) if each.reason else None,
            }
        )
        for each in standings.values()
        if each.area in edition.area_of
    )
    return _table(
        "levels",
        _("Levels by area"),
        (
            Column("area", _("Area"), Shown.NAME),
            Column("level", _("Level, from 1 to 5"), Shown.NUMBER, blank=True),
            Column("low", _("90 percent interval: lower end"), Shown.NUMBER, blank=True),
            Column("high", _("90 percent interval: upper end"), Shown.NUMBER, blank=True),
            Column("raters", _("Raters"), Shown.NUMBER),
            Column("reason", _("Why no level is told"), blank=True),
        ),
        rows,
        levels_told(visit, standings),
    )


def agreement_table(run: ModelRun) -> Table:
    """How far raters agree, areas before their questions."""
    figures: QuerySet[AgreementFigure] = run.agreements.all()
    rows = tuple(
        Row(
            {
                "of": each.question or each.area,
                "units": each.units,
                "alpha": each.alpha,
                "low": each.low,
                "high": each.high,
                "standing": _agreement_tag(each),
                "reason": told(each.reason) if each.reason else None,
            }
        )
        for each in figures
    )
    return _table(
        "agreement",
        _("How far raters agree beyond chance"),
        (
            Column("of", _("Area or question"), Shown.CODE),
            Column("units", _("Visits rated by two or more"), Shown.NUMBER),
            Column("alpha", _("Krippendorff's alpha"), Shown.NUMBER, blank=True),
            Column("low", _("95 percent interval: lower end"), Shown.NUMBER, blank=True),
            Column("high", _("95 percent interval: upper end"), Shown.NUMBER, blank=True),
            Column("standing", _("Standing"), Shown.TAG),
            Column("reason", _("Why no figure is told"), blank=True),
        ),
        rows,
        _("No question was rated by two people yet."),
    )


def told(kept: Mapping[str, Any]) -> str:
    """A finding that a row keeps, in the reader's language."""
    return sentence(Finding(kept["code"], params=kept["params"]))


def _agreement_tag(row: AgreementFigure) -> Tag:
    if row.is_low is None:
        return Tag(_("not enough to say"))
    return Tag(_("low: look at its words again")) if row.is_low else Tag(_("agrees"))


def _table(name: str, caption: str, columns: tuple[Column, ...], rows: tuple[Row, ...], empty: str) -> Table:
    return Table(
        caption=caption,
        columns=columns,
        rows=rows,
        count=len(rows),
        first=min(1, len(rows)),
        last=len(rows),
        empty=empty,
        id=name,
    )


def _shown_ratings(row: Panel) -> "QuerySet[Rating]":
    rows = Rating.objects.filter(panel=row).exclude(state=RatingState.DRAFT)
    return rows.select_related("seat").prefetch_related("evidence").order_by("seat__asked_at", "id")


def _stands(row: Rating) -> bool:
    return row.state == RatingState.SUBMITTED and row.seat.recused_at is None


def _answers(visit: Visit) -> Mapping[int, Sequence[Answer]]:
    """What stands on each panel, in the order of levels, which tells nothing of who said what; to the State through its view."""
    rows: list[Rating | ExpertAnswer] = [
        *(each for each in Rating.objects.filter(panel__visit=visit).select_related("seat") if _stands(each)),
        *ExpertAnswer.objects.filter(panel__visit=visit),
    ]
    found: dict[int, dict[int, Answer]] = {}
    for each in rows:
        answer = answer_of(each)
        if answer is not None:
            found.setdefault(each.panel_id, {})[each.pk] = answer  # a State that assesses itself sees both
    return {panel: sorted(answers.values(), key=_place) for panel, answers in found.items()}


def _place(answer: Answer) -> tuple[bool, int, str]:
    return answer.level is None, answer.level or 0, answer.kind.value


def _rating(row: Rating, names: Mapping[int, str]) -> RatingShown:
    return RatingShown(
        rater=row.rater_id,
        name=names.get(row.rater_id, _("An expert")),
        answer=answer_words(answer_of(row)),
        reason=Told(row.reason, row.language),
        evidence=[evidence_shown(each) for each in row.evidence.all()],
        withdrawn=row.withdrawn_reason,
        taken_off=row.seat.recused_at is not None,
    )


def _voices(agreed: Agreed | None, names: Mapping[int, str]) -> list[VoiceShown]:
    if agreed is None:
        return []
    kinds = {code.value: str(word) for code, word in VOICES.items()}
    return [
        VoiceShown(names.get(each.rater_id, _("An expert")), kinds[each.kind], each.why)
        for each in agreed.voices.all()
    ]


def _confidence(standing: Sequence[Rating], here: SignedIn) -> Confidence:
    answers = [answer for each in standing if (answer := answer_of(each))]
    pieces = [as_piece(piece) for each in standing for piece in each.evidence.all()]
    return confidence_of(answers, pieces, here.now.date())


def _may_dissent(mine: Rating | None, agreed: Agreed | None, here: SignedIn) -> bool:
    if mine is None or agreed is None or not _stands(mine):
        return False
    kept = agreed_of(agreed)
    heard = any(each.rater == str(here.person.pk) and each.kind == "dissent" for each in kept.voices)
    return answer_of(mine) != kept.answer and not heard
