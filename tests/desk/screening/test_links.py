"""What ties a confirmed person to others, on what each tie rests, for which purpose, and who was shown."""

import pytest
from attrs import evolve
from tests.desk.intake.bookings import NOW, Desk, booking_of, made_for, party_of, pnrgov
from tests.desk.intake.conftest import as_worker, channel, spool, unit
from tests.desk.screening.made import BORDER, CRIME, OFFICER, SUPERVISOR, candidate

from catenary.basis.findings import ProblemError
from catenary.core.intake.booking import Contact, ContactKind
from catenary.desk.intake.models import Join, Passage
from catenary.desk.ledger.models import Sighting
from catenary.desk.mandate.acting import acting
from catenary.desk.screening import links
from catenary.desk.screening.links import Tie, links_of
from catenary.desk.screening.models import Candidate

__all__ = ["as_worker", "channel", "spool", "unit"]
PHONE = Contact(ContactKind.PHONE, "+999 55 501 0042")


@pytest.fixture
def made():
    return made_for("links")


@pytest.fixture
def desk(as_worker, unit, channel, made):
    return Desk(unit, channel, made)


@pytest.fixture
def parties(desk, made):
    """Two who booked together, and somebody of another booking with the same telephone number."""
    two = party_of(made, 2)
    other = next(party for party in made.parties if not set(party) & set(two))[:1]
    desk.passengers(*two, *other)
    told = [evolve(booking_of(made, *party), contacts=(PHONE,)) for party in (two, other)]
    desk.told(pnrgov(made, *told, travellers=[*two, *other]))
    return two, other


@pytest.fixture
def row(parties):
    return candidate(passage=Passage.objects.order_by("pk")[0], state="confirmed", decided_at=NOW)


def names(found, tie):
    return {each.name.upper() for each in found.found if each.tie is tie}


def told_name(traveller):
    return f"{traveller.name.given_names} {traveller.name.surname}".upper()


def test_a_confirmed_person_is_tied_by_booking_and_by_contact_with_the_evidence(row, parties, act_as, desk):
    (one, second), (other,) = parties
    with act_as(OFFICER, *CRIME) as here:
        found = links_of(actor=here, row=row)
    assert names(found, Tie.BOOKING) == {told_name(second)}
    assert names(found, Tie.CONTACT) == {told_name(other)}
    assert told_name(one) not in {each.name.upper() for each in found.found}
    assert {each.evidence for each in found.found} == {one.booking_reference, "999555010042"}
    with acting(desk.declared):
        assert {str(each.public_id) for each in found.records} <= set(
            Sighting.objects.values_list("record", flat=True)
        )


@pytest.mark.parametrize("state", ["open", "second", "cleared", "withdrawn"])
def test_nobody_but_a_confirmed_person_has_ties(row, act_as, desk, state):
    with acting(desk.declared):
        Candidate.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    with act_as(OFFICER, *CRIME) as here, pytest.raises(ProblemError):
        links_of(actor=here, row=row)


def test_a_border_check_opens_no_ties(row, act_as):
    with act_as(OFFICER, *BORDER) as here, pytest.raises(ProblemError):
        links_of(actor=here, row=row)


def test_a_contact_that_very_many_share_ties_nobody(row, act_as, monkeypatch):
    monkeypatch.setattr(links, "MOST_SHARED", 1)
    with act_as(OFFICER, *CRIME) as here:
        found = links_of(actor=here, row=row)
    assert found.shared == 1
    assert not names(found, Tie.CONTACT)


def test_the_page_has_a_table_a_drawing_and_for_who_may_a_copy_with_its_handling(row, browser):
    address = f"/screening/candidates/{row.public_id}/links"
    page = browser(OFFICER, *CRIME).get(address).content.decode()
    assert "same booking" in page
    assert 'role="img"' in page
    assert browser(OFFICER, *CRIME).get(address, {"format": "csv"}).status_code == 403
    assert (
        "handling: restricted" in browser(SUPERVISOR, *CRIME).get(address, {"format": "csv"}).content.decode()
    )


def test_a_person_of_another_booking_is_found_without_a_join_by_the_document(row, act_as, desk, parties):
    with acting(desk.declared):
        Join.objects.all().delete()
    with act_as(OFFICER, *CRIME) as here:
        found = links_of(actor=here, row=row)
    assert names(found, Tie.BOOKING) == {told_name(parties[0][1])}
