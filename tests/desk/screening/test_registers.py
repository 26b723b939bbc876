"""Documents are looked up in the installation's register, and where that is not possible the check says so."""

from datetime import timedelta

from attrs import evolve
from tests.desk.screening.border import HUMPHREY, OTHER, ZEPHYRINE
from tests.desk.screening.conftest import NOW

from catenary.desk.screening.checking import check_passages

TODAY = NOW.date()


def checks(desk, *travellers, **more):
    passages = desk.message_read(*travellers, **more)
    with desk.as_job():
        return check_passages(passages=passages, now=NOW)


def test_a_document_reported_stolen_is_to_be_looked_at_and_no_candidate_of_a_list(desk, stolen):
    desk.in_force(OTHER)
    stolen("UA7654321,UTO,P,stolen")
    first, second = checks(desk, ZEPHYRINE, HUMPHREY)
    assert (first.documents, first.status) == ("to_look_at", "no_match")
    assert (second.documents, second.status) == ("nothing_against", "no_match")
    assert "screening.no_register" not in second.reasons


def test_a_register_that_was_rebuilt_is_asked_from_the_next_check_on(desk, stolen):
    desk.in_force(OTHER)
    stolen("UA0000000,UTO,P,stolen")
    (before,) = checks(desk, ZEPHYRINE)
    stolen("UA7654321,UTO,P,stolen")
    with desk.as_job():
        (after,) = check_passages(passages=[before.passage], now=NOW + timedelta(minutes=1))
    assert (before.documents, after.documents) == ("nothing_against", "to_look_at")


def test_a_register_that_is_too_old_or_not_there_gives_no_all_clear(desk, stolen, settings, tmp_path):
    desk.in_force(OTHER)
    stolen("UA0000000,UTO,P,stolen", as_of=TODAY - timedelta(days=30))
    (old,) = checks(desk, ZEPHYRINE)
    assert (old.documents, "documents.index_stale" in old.reasons) == ("not_checked", True)
    settings.CATENARY = evolve(settings.CATENARY, documents_index=tmp_path / "gone")
    with desk.as_job():
        (gone,) = check_passages(passages=[old.passage], now=NOW + timedelta(minutes=1))
    assert gone.documents == "not_checked"


def test_who_has_no_document_is_told_to_have_none(desk, stolen):
    desk.in_force(OTHER)
    stolen("UA0000000,UTO,P,stolen")
    (check,) = checks(desk, evolve(ZEPHYRINE, documents=()))
    assert (check.documents, "judging.document_missing" in check.reasons) == ("not_checked", True)


def test_what_is_odd_about_a_document_is_told_by_its_code(desk, stolen):
    desk.in_force(OTHER)
    stolen("UA0000000,UTO,P,stolen")
    expired = evolve(ZEPHYRINE.documents[0], expires=evolve(ZEPHYRINE.born, year=2019))
    (check,) = checks(desk, evolve(ZEPHYRINE, documents=(expired,)))
    assert any(code.startswith("documents.") and "expired" in code for code in check.reasons)
