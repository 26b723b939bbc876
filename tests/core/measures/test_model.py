import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.measures.model import LEVELS, NOT_APPLICABLE, UNKNOWN, Answer, AnswerKind, Area, Texts

ANSWERS = (NOT_APPLICABLE, UNKNOWN, *(Answer.at(level) for level in LEVELS))


def test_unknown_not_applicable_and_every_level_are_told_apart():
    assert len(set(ANSWERS)) == 7
    assert len({str(each) for each in ANSWERS}) == 7


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_an_answer_is_read_as_it_was_written(answer):
    assert Answer.parse(str(answer)) == answer


@pytest.mark.parametrize("text", ["", " ", "0", "6", "1.5", "-1", "none", "n", "٣"])
def test_what_is_no_answer_is_refused_and_nothing_is_not_unknown(text):
    with pytest.raises(ValueError, match="not an answer"):
        Answer.parse(text)


@pytest.mark.parametrize(("kind", "level"), [(AnswerKind.UNKNOWN, 1), (AnswerKind.LEVEL, None)])
def test_a_level_belongs_to_the_answer_level_alone(kind, level):
    with pytest.raises(ValueError, match="alone"):
        Answer(kind, level)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_there_are_five_levels(level):
    with pytest.raises(ValueError, match="1 to 5"):
        Answer.at(level)


@given(st.text())
def test_a_text_is_one_paragraph(text):
    kept = Texts(text).text
    assert kept.split() == text.split()
    assert len(kept.splitlines()) <= 1
    assert Texts(kept).text == kept


def test_values_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Area("BOR", "Borders").name = "Frontiers"
