"""Questions to an outside register have no room for a name, and nothing but an answer to the question is an answer."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.documents.outside import OutsideAnswered, OutsideFault, OutsideQuestion, OutsideStatus
from catenary.formats.outside_register.messages import (
    LONGEST_REFERENCE,
    read_answer,
    read_question,
    write_answer,
    write_question,
)

QUESTION = OutsideQuestion("7-41", "UA7654321", "UTO", "P")
TEXT = st.text(max_size=40)


@given(st.builds(OutsideQuestion, TEXT, TEXT, TEXT, TEXT))
def test_a_question_is_read_as_it_was_written(question):
    assert read_question(write_question(question)) == question


def test_a_question_tells_a_document_and_nothing_else():
    assert json.loads(write_question(QUESTION)) == {
        "version": 1,
        "id": "7-41",
        "document": {"number": "UA7654321", "type": "P", "issuer": "UTO"},
    }


@pytest.mark.parametrize(
    "answered",
    [OutsideAnswered(OutsideStatus.NO_MATCH), OutsideAnswered(OutsideStatus.MATCH, "SLTD-2026-118")],
)
def test_an_answer_is_read_as_it_was_written(answered):
    assert read_answer(write_answer(QUESTION.id, answered), QUESTION) == answered


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.booleans() | TEXT, st.lists).map(lambda v: json.dumps(v).encode())
)
def test_whatever_else_comes_is_no_answer(data):
    assert read_answer(data, QUESTION).fault is OutsideFault.UNREADABLE


@pytest.mark.parametrize(
    "told",
    [
        {"id": "7-42"},
        {"version": 2},
        {"result": "maybe"},
        {"result": "not_checked"},
        {"result": None},
        {"reference": 7, "result": "match"},
    ],
)
def test_an_answer_to_another_question_or_in_other_words_is_none(told):
    data = json.dumps({"version": 1, "id": QUESTION.id, "result": "no_match", **told}).encode()
    assert read_answer(data, QUESTION) == OutsideAnswered(
        OutsideStatus.NOT_CHECKED, fault=OutsideFault.UNREADABLE
    )


def test_a_reference_is_cut_to_what_is_kept_and_to_what_can_be_shown():
    data = write_answer(QUESTION.id, OutsideAnswered(OutsideStatus.MATCH, "A\u202e\n" + "9" * 500))
    assert read_answer(data, QUESTION).reference == "A" + "9" * (LONGEST_REFERENCE - 1)


def test_a_nest_deeper_than_any_answer_is_no_answer():
    assert read_answer(b"[" * 100_000, QUESTION).fault is OutsideFault.UNREADABLE
