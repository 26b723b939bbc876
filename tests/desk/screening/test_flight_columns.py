"""What pages of flights tell of checks: nobody is passed over in silence, and no first judgement shows."""

from tests.desk.screening.made import BORDER, OFFICER, SECOND, candidate

from catenary.core.screening.judging import Compared, Verdict
from catenary.desk.intake.models import FlightLeg, Passage
from catenary.desk.intake.more_columns import annotated_flights, annotated_travellers
from catenary.desk.screening.judging import judge, version_of
from catenary.desk.screening.models import Check


def counts(act_as, row):
    with act_as(OFFICER, *BORDER):
        leg = annotated_flights(FlightLeg.objects.filter(pk=row.passage.leg_id)).get()
        passage = annotated_travellers(Passage.objects.filter(pk=row.passage_id)).get()
        return leg.candidates, leg.unchecked, passage.checked, passage.waiting


def said(act_as, row, email, verdict):
    with act_as(email, *BORDER) as here:
        judge(
            actor=here, candidate=row.public_id, verdict=verdict, compared={Compared.NAME}, reason="x",
            version=version_of(row),
        )  # fmt: skip


def test_a_candidate_waits_until_it_is_decided_whatever_one_judge_said(act_as, db):
    row = candidate()
    before = counts(act_as, row)
    assert before == (1, 0, "candidates", 1)
    said(act_as, row, OFFICER, Verdict.SAME)
    assert counts(act_as, row) == before
    said(act_as, row, SECOND, Verdict.SAME)
    assert counts(act_as, row) == (0, 0, "candidates", 0)


def test_who_was_not_checked_is_counted(act_as, db):
    row = candidate()
    with act_as(OFFICER, *BORDER):
        Check.objects.filter(passage=row.passage).update(status="not_checked")
    assert counts(act_as, row)[1:3] == (1, "not_checked")
    with act_as(OFFICER, *BORDER):
        Check.objects.filter(passage=row.passage).update(counts=False)
    assert counts(act_as, row)[1:3] == (1, "")


def test_the_pages_of_flight_and_traveller_lead_to_the_candidates(browser, db):
    row = candidate()
    client = browser(OFFICER, *BORDER)
    flight = client.get(f"/intake/flights/{row.passage.leg.public_id}").content.decode()
    assert f"/screening/queue?flight=UX{row.passage.leg.number}" in flight
    assert "met entries" in flight
    traveller = client.get(f"/intake/travellers/{row.passage.public_id}").content.decode()
    assert f"/screening/candidates/{row.public_id}" in traveller
