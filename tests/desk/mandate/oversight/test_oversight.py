"""The oversight desk: who watches sees what stands out in what they oversee, and nothing of any traveller."""

from datetime import UTC, datetime

import pytest
from attrs import evolve
from django.urls import reverse

from catenary.core.mandate.model import DeskAct
from catenary.core.mandate.safeguards import SAFEGUARDS
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.oversight.queries import figures_of, organisations_of, unusual
from catenary.desk.mandate.records.holding import hold

OFFICER, DPO = "tom.ashgrove@piu.utopia.example", "nadia.fenwick@piu.utopia.example"
OVERSIGHT, FOREIGN_OVERSIGHT = (
    "edmund.ravel@oversight.utopia.example",
    "pilar.entrena@defensoria.marvona.example",
)
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
CRIME = ("terrorism", "eu-2016-681-6")
WATCH = ("oversight", "eu-2016-680-oversight")
NAME = b"ZEPHYRINE QUILLFEATHER"
PAGE = "/mandate/oversight"


def codes(found):
    return {each.finding.code for each in found}


def test_many_refusals_stand_out_for_the_own_officer_and_for_the_body_that_watches(browser, act_as, unit):
    officer = browser(OFFICER)
    for _ in range(6):
        assert officer.get("/mandate/rights").status_code == 403
    for email in (DPO, OVERSIGHT):
        with act_as(email, *WATCH):
            assert "mandate.watch_refusals" in codes(unusual(unit, datetime.now(UTC)))
    assert b"refusals within" in browser(OVERSIGHT, *WATCH).get(PAGE).content


def test_another_oversight_body_sees_nothing_of_it(browser, act_as, unit):
    officer = browser(OFFICER)
    for _ in range(6):
        officer.get("/mandate/rights")
    with act_as(FOREIGN_OVERSIGHT, *WATCH) as here:
        assert unit not in organisations_of(here, DeskAct.SEE_ACCESSES)
        assert unusual(unit, datetime.now(UTC)) == ()


def test_a_look_at_a_record_with_ones_own_name_stands_out(browser, act_as, held, unit, booking):
    new = booking(1)
    with acting(Declaration(organisation=unit.pk)):
        fields = {**new.fields, "travellers": ["ASHGROVE / TOM MR"]}
        (row,) = hold(organisation=unit, records=[evolve(new, fields=fields)])
    browser(OFFICER, *CRIME).get(reverse("record", args=[row.public_id]))
    with act_as(DPO, *WATCH):
        assert "mandate.watch_own_name" in codes(unusual(unit, datetime.now(UTC)))


def zone_where_it_is(hour):
    """A zone in which this hour has just begun or is going on."""
    ahead = (hour - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}"


@pytest.mark.parametrize(("hour", "stands_out"), [(3, True), (12, False)])
def test_night_is_night_in_the_time_zone_of_the_organisation(browser, act_as, held, unit, hour, stands_out):
    browser(OFFICER, *CRIME).get(reverse("record", args=[held().public_id]))
    unit.time_zone = zone_where_it_is(hour)
    with act_as(DPO, *WATCH):
        assert ("mandate.watch_night" in codes(unusual(unit, datetime.now(UTC)))) == stands_out


def test_pages_of_oversight_name_no_traveller(browser, held):
    row = held()
    browser(OFFICER, *CRIME).get(reverse("record", args=[row.public_id]))
    for address in (PAGE, f"{PAGE}/statistics", "/mandate/safeguards"):
        shown = browser(OVERSIGHT, *WATCH).get(address)
        assert shown.status_code == 200
        assert NAME not in shown.content


@pytest.mark.parametrize("email", [OFFICER, ADMINISTRATOR])
def test_who_does_not_watch_is_refused(browser, email):
    assert browser(email).get(PAGE).status_code == 403


def test_the_figures_of_the_year_count_records_and_those_shared(act_as, held, unit):
    foreign = Organisation.objects.get(name__startswith="Unidad")
    today = datetime.now(UTC).date()
    with act_as(DPO, *WATCH):
        before = figures_of(unit, today.year, today)
    held(days=0)
    held(days=0, audience=(foreign.pk,))
    with act_as(DPO, *WATCH):
        after = figures_of(unit, today.year, today)
    assert (after.collected - before.collected, after.exchanged - before.exchanged) == (2, 1)


def test_every_safeguard_stands_on_its_page_with_its_tests(browser):
    shown = browser(OFFICER).get("/mandate/safeguards").content.decode()
    for each in SAFEGUARDS:
        assert all(test in shown for test in each.tests)
