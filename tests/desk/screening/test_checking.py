"""Every traveller gets an answer, or the reason why there is none."""

import pytest
from tests.desk.screening.border import HUMPHREY, LISTED, OTHER, ZEPHYRINE
from tests.desk.screening.conftest import NOW

from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.models import Candidate, Check


@pytest.fixture
def checked(desk):
    """`checked(*travellers)`: their checks after a message about them."""

    def check(*travellers, now=NOW, **more):
        passages = desk.message_read(*travellers, **more)
        with desk.as_job():
            return check_passages(passages=passages, now=now)

    return check


def test_a_listed_traveller_is_a_candidate_and_another_is_nobody(desk, checked):
    desk.in_force(LISTED, OTHER)
    first, second = checked(ZEPHYRINE, HUMPHREY)
    assert (first.status, first.candidates) == ("candidates", 1)
    assert (second.status, second.candidates) == ("no_match", 0)
    with desk.as_job():
        (row,) = Candidate.objects.all()
        assert (row.entry, row.list.code, row.state) == ("W1", "un", "open")
        assert row.record.content.fields["listed"]["names"][0]["name"]["full"] == "Zephyrine Quillfeather"
