"""Laws that allow purposes, and a State's own."""

import pytest

from catenary.basis.findings import ProblemError
from catenary.core.mandate.legal_bases import LEGAL_BASES, bases_for, with_national_law
from catenary.core.mandate.model import Purpose

OWN = {
    "code": "national-pnr-act",
    "instrument": "Avalonia, PNR Act",
    "paragraph": "s.4",
    "purposes": [Purpose.TERRORISM],
}


def test_a_state_adds_its_own_law_and_vouches_for_it():
    table = with_national_law(LEGAL_BASES, **OWN)
    added = table["national-pnr-act"]
    assert (added.instrument, added.paragraph, added.purposes, added.confirmed) == (
        "Avalonia, PNR Act",
        "s.4",
        {Purpose.TERRORISM},
        True,
    )
    assert set(table) == {*LEGAL_BASES, "national-pnr-act"}
    assert "national-pnr-act" not in LEGAL_BASES


@pytest.mark.parametrize(
    "change",
    [
        {"code": "pnr-act"},
        {"code": "national-"},
        {"code": ""},
        {"instrument": " "},
        {"paragraph": ""},
        {"purposes": []},
    ],
)
def test_a_law_that_is_not_told_whole_is_refused(change):
    with pytest.raises(ProblemError) as refused:
        with_national_law(LEGAL_BASES, **(OWN | change))
    assert refused.value.finding.code == "mandate.basis_incomplete"


def test_a_code_stands_for_one_law():
    table = with_national_law(LEGAL_BASES, **OWN)
    with pytest.raises(ProblemError) as refused:
        with_national_law(table, **OWN)
    assert refused.value.finding.code == "mandate.basis_taken"


@pytest.mark.parametrize("purpose", Purpose)
def test_a_page_offers_the_laws_that_allow_the_purpose_and_no_other(purpose):
    offered = {basis.code for basis in bases_for(purpose)}
    assert offered == {code for code, basis in LEGAL_BASES.items() if purpose in basis.purposes}
    assert (purpose is Purpose.OPERATION) == (not offered)


def test_every_law_stands_under_its_own_code_and_allows_something():
    for code, basis in LEGAL_BASES.items():
        assert (basis.code, bool(basis.purposes), bool(basis.paragraph)) == (code, True, True)
