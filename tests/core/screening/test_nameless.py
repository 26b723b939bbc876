"""A person without a name is looked up by the numbers of the documents."""

import pytest
from attrs import evolve

from catenary.basis.persons import Sex
from catenary.core.screening.scoring import score_of


@pytest.mark.parametrize("number", ["AO123456", "A0123456"])
def test_who_has_no_name_is_looked_up_by_document(screener_of, entry_of, person_of, number):
    screener = screener_of([entry_of("1", "Torvald Ostrelind", documents="AO123456")])
    nobody = evolve(person_of("x", documents=number), names=())
    (candidate,) = screener.screen(nobody)
    codes = [finding.code for finding in candidate.findings]
    assert (candidate.entry, candidate.name) == ("1", "Torvald Ostrelind")
    assert "screening.name_none" in codes
    assert "screening.list_size" not in codes
    assert not [code for code in codes if "token" in code]


def test_the_contributions_of_a_document_alone_add_up_to_the_score(screener_of, entry_of, person_of):
    many = [
        entry_of(str(n), f"Given{n} Family{n}", documents=f"N{n:07d}", sex=Sex.FEMALE) for n in range(900)
    ]
    nobody = evolve(person_of("x", documents="N0000007", sex=Sex.FEMALE), names=())
    (candidate,) = screener_of(many).screen(nobody)
    assert candidate.score == score_of(sum(each.params["contribution"] for each in candidate.findings))


def test_who_has_neither_name_nor_listed_document_is_no_candidate(screener_of, entry_of, person_of):
    screener = screener_of([entry_of("1", "Torvald Ostrelind", documents="AO123456")])
    for documents in ((), ("XX999",), ("",)):
        assert screener.screen(evolve(person_of("x", documents=documents), names=())) == []
