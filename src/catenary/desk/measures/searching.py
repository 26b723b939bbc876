"""Questions of an edition, found by words, area, kind, mark, partner, paragraph and confidence."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.measures.fields import source_line
from catenary.core.measures.model import Confidence, Edition, Mark, Question, QuestionKind, Requirement
from catenary.desk.measures.words import CONFIDENCES, KINDS, MARKS, tag
from catenary.desk.shell.tables import Column, Row, Shown


def columns() -> tuple[Column, ...]:
    """Of the table of questions, in the reader's language."""
    return (
        Column("code", _("Question"), Shown.CODE),
        Column("text", _("Text")),
        Column("kind", _("Kind"), Shown.TAG),
        Column("marks", _("Marks"), blank=True),
        Column("partners", _("Partners concerned"), Shown.NAME, blank=True),
        Column("source", _("Source"), Shown.NAME),
        Column("confidence", _("Confidence in the source"), Shown.TAG),
    )


def found(method: Edition, asked: Mapping[str, str]) -> Iterable[Question]:
    """The questions that meet everything asked, in the edition's order."""
    return [each for each in method.questions if _meets(method, each, asked)]


def row_of(method: Edition, edition: str, question: Question) -> Row:
    """A question as a row, leading to its requirement."""
    requirement = method.requirement_of.get(question.requirement)
    address = reverse("method_requirement", args=[edition, question.requirement])
    values = {
        "code": question.code,
        "text": question.text,
        "kind": tag(KINDS, QuestionKind(question.kind)),
        "marks": ", ".join(str(MARKS[mark]) for mark in Mark if mark in question.marks) or "–",
        "partners": ", ".join(question.partners) or "–",
        "source": source_line(requirement.source) if requirement else "",
        "confidence": tag(CONFIDENCES, Confidence(requirement.confidence)) if requirement else None,
    }
    return Row(values, f"{address}#{question.code}")


def partners_of(method: Edition) -> list[str]:
    """Every partner that a question names, by name."""
    return sorted({partner for each in method.questions for partner in each.partners})


def _meets(method: Edition, question: Question, asked: Mapping[str, str]) -> bool:
    requirement = method.requirement_of.get(question.requirement)
    return (
        _says(question, requirement, asked.get("words", ""))
        and asked.get("kind", "") in {"", question.kind.value}
        and asked.get("partner", "") in {"", *question.partners}
        and asked.get("mark", "") in {"", *(mark.value for mark in question.marks)}
        and (requirement is None or _stands(requirement, asked))
    )


def _stands(requirement: Requirement, asked: Mapping[str, str]) -> bool:
    return (
        asked.get("area", "") in {"", requirement.area}
        and asked.get("confidence", "") in {"", requirement.confidence.value}
        and _cites(requirement, asked.get("paragraph", ""))
    )


def _says(question: Question, requirement: Requirement | None, words: str) -> bool:
    """Every word somewhere in the question or its requirement, whatever its case."""
    texts = (question.code, question.text, question.help, *question.levels, *question.evidence)
    said = " ".join((*texts, requirement.text if requirement else "")).casefold()
    return all(word in said for word in words.casefold().split())


def _cites(requirement: Requirement, asked: str) -> bool:
    """Every part asked for in one of its sources: `2178 6(a)` finds `S/RES/2178 (2014) | 6(a)`."""
    cited = [source_line(each).casefold() for each in (requirement.source, *requirement.also)]
    return any(all(part in line for part in asked.casefold().split()) for line in cited)
