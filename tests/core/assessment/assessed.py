"""Invented assessments: an edition whose requirements need earlier ones, with any answers, and what raters gave alone."""

from attrs import evolve, frozen
from hypothesis import strategies as st

from catenary.core.assessment.confidence import Stance
from catenary.core.assessment.findings import Piece
from catenary.core.measures.model import (
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Area,
    Confidence,
    Edition,
    Force,
    Prerequisite,
    Question,
    QuestionKind,
    Requirement,
    Source,
)

ANSWERS = st.one_of(st.integers(1, 5).map(Answer.at), st.sampled_from([UNKNOWN, NOT_APPLICABLE]))
KINDS = tuple(QuestionKind)


def question(code, requirement, kind):
    return Question(
        code, requirement, kind, f"How does {code} stand?", [f"{code} at {level}" for level in range(1, 6)]
    )


def requirement(code, needs=(), force=Force.DECIDES):
    return Requirement(
        code,
        code.partition("-")[0],
        f"The State has {code}",
        Source("S/RES/1373 (2001)", "2(g)"),
        force,
        Confidence.HIGH,
        prerequisites=[Prerequisite(other, level, "It carries it") for other, level in needs],
    )


def edition_of(requirements, kinds=KINDS):
    """An edition of requirements, each asked about by one question of each kind: its code, a dash, the kind's first letter."""
    areas = dict.fromkeys(each.area for each in requirements)
    questions = [
        question(f"{each.code}-{kind[0].upper()}", each.code, kind) for each in requirements for kind in kinds
    ]
    return Edition("E1", "First", [Area(code, code) for code in areas], requirements, questions)


def chain():
    """Births, then passports, then passenger data; and an area of its own."""
    return edition_of(
        [
            requirement("CIVIL-1"),
            requirement("DOC-1", [("CIVIL-1", 3)]),
            requirement("BOR-1", [("DOC-1", 3)]),
            requirement("FIN-1", force=Force.ENCOURAGES),
        ]
    )


@frozen
class Assessed:
    edition: Edition
    answers: dict
    given: dict
    pieces: dict


@st.composite
def assessed(draw):
    count = draw(st.integers(1, 9))
    codes = [f"{'ABC'[place % 3]}-{place}" for place in range(count)]
    requirements = [
        requirement(code, draw(_needs(codes[:place])), draw(st.sampled_from(Force)))
        for place, code in enumerate(codes)
    ]
    edition = edition_of(requirements)
    shuffled = evolve(edition, requirements=draw(st.permutations(requirements)))
    asked = draw(st.lists(st.sampled_from([each.code for each in edition.questions]), unique=True))
    answers = {code: draw(ANSWERS) for code in asked}
    given = {code: draw(st.lists(st.integers(1, 5), max_size=4)) for code in asked}
    pieces = {
        code: [Piece(f"{code}/{at}", draw(st.sampled_from(Stance))) for at in range(draw(st.integers(0, 3)))]
        for code in asked
    }
    return Assessed(shuffled, answers, given, pieces)


def _needs(earlier):
    if not earlier:
        return st.just([])
    pairs = st.tuples(st.sampled_from(earlier), st.integers(1, 5))
    return st.lists(pairs, max_size=3, unique_by=lambda pair: pair[0])
