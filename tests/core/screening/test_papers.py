"""Identity documents beside listed ones: what numbers and issuers prove together."""

import pytest
from attrs import evolve

from catenary.core.screening.model import ListedDocument
from catenary.core.screening.papers import READ_ALIKE, SAME_NUMBER, best_meeting
from catenary.core.screening.scoring import thresholds_for

NUMBER, ALIKE = "AO123456", "A0123456"


def evolve_documents(someone, issuer):
    return evolve(someone, documents=(ListedDocument(NUMBER, "P", issuer),))


@pytest.mark.parametrize(
    ("issuer", "listed", "agree"),
    [
        ("FRA", "FRA", True),
        ("D", "DEU", True),
        ("QSD", "qsd", True),
        ("FRA", "ESP", False),
        ("FRA", None, None),
        (None, None, None),
        ("FRA", "France?", None),
    ],
)
def test_one_number_proves_most_when_one_state_issued_it(issuer, listed, agree):
    met = best_meeting(ListedDocument(NUMBER, "P", issuer), [ListedDocument(NUMBER, None, listed)])
    assert met.issuers_agree is agree
    assert met.nats == SAME_NUMBER[agree]


def test_of_several_listed_documents_the_one_that_proves_most_counts():
    listed = [ListedDocument(ALIKE, "P", "FRA"), ListedDocument(NUMBER, "P", "ESP"), ListedDocument(NUMBER)]
    met = best_meeting(ListedDocument(NUMBER, "P", "FRA"), listed)
    assert met.theirs in (listed[0], listed[2])
    assert met.nats == max(READ_ALIKE[True], SAME_NUMBER[None])


@pytest.mark.parametrize("agree", [True, None, False])
def test_the_number_itself_proves_more_than_one_read_for_it(agree):
    assert SAME_NUMBER[agree] > READ_ALIKE[agree]


def test_a_document_without_a_listed_one_to_meet_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="empty"):
        best_meeting(ListedDocument(NUMBER), [ListedDocument("XX1")])


def test_whoever_travels_on_a_listed_passport_is_shown_on_a_list_of_any_length(
    screener_of, entry_of, person_of
):
    listed = evolve(
        entry_of("1", "Torvald Ostrelind", born="1961-02-03"),
        documents=(ListedDocument(NUMBER, "P", "FRA"),),
    )
    person = evolve(
        person_of("Ida Brannevik", born="1990-05-06"), documents=(ListedDocument(NUMBER, "P", "FRA"),)
    )
    (candidate,) = screener_of([listed]).screen(person, thresholds_for(1_000_000, born=True))
    assert candidate.band == "review"


def test_a_number_of_another_state_says_so(screener_of, entry_of, person_of):
    listed = evolve_documents(entry_of("1", "Torvald Ostrelind"), "ESP")
    person = evolve_documents(person_of("Torvald Ostrelind"), "FRA")
    (candidate,) = screener_of([listed]).screen(person)
    (finding,) = [each for each in candidate.findings if "document" in each.code]
    assert finding.code == "screening.document_other_issuer"
    assert (finding.params["query"], finding.params["entry"]) == (f"{NUMBER} (FRA)", f"{NUMBER} (ESP)")
