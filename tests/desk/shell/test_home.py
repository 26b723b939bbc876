"""The first page of the day."""

from datetime import UTC, datetime, timedelta

import pytest

from catenary.desk.shell import due
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import TaskItem
from catenary.world.institutions import officials

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize("official", officials(), ids=lambda official: official.email)
def test_everybody_of_the_world_finds_a_home_page(browser, official):
    page = browser(official.email).get("/")
    assert page.status_code == 200
    assert official.name in page.content.decode()


def test_nobody_sees_a_home_page_without_signing_in(client, db):
    assert client.get("/").headers["Location"].startswith("/account/login")


def test_what_is_due_comes_first_by_its_clock(signed_in, monkeypatch):
    late, soon = (clock(NOW + timedelta(hours=hours), NOW) for hours in (-5, 3))
    given = [TaskItem("whenever"), TaskItem("soon", clock=soon), TaskItem("late", clock=late)]
    monkeypatch.setattr(due, "_PROVIDERS", [lambda _: given])
    told = due.due_for(signed_in("tom.ashgrove@piu.utopia.example"))
    assert [item.title for item in told] == ["late", "soon", "whenever"]
