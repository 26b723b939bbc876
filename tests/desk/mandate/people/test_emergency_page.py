"""The pages of emergency access say what it does, who agrees, when it ends, who is told, how it stands and what to do now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catenary.core.mandate.flow_table import Step
from catenary.core.mandate.model import DataClass
from catenary.desk.mandate.people import emergencies, emergency_page, matters

ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
OFFICER = "tom.ashgrove@piu.utopia.example"
OVERSIGHT = "edmund.ravel@oversight.utopia.example"
PAGE = "/mandate/emergency"


@pytest.fixture
def asked(act_as):
    with act_as(OFFICER) as here:
        return emergencies.break_glass(
            actor=here, about=DataClass.EVIDENCE, reason="Train about to leave", lasts=timedelta(hours=2)
        )


def step(act_as, email, row, what, reason=""):
    with act_as(email) as here:
        return matters.decide(actor=here, matter=row.public_id, step=what, reason=reason)


def told(act_as, email, row):
    with act_as(email) as here:
        row.refresh_from_db()
        now = emergency_page.now_of(row, here)
        return str(now.state), str(now.to_do), now.at


def test_the_page_says_before_its_form_what_holds_and_that_nothing_is_open(browser):
    page = browser(OFFICER).get(PAGE).content.decode()
    before_the_form = page.partition('name="data_class"')[0]
    for words in (
        "opens one class of the organisation’s own data to the one person who asks",
        "Supervisor, Competent authority",
        "falls after 60 minutes",
        "4 hours after it was agreed at the latest",
        "Data protection officer, Oversight",
        "You have no emergency access, and none is asked for.",
        "Reach somebody who may agree",
    ):
        assert words in before_the_form, words


def test_the_page_shows_how_ones_own_stands(browser, asked, act_as):
    page = browser(OFFICER).get(PAGE).content.decode()
    assert "Nothing is open yet: somebody else must agree first." in page
    assert f"/mandate/matters/{asked.public_id}" in page
    step(act_as, SUPERVISOR, asked, Step.CONFIRM)
    assert "The data is open to the person who asked" in browser(OFFICER).get(PAGE).content.decode()
    assert "You have no emergency access" in browser(SUPERVISOR).get(PAGE).content.decode()


def test_each_reader_is_told_what_they_can_do_now(act_as, asked, monkeypatch):
    _, to_do, at = told(act_as, OFFICER, asked)
    assert "Reach somebody who may agree" in to_do
    assert at == asked.asked_at + timedelta(hours=1)
    assert "confirm or refuse it below" in told(act_as, SUPERVISOR, asked)[1]
    open_now = step(act_as, SUPERVISOR, asked, Step.CONFIRM)
    state, to_do, at = told(act_as, OFFICER, asked)
    assert state.startswith("The data is open")
    assert "End it below" in to_do
    assert at == open_now.until
    assert told(act_as, ADMINISTRATOR, asked)[1] == "There is nothing for you to do here."
    over = timezone.now() + timedelta(hours=2, seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: over)
    state, to_do, at = told(act_as, OVERSIGHT, asked)
    assert "nothing is open" in state
    assert "record the review below" in to_do
    assert at is None


def test_the_matter_says_the_same(browser, asked):
    page = browser(SUPERVISOR).get(f"/mandate/matters/{asked.public_id}").content.decode()
    for words in (
        "Nothing is open yet",
        "confirm or refuse it below",
        "falls after 60 minutes",
        "Who is told",
    ):
        assert words in page


def test_the_way_to_it_is_offered_to_those_who_may_ask(browser):
    assert PAGE in browser(OFFICER).get("/mandate/matters").content.decode()
    assert PAGE not in browser(ADMINISTRATOR).get("/mandate/matters").content.decode()
