"""A body that watches reads what an officer saw: behind an access, for the purpose of oversight, and as it stands."""

import pytest
from attrs import evolve
from django.urls import reverse

from catenary.core.ledger.canonical import read_entry
from catenary.desk.ledger.models import Event
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.models import HeldRecord, RecordFields, SealedFields
from catenary.desk.shell.parts import Masked

OFFICER, DPO = "tom.ashgrove@piu.utopia.example", "nadia.fenwick@piu.utopia.example"
OVERSIGHT = "edmund.ravel@oversight.utopia.example"
FOREIGN_OVERSIGHT = "pilar.entrena@defensoria.marvona.example"
CRIME = ("terrorism", "eu-2016-681-6")
WATCH = ("oversight", "eu-2016-680-oversight")
RIGHTS = ("rights", "eu-2016-680-rights")
SECRET = "ZEPHYRINE QUILLFEATHER"


@pytest.fixture
def looked(act_as):
    """`looked(row)`: the entry of an officer's look at a record."""

    def enter_look(row, **more):
        with act_as(OFFICER, *CRIME):
            return enter(**{"room": "mandate", "act": "see_record", "record": str(row.public_id), **more})

    return enter_look


def page(access, row):
    return reverse("oversight_record", args=[access, row.public_id])


def test_oversight_reads_the_record_behind_an_access_and_that_it_did_is_entered(
    browser, act_as, held, looked
):
    row = held(days=3)
    access = looked(row)
    client = browser(OVERSIGHT, *WATCH)
    entry = client.get(reverse("ledger_entry", args=[access])).content.decode()
    assert page(access, row) in entry
    shown = client.get(page(access, row))
    assert shown.status_code == 200
    assert SECRET in shown.content.decode()
    with act_as(OVERSIGHT) as here:
        event = Event.objects.filter(act="review_record", person=here.person).get()
        told = read_entry(bytes(event.entry), 0)
    assert (told.records, told.purpose, told.basis) == ((str(row.public_id),), *WATCH)
    assert told.params == {"access": str(access)}


def test_a_record_that_a_list_showed_is_read_in_the_same_way(browser, held, looked):
    row, other = held(), held()
    access = looked(row, act="see_list", record="", shown=[str(row.public_id)])
    client = browser(OVERSIGHT, *WATCH)
    assert client.get(page(access, row)).status_code == 200
    assert client.get(page(access, other)).status_code == 404


def test_a_masked_record_stays_masked(browser, act_as, looked):
    with act_as(OFFICER, *CRIME) as here:
        row = HeldRecord.objects.filter(
            organisation=here.organisation,
            data_class="passenger_record",
            masked_at__isnull=False,
            erased_at=None,
        )[0]
    access = looked(row)
    shown = browser(OVERSIGHT, *WATCH).get(page(access, row))
    assert shown.status_code == 200
    assert reverse("record_deed", args=[row.public_id, "unmask"]) not in shown.content.decode()
    values = [answer.value for section in shown.context["shown"].sections for answer in section.answers]
    assert any(isinstance(value, Masked) for value in values)
    with act_as(OVERSIGHT, *WATCH) as here, acting(evolve(here.declaration, reviews=str(access))):
        assert RecordFields.objects.filter(record=row).exists()
        assert not SealedFields.objects.exists()


@pytest.mark.parametrize(("reader", "task"), [(FOREIGN_OVERSIGHT, WATCH), (DPO, WATCH), (OFFICER, CRIME)])
def test_nobody_else_reads_a_record_through_an_access(browser, held, looked, reader, task):
    row = held()
    assert browser(reader, *task).get(page(looked(row), row)).status_code in {403, 404}


@pytest.mark.parametrize("task", [(), RIGHTS])
def test_another_purpose_than_oversight_opens_nothing_and_is_asked_for(browser, held, looked, task):
    row = held()
    answer = browser(OVERSIGHT, *task).get(page(looked(row), row))
    assert (answer.status_code, answer.headers.get("Location", "").partition("?")[0]) == (
        302,
        reverse("state_purpose"),
    )


@pytest.mark.parametrize(
    ("reader", "task", "behind", "sees"),
    [
        (OVERSIGHT, WATCH, True, True),
        (OVERSIGHT, WATCH, False, False),
        (OVERSIGHT, RIGHTS, True, False),
        (OVERSIGHT, (), True, False),
        (FOREIGN_OVERSIGHT, WATCH, True, False),
    ],
)
def test_the_database_shows_a_record_to_oversight_behind_an_access_under_review_alone(
    act_as, held, looked, reader, task, behind, sees
):
    row = held()
    access = looked(row)
    with act_as(reader, *task) as here:
        with acting(evolve(here.declaration, reviews=str(access) if behind else "")):
            assert HeldRecord.objects.filter(pk=row.pk).exists() == sees
            assert RecordFields.objects.filter(record=row).exists() == sees
            assert HeldRecord.objects.filter(pk=row.pk).update(label="x") == 0
            assert RecordFields.objects.filter(record=row).update(fields={}) == 0
        assert not HeldRecord.objects.filter(pk=row.pk).exists()


def test_oversight_opens_no_record_by_an_entry_of_its_own(act_as, held):
    row = held()
    with act_as(OVERSIGHT, *WATCH) as here:
        own = enter(room="mandate", act="see_record", record=str(row.public_id))
        with acting(evolve(here.declaration, reviews=str(own))):
            assert not HeldRecord.objects.filter(pk=row.pk).exists()


def test_reviewing_changes_nothing_about_the_list_of_records(browser, held, looked):
    row = held()
    looked(row)
    shown = browser(OVERSIGHT, *WATCH).get(reverse("records"))
    assert str(row.public_id) not in shown.content.decode()
