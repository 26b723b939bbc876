"""Stating a purpose: limited to what the roles have work for, one at a time, on the record."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Purpose
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.models import OpenTask
from catenary.desk.mandate.tasks.services import close_task, open_task

OFFICER = "tom.ashgrove@piu.utopia.example"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"


def test_a_task_is_opened_and_closed_on_the_record(act_as):
    with act_as(OFFICER) as here:
        task = open_task(actor=here, purpose=Purpose.TERRORISM, basis="eu-2016-681-6", reference="2026/7")
        assert close_task(actor=here) == 1
        task.refresh_from_db()
        entered = list(Event.objects.filter(record=str(task.public_id)).values_list("act", "purpose"))
    assert task.closed_at is not None
    assert sorted(entered) == [("close_task", "terrorism"), ("open_task", "terrorism")]


def test_a_new_task_ends_the_one_before(act_as):
    with act_as(OFFICER) as here:
        first = open_task(actor=here, purpose=Purpose.TERRORISM, basis="eu-2016-681-6")
        second = open_task(actor=here, purpose=Purpose.BORDER_CHECK, basis="icao-9-api")
        assert list(OpenTask.objects.filter(person=here.person, closed_at=None)) == [second]
    assert first != second


@pytest.mark.parametrize(
    ("email", "purpose", "basis", "code"),
    [
        (OFFICER, Purpose.RESEARCH, "sc-1373-6", "task_purpose_forbidden"),
        (OFFICER, Purpose.TERRORISM, "icao-9-api", "basis_forbids"),
        (OFFICER, Purpose.TERRORISM, "made-up", "basis_unknown"),
        (ADMINISTRATOR, Purpose.OPERATION, "icao-9-api", "task_purpose_forbidden"),
    ],
)
def test_a_task_that_core_refuses_is_not_opened(act_as, email, purpose, basis, code):
    with act_as(email) as here:
        with pytest.raises(ProblemError) as refused:
            open_task(actor=here, purpose=purpose, basis=basis)
        assert refused.value.finding.code == f"mandate.{code}"
        assert not OpenTask.objects.filter(person=here.person).exists()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), min_size=2).map(" ".join))
def test_a_reference_with_a_space_never_reaches_the_ledger(act_as, reference):
    with act_as(OFFICER) as here:
        with pytest.raises(ProblemError):
            open_task(actor=here, purpose=Purpose.TERRORISM, basis="eu-2016-681-6", reference=reference)
        assert not Event.objects.filter(person=here.person).exists()
