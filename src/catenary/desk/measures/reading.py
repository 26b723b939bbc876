"""A requirement as people read it: its source, what it needs and unlocks in words, its questions with their five levels."""

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catenary.core.measures.fields import source_line
from catenary.core.measures.model import (
    Confidence,
    Edition,
    Force,
    Mark,
    Question,
    QuestionKind,
    Requirement,
    ReviewStatus,
    Texts,
    Translation,
)
from catenary.core.measures.prerequisites import unlocks
from catenary.desk.measures.words import CONFIDENCES, FORCES, KINDS, MARKS, STATUSES, tag
from catenary.desk.shell.parts import Answer, Tag, Told

Translated = Mapping[str, Translation]


@frozen
class TextsShown:
    """The texts of one thing in the reader's language where there is a translation, each with the language it is in."""

    text: Told
    help: Told | None
    levels: tuple[tuple[int, Told], ...]
    not_applicable: Told | None
    evidence: tuple[Told, ...]
    status: Tag | None
    """How far people saw the translation; none where this is the original."""


@frozen
class QuestionShown:
    """A question as it is read."""

    code: str
    kind: Tag
    marks: tuple[str, ...]
    partners: tuple[str, ...]
    texts: TextsShown


@frozen
class Neighbour:
    """A requirement that this one needs, or that needs it."""

    code: str
    text: Told
    level: int | None
    because: Told
    url: str


@frozen
class RequirementShown:
    """A requirement as it is read."""

    code: str
    area: str
    area_name: Told
    texts: TextsShown
    answers: tuple[Answer, ...]
    confidence: Tag
    needs: tuple[Neighbour, ...]
    unlocks: tuple[Neighbour, ...]
    further: int
    """How many more wait for it through others."""
    questions: tuple[QuestionShown, ...]
    before: str
    after: str
    """Codes of the requirements beside it in its area, to leaf through."""


@frozen
class Reader:
    """Whose reading this is: the edition, its address, and the translations into the reader's language."""

    method: Edition
    edition: str
    translated: Translated

    def told(self, code: str, original: str) -> Told:
        """The chief text of a thing, translated where it is."""
        found = self.translated.get(code)
        if found and found.texts.text:
            return Told(found.texts.text, tag_of(found.language))
        return Told(original, tag_of(self.method.language))


def tag_of(language: str) -> str:
    """The code of a language as pages write it: `zh_Hans` is `zh-hans`."""
    return language.replace("_", "-").casefold()


def requirement_shown(reader: Reader, code: str) -> RequirementShown:
    """Everything that the page of a requirement shows. Raises KeyError for a code that the edition does not have."""
    method = reader.method
    told = method.requirement_of[code]
    beside = [each.code for each in method.requirements_in(told.area)]
    place = beside.index(code)
    waiting = _waiting(reader, code)
    return RequirementShown(
        code=code,
        area=told.area,
        area_name=reader.told(
            told.area, method.area_of[told.area].name if told.area in method.area_of else told.area
        ),
        texts=texts_shown(reader, code, Texts(told.text)),
        answers=source_answers(told, tag_of(method.language)),
        confidence=tag(CONFIDENCES, Confidence(told.confidence)),
        needs=tuple(_needed(reader, each.needs, each.level, each.because) for each in told.prerequisites),
        unlocks=waiting,
        further=len(unlocks(method, code)) - len(waiting),
        questions=tuple(question_shown(reader, each) for each in method.questions_about(code)),
        before=beside[place - 1] if place else "",
        after=beside[place + 1] if place + 1 < len(beside) else "",
    )


def question_shown(reader: Reader, told: Question) -> QuestionShown:
    """A question as it is read."""
    marks = tuple(str(MARKS[mark]) for mark in Mark if mark in told.marks)
    kind = tag(KINDS, QuestionKind(told.kind))
    return QuestionShown(told.code, kind, marks, told.partners, texts_shown(reader, told.code, told.texts))


def source_answers(told: Requirement, language: str) -> tuple[Answer, ...]:
    """Where a requirement comes from: document, paragraph, force of the verb, confidence, and what is uncertain."""
    paragraph = told.source.paragraph or _("not certain")
    answers = [
        Answer(_("Source"), told.source.resolution, exact=True),
        Answer(_("Paragraph"), paragraph, exact=True),
        Answer(_("Force of the verb"), str(FORCES[Force(told.force)])),
        Answer(_("Confidence in the source"), tag(CONFIDENCES, Confidence(told.confidence))),
    ]
    answers += [Answer(_("See also"), source_line(each), exact=True) for each in told.also]
    return (*answers, Answer(_("Note"), Told(told.note, language))) if told.note else tuple(answers)


def texts_shown(reader: Reader, code: str, original: Texts) -> TextsShown:
    """The texts of a thing, each in the reader's language where it is translated, else as the edition has it."""
    found = reader.translated.get(code)
    own = tag_of(reader.method.language)
    if found is None:
        return _shown(original, [own] * _count(original), None)
    merged, languages = _merged(original, found.texts, own, tag_of(found.language))
    return _shown(merged, languages, tag(STATUSES, ReviewStatus(found.status)))


def _merged(original: Texts, other: Texts, own: str, language: str) -> tuple[Texts, list[str]]:
    """What is translated instead of what is not, and the language of each."""
    pairs = [
        (there, language) if there else (was, own)
        for was, there in zip(_flat(original), _fitted(other, original), strict=True)
    ]
    texts = [text for text, _language in pairs]
    levels = 3 + len(original.levels)
    merged = evolve(
        original,
        text=texts[0],
        help=texts[1],
        not_applicable=texts[2],
        levels=texts[3:levels],
        evidence=texts[levels:],
    )
    return merged, [each for _text, each in pairs]


def _flat(texts: Texts) -> list[str]:
    return [texts.text, texts.help, texts.not_applicable, *texts.levels, *texts.evidence]


def _fitted(other: Texts, original: Texts) -> list[str]:
    """The texts of a translation in the places of the original's, empty where one is missing."""
    levels = _padded(other.levels, len(original.levels))
    return [
        other.text,
        other.help,
        other.not_applicable,
        *levels,
        *_padded(other.evidence, len(original.evidence)),
    ]


def _padded(texts: Iterable[str], count: int) -> list[str]:
    return [*texts, *[""] * count][:count]


def _count(texts: Texts) -> int:
    return len(_flat(texts))


def _shown(texts: Texts, languages: list[str], status: Tag | None) -> TextsShown:
    told = [Told(text, language) for text, language in zip(_flat(texts), languages, strict=True)]
    levels = 3 + len(texts.levels)
    return TextsShown(
        text=told[0],
        help=told[1] if texts.help else None,
        levels=tuple(enumerate(told[3:levels], 1)),
        not_applicable=told[2] if texts.not_applicable else None,
        evidence=tuple(told[levels:]),
        status=status,
    )


def _waiting(reader: Reader, code: str) -> tuple[Neighbour, ...]:
    """Those that need this one directly."""
    return tuple(
        _neighbour(reader, each.code, needed.level, needed.because)
        for each in reader.method.requirements
        for needed in each.prerequisites
        if needed.needs == code
    )


def _needed(reader: Reader, code: str, level: int, because: str) -> Neighbour:
    if code in reader.method.requirement_of:
        return _neighbour(reader, code, level, because)
    return Neighbour(code, Told(pgettext("requirement", "not in this edition")), level, Told(because), "")


def _neighbour(reader: Reader, code: str, level: int, because: str) -> Neighbour:
    text = reader.told(code, reader.method.requirement_of[code].text)
    address = reverse("method_requirement", args=[reader.edition, code])
    return Neighbour(code, text, level, Told(because, tag_of(reader.method.language)), address)
