"""What an edition is made of, field by field, as text: the same for differences, for tables and for those who read them."""

from collections.abc import Iterable

from catenary.core.measures.model import (
    LEVELS,
    Area,
    Edition,
    Prerequisite,
    Question,
    Requirement,
    Source,
    Vignette,
)

SEPARATOR = " | "
"""Between the parts of one line: a resolution and its paragraph, a prerequisite and its reason."""


def lines(values: Iterable[str]) -> str:
    """Several values as one text, one a line; no value of an edition has a line break in it."""
    return "\n".join(values)


def source_line(source: Source) -> str:
    """A source in one line: `S/RES/2178 (2014) | 6(a)`, the resolution alone where the paragraph is uncertain."""
    return f"{source.resolution}{SEPARATOR}{source.paragraph}" if source.paragraph else source.resolution


def prerequisite_line(needed: Prerequisite) -> str:
    """A prerequisite in one line: `BOR-19 | 3 | because ...`."""
    return SEPARATOR.join([needed.needs, str(needed.level), needed.because])


def edition_fields(edition: Edition) -> dict[str, str]:
    """What is said of an edition as a whole."""
    return {
        "code": edition.code,
        "title": edition.title,
        "language": edition.language,
        "complete": "yes" if edition.complete else "no",
        "follows": edition.follows,
    }


def area_fields(area: Area) -> dict[str, str]:
    """What is said of an area, without its code."""
    return {"name": area.name}


def requirement_fields(requirement: Requirement) -> dict[str, str]:
    """What is said of a requirement, without its code."""
    return {
        "area": requirement.area,
        "text": requirement.text,
        "resolution": requirement.source.resolution,
        "paragraph": requirement.source.paragraph,
        "also": lines(map(source_line, requirement.also)),
        "force": requirement.force.value,
        "confidence": requirement.confidence.value,
        "note": requirement.note,
        "prerequisites": lines(map(prerequisite_line, requirement.prerequisites)),
    }


def question_fields(question: Question) -> dict[str, str]:
    """What is said of a question, without its code; levels beyond the fifth are numbered on."""
    numbered = {f"level_{number}": "" for number in LEVELS}
    numbered |= {f"level_{number}": text for number, text in enumerate(question.levels, 1)}
    return {
        "requirement": question.requirement,
        "kind": question.kind.value,
        "text": question.text,
        "help": question.help,
        **numbered,
        "not_applicable": question.not_applicable,
        "evidence": lines(question.evidence),
        "marks": lines(sorted(mark.value for mark in question.marks)),
        "partners": lines(question.partners),
    }


def vignette_fields(vignette: Vignette) -> dict[str, str]:
    """What is said of an invented case, without its code."""
    return {"question": vignette.question, "case": vignette.case}


def order_fields(edition: Edition, other: Edition) -> dict[str, str]:
    """The order in which an edition tells those areas, requirements, questions and cases that another one has too."""
    kinds = {
        "areas": (edition.area_of, other.area_of),
        "requirements": (edition.requirement_of, other.requirement_of),
        "questions": (edition.question_of, other.question_of),
        "vignettes": (edition.vignette_of, other.vignette_of),
    }
    return {
        f"order_of_{name}": lines(code for code in own if code in others)
        for name, (own, others) in kinds.items()
    }
