"""A document of a visit as evidence, and what a counts file in it says first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.assessment.confidence import Access, SourceKind
from catenary.core.assessment.document_evidence import access_of, key_figures, source_kind
from catenary.core.assessment.visit_words import DocumentKind
from catenary.core.mandate.model import Handling

COUNTS = {
    "departures": {"all": 310, "told_before_departure": 300, "with_bookings": 120},
    "travellers": {"total": 41_000, "parts": {"checked": 40_100, "not_checked": 900}},
    "candidates": {"total": 30, "parts": {}, "by_state": {"same_person": None}, "by_outcome": {}},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from([*COUNTS, "all", "total", "parts"]), inner)
    ),
)


def test_what_a_file_withholds_is_told_as_withheld_and_what_it_does_not_say_is_not_there():
    told = key_figures(COUNTS)
    assert (told["departures"], told["travellers_checked"]) == (310, 40_100)
    assert told["candidates_same_person"] is None
    assert "messages" not in told


@given(st.dictionaries(st.sampled_from(list(COUNTS)), JSON))
def test_whatever_a_file_holds_only_whole_numbers_are_read_out_of_it(record):
    assert {type(each) for each in key_figures(record).values()} <= {int, type(None)}


def test_no_document_is_measured_practice_by_its_kind():
    assert SourceKind.MEASURED_PRACTICE not in {source_kind(each) for each in DocumentKind}


@pytest.mark.parametrize(
    ("handling", "shared", "access"),
    [
        (Handling.PUBLIC, False, Access.PUBLIC),
        (Handling.RESTRICTED, True, Access.PARTIES),
        (Handling.RESTRICTED, False, Access.TEAM),
    ],
)
def test_who_can_look_it_up_follows_from_the_document(handling, shared, access):
    assert access_of(handling, shared=shared) is access
