"""Rating in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from catenary.core.assessment.confidence import Access, SourceKind, Stance, Sureness
from catenary.core.assessment.consensus import VoiceKind
from catenary.core.assessment.rating_flow import RatingState
from catenary.core.measures.model import LEVELS, Answer, AnswerKind, QuestionKind
from catenary.desk.shell.parts import Colour, Tag

KINDS: Mapping[QuestionKind, Promise] = {
    QuestionKind.LAW: _("Law"),
    QuestionKind.PRACTICE: _("Practice"),
    QuestionKind.EFFECT: _("Effect"),
}
SOURCES: Mapping[SourceKind, Promise] = {
    SourceKind.LEGAL_TEXT: _("Legal text"),
    SourceKind.OFFICIAL_RECORD: _("Official record, statistics or order"),
    SourceKind.MEASURED_PRACTICE: _("Measured practice (a signed counts file)"),
    SourceKind.COURT_DECISION: _("Court decision"),
    SourceKind.OBSERVATION: _("Seen by the team"),
    SourceKind.INTERVIEW: _("Interview"),
    SourceKind.INTERNATIONAL_REPORT: _("International report"),
    SourceKind.RESEARCH: _("Research"),
    SourceKind.CIVIL_SOCIETY: _("Civil society"),
    SourceKind.MEDIA: _("Media"),
    SourceKind.SELF_DECLARATION: _("What the State says of itself"),
}
ACCESSES: Mapping[Access, Promise] = {
    Access.PUBLIC: _("Public"),
    Access.PARTIES: _("The State and the assessing body"),
    Access.TEAM: _("Shown to the team, not left with it"),
}
STANCES: Mapping[Stance, Promise] = {
    Stance.FOR: _("For the level you give"),
    Stance.AGAINST: _("Against it"),
}
SURENESS: Mapping[Sureness, Promise] = {
    Sureness.HIGH: _("High confidence"),
    Sureness.MODERATE: _("Moderate confidence"),
    Sureness.LOW: _("Low confidence"),
    Sureness.NOT_ENOUGH: _("Not enough to say"),
}
VOICES: Mapping[VoiceKind, Promise] = {
    VoiceKind.MOVED: _("Moved"),
    VoiceKind.DISSENT: _("Keeps another view"),
}
UNKNOWN_WORDS: Promise = _("Not known")
NOT_APPLICABLE_WORDS: Promise = _("Cannot apply")


def choices_of(words: Mapping[Any, Promise]) -> list[tuple[str, Promise]]:
    """The codes of a vocabulary as the choices of a field."""
    return [(code.value, word) for code, word in words.items()]


def answer_words(answer: Answer | None) -> str | None:
    """An answer in a word; None where there is none."""
    if answer is None:
        return None
    if answer.level is not None:
        return str(answer.level)
    words = {AnswerKind.UNKNOWN: UNKNOWN_WORDS, AnswerKind.NOT_APPLICABLE: NOT_APPLICABLE_WORDS}
    return str(words[answer.kind])


def answer_choices(
    *, cannot_apply: bool, levels: Sequence[str] = (), language: str = ""
) -> list[tuple[str, Any]]:
    """Everything one may answer, levels first, each with what it says where that is told; `language` is the one it is written in."""
    others: list[tuple[str, Any]] = [(AnswerKind.UNKNOWN.value, UNKNOWN_WORDS)]
    if cannot_apply:
        others.append((AnswerKind.NOT_APPLICABLE.value, NOT_APPLICABLE_WORDS))
    said = levels or [""] * len(LEVELS)
    worded = ((str(level), _level(level, text, language)) for level, text in zip(LEVELS, said, strict=True))
    return [*worded, *others]


def _level(level: int, text: str, language: str) -> str:
    return format_html("<strong>{}</strong> {}", level, in_language(text, language)) if text else str(level)


def in_language(text: str, language: str) -> str:
    """A text in a language of its own, apart from the direction of what stands around it; empty for the reader's own."""
    if not language:
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<bdi lang="{}">{}</bdi>', language, text)


def sureness_tag(sureness: str) -> Tag:
    """How sure a level may be called."""
    colours = {Sureness.HIGH: Colour.GREEN, Sureness.MODERATE: Colour.BLUE, Sureness.LOW: Colour.ORANGE}
    return Tag(str(SURENESS[Sureness(sureness)]), colours.get(Sureness(sureness), Colour.GREY))


def own_tag(state: str, *, shown: bool, agreed: bool, recused: bool) -> Tag:
    """Where a question stands for one who rates it."""
    if recused:
        return Tag(now("you were taken off"), Colour.GREY)
    if agreed:
        return Tag(now("agreed"), Colour.GREEN)
    if shown:
        return Tag(now("for the meeting"), Colour.PURPLE)
    words = {
        RatingState.SUBMITTED: Tag(now("handed in"), Colour.TEAL),
        RatingState.DRAFT: Tag(now("draft"), Colour.BLUE),
    }
    return (
        words.get(RatingState(state), Tag(pgettext("rating", "withdrawn")))
        if state
        else Tag(now("not begun"))
    )


def panel_tag(*, shown: bool, agreed: bool) -> Tag:
    """Where a panel stands."""
    if agreed:
        return Tag(now("agreed"), Colour.GREEN)
    return Tag(now("for the meeting"), Colour.PURPLE) if shown else Tag(now("raters at work"), Colour.BLUE)
