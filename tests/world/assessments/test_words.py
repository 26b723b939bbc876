"""What people of the fictional world write is plain, varied, and about nobody real."""

import re
from collections import Counter
from datetime import date

import pytest

from catenary.basis.country_table import COUNTRIES
from catenary.core.assessment.confidence import Stance
from catenary.core.assessment.evidence import demand_sound
from catenary.core.assessment.rating_flow import Given, lacking
from catenary.core.measures.model import AnswerKind
from catenary.formats.measures.shipped import first_edition
from catenary.world.assessments.experts import experts
from catenary.world.assessments.rating import agreed, ratings, self_score
from catenary.world.assessments.reading import table
from catenary.world.assessments.speech import Speech
from catenary.world.assessments.states import assessed_state
from catenary.world.assessments.truth import truth_of
from catenary.world.assessments.wording import Writing
from catenary.world.dice import Dice

EDITION = first_edition()
DAY = date(2026, 3, 1)
SLOTS = {"evidence", "office", "Office", "place", "article", "files", "people", "People"} | {
    "months",
    "ago",
    "day",
    "share",
    "Share",
}


def written(seed=1):
    """One whole visit: ratings of five raters, the State's own scores, what the meeting said."""
    truth = truth_of(seed, assessed_state("QVR"), EDITION)
    writing = Writing(EDITION, Dice.keyed(seed, "words"), DAY)
    given = list(ratings(seed, truth, EDITION.questions, experts()[:5]))
    said = []
    for each in given:
        question = EDITION.question_of[each.question]
        said.append((each, writing.reason(question, each.answer), writing.evidence(question, each.answer)))
    texts = []
    for code, answer in agreed(EDITION, given).items():
        question = EDITION.question_of[code]
        texts.append(writing.own_score(question, self_score(seed, truth, question)))
        texts.append(writing.agreement(question, answer, is_unanimous=False))
        texts.append(writing.voice(question, answer, moves=True))
    return said, texts


@pytest.fixture(scope="module")
def visit():
    return written()


def patterns(found=None, above=()):
    """Every pattern with the names above it."""
    for name, each in (table("words") if found is None else found).items():
        if isinstance(each, dict):
            yield from patterns(each, (*above, name))
        elif above[:1] != ("offices",) and name != "places":
            yield from (((*above, name), pattern) for pattern in each)


def test_every_pattern_has_a_slot_and_only_slots_there_are():
    for where, pattern in patterns():
        slots = set(re.findall(r"\{(\w+)\}", pattern))
        assert slots, pattern
        assert slots <= SLOTS, pattern
        assert ("evidence" in slots) == (where[0] == "seen"), pattern


def test_no_pattern_office_or_place_names_a_real_state():
    real = {name for line in COUNTRIES.splitlines() for name in line.split(maxsplit=2)[2].split("|")}
    words = table("words")
    texts = [*words["places"], *(each for named in words["offices"].values() for each in named)]
    for text in (*texts, *(pattern for _, pattern in patterns())):
        assert not [name for name in real if re.search(rf"\b{re.escape(name)}\b", text)], text


def test_every_area_has_offices_of_its_own():
    assert set(table("words")["offices"]) == {each.code for each in EDITION.areas}


def test_no_sentence_is_said_twice_in_a_visit(visit):
    said, texts = visit
    sentences = [
        sentence
        for text in (*texts, *(reason for _, reason, _ in said))
        for sentence in re.split(r"(?<=[.?!]) (?=[A-Z0-9])", text)
    ]
    assert len(sentences) > 3000
    assert [each for each, count in Counter(sentences).items() if count > 1] == []


def test_every_rating_is_complete_enough_to_be_handed_in(visit):
    said, _ = visit
    for each, reason, evidence in said:
        question = EDITION.question_of[each.question]
        assert lacking(question, Given(each.answer, reason, evidence)) is None
        demand_sound(evidence, DAY)


def test_some_evidence_speaks_against_the_level_that_was_given(visit):
    said, _ = visit
    stances = Counter(piece.stance for _, _, evidence in said for piece in evidence)
    assert stances[Stance.FOR] > stances[Stance.AGAINST] > 100


def test_the_same_seed_writes_the_same_and_another_another(visit):
    assert written() == visit
    assert written(2) != visit


def test_what_is_said_of_a_share_fits_the_level():
    speech = Speech(Dice.keyed(1, "shares"))
    for level, (least, most) in {1: (0, 15), 3: (50, 72), 5: (95, 99)}.items():
        sentences = [speech.say(f"practice.{level}", area="BOR", level=level) for _ in range(60)]
        shares = [int(each) for said in sentences for each in re.findall(r"(\d+) percent", said)]
        assert all(least <= share <= most for share in shares)
        assert shares or level == 1


def test_who_writes_tells_when_all_that_could_be_said_of_something_was_said():
    speech = Speech(Dice.keyed(1, "few"))
    with pytest.raises(LookupError, match="victims"):
        [speech.say("meeting.victims", area="PRO") for _ in range(10**6)]


def test_an_answer_that_is_no_level_says_why_and_rests_on_nothing(visit):
    said, _ = visit
    others = [each for each in said if each[0].answer.kind is not AnswerKind.LEVEL]
    assert {each.answer.kind for each, _, _ in others} == {AnswerKind.UNKNOWN, AnswerKind.NOT_APPLICABLE}
    assert all(reason and not evidence for _, reason, evidence in others)
