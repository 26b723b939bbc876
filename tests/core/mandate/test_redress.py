"""A redress clears the person it was made for, and nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.dates import PartialDate
from catenary.basis.findings import ProblemError
from catenary.basis.persons import Sex
from catenary.core.mandate.redress import (
    PaperNumber,
    Traits,
    clears,
    honoured,
    is_in_force,
    is_to_be_reviewed,
    make,
    revoke,
)

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PASSPORT, CARD = PaperNumber("AV1234567", "AVA"), PaperNumber("C99", "AVA")
PERSON = Traits(PartialDate(1971, 3, 9), Sex.FEMALE, "AVA", frozenset({PASSPORT, CARD}))
REDRESS = make("rd-1", "un", "QDi.001", PERSON, NOW)


def test_the_person_is_cleared_of_the_entry_they_are_not():
    finding = honoured([REDRESS], "un", "QDi.001", PERSON, NOW)
    assert finding.code == "mandate.redress_honoured"
    assert finding.params == {"redress": "rd-1", "list": "un", "entry": "QDi.001"}


@pytest.mark.parametrize(
    "seen",
    [
        evolve(PERSON, documents=frozenset({PASSPORT})),
        evolve(PERSON, sex=None),
        evolve(PERSON, nationality=None),
        evolve(PERSON, documents=frozenset({CARD, PaperNumber("NEW", "AVA")})),
    ],
)
def test_less_known_of_the_same_person_still_clears(seen):
    assert clears(REDRESS, "un", "QDi.001", seen, NOW)


@pytest.mark.parametrize(
    "seen",
    [
        Traits(),
        evolve(PERSON, documents=frozenset()),
        evolve(PERSON, documents=frozenset({PaperNumber("AV1234567", "BOR")})),
        evolve(PERSON, born=None),
        evolve(PERSON, born=PartialDate(1971)),
        evolve(PERSON, born=PartialDate(1971, 3, 10)),
        evolve(PERSON, sex=Sex.MALE),
        evolve(PERSON, nationality="BOR"),
    ],
)
def test_somebody_else_is_not_cleared(seen):
    assert honoured([REDRESS], "un", "QDi.001", seen, NOW) is None


def test_no_other_entry_is_cleared():
    assert honoured([REDRESS], "un", "QDi.002", PERSON, NOW) is None
    assert honoured([REDRESS], "eu", "QDi.001", PERSON, NOW) is None
    assert honoured([], "un", "QDi.001", PERSON, NOW) is None


def test_a_redress_is_reviewed_then_over_and_can_be_revoked():
    assert not is_to_be_reviewed(REDRESS, NOW)
    assert is_to_be_reviewed(REDRESS, REDRESS.review_at)
    assert is_in_force(REDRESS, REDRESS.review_at)
    assert not is_in_force(REDRESS, REDRESS.expires_at)
    assert not is_in_force(REDRESS, NOW - timedelta(seconds=1))
    revoked = revoke(REDRESS, NOW, reason="the list was corrected")
    assert not clears(revoked, "un", "QDi.001", PERSON, NOW)
    with pytest.raises(ProblemError):
        revoke(REDRESS, NOW, reason="")


@pytest.mark.parametrize(
    "traits",
    [
        evolve(PERSON, born=None),
        evolve(PERSON, born=PartialDate(1971, 3)),
        evolve(PERSON, documents=frozenset()),
    ],
)
def test_who_is_hardly_known_gets_no_redress(traits):
    with pytest.raises(ProblemError) as refused:
        make("rd-2", "un", "QDi.001", traits, NOW)
    assert refused.value.finding.code == "mandate.redress_traits_few"


papers = st.builds(PaperNumber, st.sampled_from(["A1", "B2", "C3"]), st.sampled_from(["AVA", "BOR"]))
traits = st.builds(
    Traits,
    st.none() | st.builds(PartialDate, st.sampled_from([1970, 1971]), st.just(3), st.just(9)),
    st.none() | st.sampled_from(Sex),
    st.none() | st.sampled_from(["AVA", "BOR"]),
    st.frozensets(papers, max_size=2),
)


@given(traits.filter(lambda each: each.born and each.documents), traits)
def test_a_cleared_traveller_shares_birth_date_and_document_and_contradicts_nothing(mine, seen):
    cleared = clears(make("rd", "un", "1", mine, NOW), "un", "1", seen, NOW)
    shared = {(paper.number, paper.issuer) for paper in mine.documents} & {
        (paper.number, paper.issuer) for paper in seen.documents
    }
    contradicted = any(
        left and right and left != right
        for left, right in ((mine.sex, seen.sex), (mine.nationality, seen.nationality))
    )
    assert cleared == (bool(shared) and mine.born == seen.born and not contradicted)
