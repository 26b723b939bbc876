"""A row that fails keeps no other from its turn."""

from contextlib import nullcontext

import pytest

from catenary.desk.mandate import one_by_one


@pytest.fixture(autouse=True)
def no_database(monkeypatch):
    monkeypatch.setattr(one_by_one, "acting", lambda _declared: nullcontext())


def test_what_fails_for_one_row_is_done_to_the_others():
    done = []

    def act(row):
        if row == 2:
            raise ValueError
        done.append(row)

    assert one_by_one.each_alone([1, 2, 3], act) == 2
    assert done == [1, 3]
