"""A State's own times: shorter only, two persons, worked into every record; and what pages say of them."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from catenary.app.embedded import WEB, WORKER
from catenary.app.settings import database_of
from catenary.basis.findings import ProblemError
from catenary.core.mandate.flow_table import Step
from catenary.core.mandate.model import DataClass, Months
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.models import RetentionLaw
from catenary.desk.mandate.records.matters import take_step
from catenary.desk.mandate.retention.laws import propose_law
from catenary.desk.mandate.retention.spans import span_of, text_of
from catenary.desk.mandate.retention.tables import table_for
from catenary.desk.mandate.tasks_jobs.matters import settle_matter
from catenary.desk.mandate.tasks_jobs.retention import apply_retention_laws

SUPERVISOR, DPO = "greta.holmwood@piu.utopia.example", "nadia.fenwick@piu.utopia.example"
RECORD = DataClass.PASSENGER_RECORD


@pytest.fixture
def db(own_database):
    """Here everything commits, on a copy of the database: the jobs and the web are two roles."""
    return own_database


@pytest.fixture
def as_role(own_database):
    """`as_role(WORKER)`: from now on the connection is that role's."""

    def reach(role):
        connection.close()
        connection.settings_dict.update(database_of(own_database(role)))

    return reach


def proposed(here, **times):
    with acting(here.declaration):
        return propose_law(
            actor=here, data_class=RECORD, source="Passenger Data Act s.4", times=times, reason="new law"
        )


def test_a_law_of_the_state_shortens_the_time_of_every_record_once_two_persons_agree(
    held, signed_in, as_role
):
    row = held(days=30)
    supervisor, officer = signed_in(SUPERVISOR), signed_in(DPO)
    matter = proposed(supervisor, erased_after="P3M")
    with pytest.raises(ProblemError), acting(supervisor.declaration):
        take_step(actor=supervisor, matter=matter.public_id, step=Step.CONFIRM)
    with acting(officer.declaration):
        take_step(actor=officer, matter=matter.public_id, step=Step.CONFIRM)
    as_role(WORKER)
    settle_matter(matter.pk)
    settle_matter(matter.pk)
    apply_retention_laws(0)
    as_role(WEB)
    with acting(Declaration(organisation=row.organisation_id)):
        laws = list(RetentionLaw.objects.filter(organisation=row.organisation))
        row.refresh_from_db()
    assert [law.applied_at is not None for law in laws] == [True]
    assert row.erase_at == Months(3).after(row.received_at)
    assert table_for(row.organisation)[RECORD].source == "Passenger Data Act s.4"


def test_a_newer_law_takes_the_place_of_the_one_before(held, signed_in, as_role):
    supervisor, officer = signed_in(SUPERVISOR), signed_in(DPO)
    for months in ("P3M", "P2M"):
        matter = proposed(supervisor, erased_after=months)
        with acting(officer.declaration):
            take_step(actor=officer, matter=matter.public_id, step=Step.CONFIRM)
        as_role(WORKER)
        settle_matter(matter.pk)
        as_role(WEB)
    assert table_for(supervisor.organisation)[RECORD].erased_after == Months(2)


@pytest.mark.parametrize(
    "times",
    [
        {"erased_after": "P7M"},
        {"erased_after_linked": "P61M"},
        {"masked_after": "P7M"},
        {"erased_after": "PT0H"},
    ],
)
def test_no_law_keeps_anything_longer_than_its_class_allows(signed_in, times):
    with pytest.raises(ProblemError):
        proposed(signed_in(SUPERVISOR), **times)


def test_a_law_without_two_persons_changes_nothing(held, signed_in, as_role):
    matter = proposed(signed_in(SUPERVISOR), erased_after="P3M")
    as_role(WORKER)
    settle_matter(matter.pk)
    apply_retention_laws(0)
    assert not RetentionLaw.objects.exists()


def test_the_law_is_proposed_and_confirmed_in_the_browser(browser):
    told = {"data_class": RECORD.value, "source": "Act s.4", "erased_after": "P3M", "reason": "new"}
    supervisor = browser(SUPERVISOR)
    assert (
        supervisor.post("/mandate/retention/propose", {**told, "erased_after": "3 months"}).status_code == 422
    )
    assert supervisor.post("/mandate/retention/propose", {**told, "erased_after": "P9M"}).status_code == 422
    assert supervisor.post("/mandate/retention/propose", told).status_code == 303
    assert browser(DPO).get("/mandate/retention/propose").status_code == 403
    listed = browser(DPO).get("/mandate/decisions").content.decode()
    assert "own times" in listed


@given(
    st.one_of(
        st.none(), st.integers(1, 9999).map(Months), st.integers(1, 99_999).map(lambda h: timedelta(hours=h))
    )
)
def test_times_are_written_and_read_back(span):
    assert span_of(text_of(span)) == span


@given(st.text(max_size=12))
def test_what_is_no_duration_is_refused_and_never_guessed(text):
    try:
        span = span_of(text)
    except ValueError:
        return
    assert span is None or text.startswith("P")
