"""What hangs on a record, and the reasons of matters about it, open no wider than the record itself."""

import pytest
from django.urls import reverse

from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import Purpose
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.people.matters import neighbours

OFFICER = "tom.ashgrove@piu.utopia.example"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
LIAISON = "yusra.beltane@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
TASK = ("terrorism", "eu-2016-681-6")


@pytest.fixture
def a_record(act_as):
    """A passenger record of the unit that is not masked."""
    with act_as(OFFICER, *TASK) as here:
        rows = HeldRecord.objects.filter(organisation=here.organisation, data_class="passenger_record")
        return rows.filter(masked_at=None, erased_at=None)[0].public_id


@pytest.mark.parametrize("page", ["comments", "attachments"])
def test_what_hangs_on_a_record_opens_to_those_alone_who_may_open_it(browser, a_record, page):
    address = reverse(page, args=["record", a_record])
    assert browser(OFFICER, *TASK).get(address).status_code == 200
    assert browser(OFFICER).get(address).status_code == 422  # asked for a purpose first
    assert browser(ADMINISTRATOR).get(address).status_code == 403


def test_nobody_writes_under_a_record_they_may_not_open(browser, a_record):
    address = reverse("comments", args=["record", a_record])
    assert browser(ADMINISTRATOR).post(address, {"text": "seen"}).status_code == 403


def test_the_reason_of_a_hold_is_read_by_those_alone_whom_it_concerns(browser, a_record):
    asker = browser(SUPERVISOR, *TASK)
    asked = asker.post(reverse("record_deed", args=[a_record, "hold"]), {"reason": "a court may want it"})
    assert asked.status_code == 303
    (matter,) = {each.url for each in asker.get(reverse("record_matters")).context["lines"][:1]}
    assert asker.get(matter).status_code == 200
    for stranger in (ADMINISTRATOR, LIAISON):
        assert browser(stranger).get(matter).status_code == 403
        assert matter not in [
            each.url for each in browser(stranger).get(reverse("record_matters")).context["lines"]
        ]


def test_only_authorities_of_the_own_family_can_be_asked_to_decide_from_afar(browser, signed_in, a_record):
    own = signed_in(SUPERVISOR).organisation
    page = browser(SUPERVISOR, *TASK).get(reverse("record_deed", args=[a_record, "hold"]))
    offered = set(page.context["form"].fields["organisations"].queryset)
    assert offered
    assert offered <= set(neighbours(own))


def test_a_day_at_the_end_of_time_is_a_day_without_entries(browser):
    basis = next(code for code, each in LEGAL_BASES.items() if Purpose.OVERSIGHT in each.purposes)
    watcher = browser("nadia.fenwick@piu.utopia.example", Purpose.OVERSIGHT, basis)
    assert watcher.get("/ledger/?day=9999-12-31").status_code == 200
