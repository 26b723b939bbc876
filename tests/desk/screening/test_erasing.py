"""What goes with a record: reasons with the candidate's, and the candidate's with the traveller's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from tests.desk.conftest import reach
from tests.desk.screening.made import OFFICER, candidate

from catenary.app.embedded import WORKER
from catenary.core.screening.judging import CandidateState
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import HeldRecord, Person, RecordFields
from catenary.desk.mandate.retention.carrying_out import carry_out
from catenary.desk.screening.cases import case_of, seen_by
from catenary.desk.screening.models import Candidate, Judged


@pytest.fixture
def judged(own_database):
    """A candidate that somebody judged, on a database of the test's own, as the jobs see it."""
    reach(own_database(WORKER))
    with acting(Declaration(door=Door.SYSTEM)):
        officer = Person.objects.get(email=OFFICER)
    row = candidate()
    with acting(Declaration(person=officer.pk, organisation=row.organisation_id)):
        Judged.objects.create(
            organisation=row.organisation, candidate=row, judge=officer, verdict="same_person", compared=["name"],
            reason="The same scar", at=datetime.now(UTC),
        )  # fmt: skip
        Candidate.objects.filter(pk=row.pk).update(state=CandidateState.SECOND.value)
    yield row
    connection.close()


def erase(record):
    now = datetime.now(UTC)
    with acting(Declaration(door=Door.SYSTEM)):
        HeldRecord.objects.filter(pk=record.pk).update(erase_at=now, ordered_at=now - timedelta(days=1))
    for _round in range(2):
        carry_out(now + timedelta(minutes=5))


def told(row):
    with acting(Declaration(door=Door.SYSTEM)):
        reasons = list(Judged.objects.filter(candidate=row).values_list("reason", flat=True))
        return reasons, RecordFields.objects.filter(record=row.record_id).exists()


def test_reasons_go_with_the_record_of_the_candidate(judged):
    erase(judged.record)
    assert told(judged) == ([""], False)


def test_what_a_candidate_tells_of_a_traveller_goes_in_the_round_after_the_traveller(judged):
    assert judged.traveller_digest
    erase(judged.passage.record)
    assert told(judged) == ([""], False)
    with acting(Declaration(door=Door.SYSTEM)):
        assert Candidate.objects.get(pk=judged.pk).traveller_digest == ""


def test_that_somebody_judged_stays_and_keeps_them_from_judging_again(judged):
    erase(judged.record)
    with acting(Declaration(door=Door.SYSTEM)):
        row = Candidate.objects.get(pk=judged.pk)
        (said,) = case_of(row).judgements
        assert [each.judge for each in seen_by(row, Person.objects.get(email=OFFICER))] == [
            Person.objects.get(email=OFFICER)
        ]
        assert said.verdict == "same_person"
