"""Comments and mentions: who reads them, who is told, and that nobody is told of what they may not open."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.models import Person
from catenary.desk.shell.comments.mentions import mentioned
from catenary.desk.shell.comments.queries import comments_on
from catenary.desk.shell.comments.services import withdraw, write
from catenary.desk.shell.models import Comment, Mention, Notification

OFFICER, SUPERVISOR = "tom.ashgrove@piu.utopia.example", "greta.holmwood@piu.utopia.example"
ADMINISTRATOR, FOREIGN = "oskar.lindmere@piu.utopia.example", "lucia.arvelo@piu.marvona.example"
CRIME = ("terrorism", "eu-2016-681-6")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@Greta Holmwood please look", [1]),
        ("please, @greta  holmwood!", [1]),
        ("Greta Holmwood", []),
        ("@Greta Holmwoods", []),
        ("@Greta", []),
        ("mail me@Greta Holmwood", [1]),
        ("@Ana Li and @Ana Liu", [2, 3]),
        ("@Ana Liu", [3]),
        ("@Two Same", [4, 5]),
    ],
)
def test_a_mention_is_an_at_sign_and_a_whole_name(text, meant):
    known = [("Greta Holmwood", 1), ("Ana Li", 2), ("Ana Liu", 3), ("Two Same", 4), ("Two Same", 5)]
    assert mentioned(text, known) == meant


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=10), max_size=4))
def test_only_those_known_are_mentioned_and_each_once(text, names):
    known = [(name, number) for number, name in enumerate(names)]
    assert set(mentioned(text, known)) <= set(range(len(names)))


@pytest.fixture
def unit(db):
    return Organisation.objects.get(name="Utopia Passenger Information Unit").public_id


def name_of(here, email):
    with acting(here.declaration):
        return Person.objects.get(email=email).name


def test_a_comment_is_read_within_its_organisation_and_elsewhere_only_when_shared(act_as, unit):
    with act_as(OFFICER) as here:
        write(actor=here, kind="organisation", record=unit, text="ours")
        write(actor=here, kind="organisation", record=unit, text="for all", internal=False)
        assert [each.text.text for each in comments_on("organisation", unit)] == ["ours", "for all"]
    with act_as(FOREIGN):
        assert [each.text.text for each in comments_on("organisation", unit)] == ["for all"]


def test_under_a_record_that_is_not_seen_nothing_is_read_or_written(act_as, held):
    record = held().public_id
    with act_as(OFFICER, *CRIME) as here:
        write(actor=here, kind="record", record=record, text="seen", internal=False)
    with act_as(FOREIGN, *CRIME) as elsewhere:
        assert comments_on("record", record) == ()
        with pytest.raises(Http404):
            write(actor=elsewhere, kind="record", record=record, text="x")


def test_the_database_refuses_a_comment_under_a_record_that_is_not_seen(act_as, held):
    """The second wall, where the first is gone round."""
    record = held().public_id
    with act_as(FOREIGN, *CRIME) as here, pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.create(
            kind="record", record=record, organisation=here.organisation, author=here.person, text="x"
        )


@pytest.mark.parametrize("kind", ["nothing", "organisation"])
def test_nothing_hangs_on_what_does_not_exist(act_as, kind):
    with act_as(OFFICER) as here, pytest.raises(Http404):
        write(actor=here, kind=kind, record=uuid4(), text="x")


def test_whoever_is_mentioned_and_may_open_the_record_is_told(act_as, held):
    record = held().public_id
    with act_as(OFFICER, *CRIME) as here:
        name = name_of(here, SUPERVISOR)
        write(actor=here, kind="record", record=record, text=f"@{name} please")
    with act_as(SUPERVISOR) as told:
        notice = Notification.objects.get(person=told.person, kind="mentioned")
        assert str(record) in notice.url
        assert name not in str(notice.params) + notice.url


def test_whoever_may_not_open_the_record_is_not_told_of_it(act_as, held):
    record = held().public_id
    with act_as(OFFICER, *CRIME) as here:
        name = name_of(here, ADMINISTRATOR)
        write(actor=here, kind="record", record=record, text=f"@{name} please")
        assert not Mention.objects.exists()
    with act_as(ADMINISTRATOR) as here:
        assert not Notification.objects.filter(person=here.person, kind="mentioned").exists()


def test_a_comment_is_taken_back_by_its_author_only_and_its_words_are_gone(act_as, unit):
    with act_as(OFFICER) as here:
        comment = write(actor=here, kind="organisation", record=unit, text="a secret")
    with act_as(SUPERVISOR) as other, pytest.raises(Http404):
        withdraw(actor=other, comment=comment)
    with act_as(OFFICER) as here:
        withdraw(actor=here, comment=comment)
        assert "secret" not in Comment.objects.get().text


def test_the_page_takes_a_comment_and_refuses_an_empty_one(browser, unit):
    client = browser(OFFICER)
    address = f"/comments/organisation/{unit}"
    assert client.post(address, {"text": ""}).status_code == 422
    assert client.post(address, {"text": "مرحبا <b>&"}).status_code == 303
    page = client.get(address).content.decode()
    assert "مرحبا &lt;b&gt;&amp;" in page


@pytest.mark.parametrize("text", ["a\0b", "x" * 4001])
def test_a_text_that_cannot_be_kept_is_refused_with_a_word(browser, unit, text):
    assert browser(OFFICER).post(f"/comments/organisation/{unit}", {"text": text}).status_code == 422
