"""What services enter: committed with the act, opened by salts, seen by those who watch, changed by nobody."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catenary.app.embedded import OWNER, WEB, WORKER
from catenary.basis.findings import ProblemError
from catenary.basis.ids import new_id
from catenary.core.ledger.canonical import read_entry
from catenary.core.ledger.commitments import verify_set, verify_value
from catenary.core.ledger.merkle import leaf_hash
from catenary.desk.ledger.models import Event, Opening, Queued, Sighting
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import NOBODY, Declaration, Door, acting

OFFICER = "tom.ashgrove@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
PROTECTION_OFFICER = "nadia.fenwick@piu.utopia.example"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
OVERSIGHT = "edmund.ravel@oversight.utopia.example"
FOREIGN_PROTECTION_OFFICER = "bruno.salcedo@piu.marvona.example"
FOREIGN_OVERSIGHT = "pilar.entrena@defensoria.marvona.example"

WORDS = "seen in person; the photograph is of somebody else"


def enter_one(**changes):
    return enter(**{"room": "screening", "act": "judge", "record": "screening.candidate:42"} | changes)


def test_an_entry_tells_who_did_what_to_which_record_why_and_on_which_law(act_as):
    before = datetime.now(UTC)
    with act_as(OFFICER, "border_check", "eu-2016-681/6.2") as here:
        made = enter_one(reason="other_birth_date", params={"score": 91})
        event = Event.objects.get(id=made)
    entry = read_entry(bytes(event.entry), 0)
    assert entry.actor == str(here.person.public_id)
    assert entry.organisation == str(here.organisation.public_id)
    assert (entry.room, entry.act, entry.reason) == ("screening", "judge", "other_birth_date")
    assert (entry.purpose, entry.basis) == ("border_check", "eu-2016-681/6.2")
    assert entry.records == ("screening.candidate:42",)
    assert entry.params == {"score": 91}
    assert before <= entry.at <= datetime.now(UTC)
    assert event.at == entry.at
    assert bytes(event.leaf_hash) == leaf_hash(bytes(event.entry))


def test_the_words_of_a_person_are_committed_to_and_never_stand_in_the_entry(act_as):
    with act_as(OFFICER):
        event = Event.objects.get(id=enter_one(reason=WORDS, personal={"search": "Ana Liebsch"}))
        opened = {each.name: each for each in event.openings.all()}
    leaf = bytes(event.entry)
    assert WORDS.encode() not in leaf
    assert b"Liebsch" not in leaf
    commitments = read_entry(leaf, 0).commitments
    for name, value in (("reason_text", WORDS), ("search", "Ana Liebsch")):
        assert opened[name].value == value
        verify_value(commitments[name], name, value, bytes(opened[name].salt))


def test_one_entry_commits_to_all_records_that_a_page_showed_in_their_order(act_as):
    shown = [f"intake.traveller:{number}" for number in (3, 1, 2)]
    with act_as(OFFICER):
        event = Event.objects.get(id=enter(room="intake", act="list", shown=shown))
        opening = event.openings.get(name="shown")
        members = list(event.sightings.values_list("record", flat=True))
    commitment = read_entry(bytes(event.entry), 0).commitments["shown"]
    assert members == shown
    assert commitment.count == opening.members == 3
    verify_set(commitment, "shown", members, bytes(opening.salt))


@pytest.mark.parametrize(
    ("declaration", "actor"),
    [(NOBODY, "nobody"), (Declaration(door=Door.SIGN_IN), "nobody")],
    ids=["without a door", "at the sign-in door"],
)
def test_what_is_done_before_anybody_is_known_is_entered_too_and_seen_by_oversight(
    db, act_as, declaration, actor
):
    with acting(declaration):
        made = enter(room="mandate", act="refuse_sign_in", personal={"address": "somebody@example.org"})
        assert not Event.objects.exists()
    with act_as(OVERSIGHT):
        event = Event.objects.get(id=made)
        assert read_entry(bytes(event.entry), 0).actor == actor
        assert event.openings.get().value == "somebody@example.org"


def test_what_may_not_stand_in_the_log_is_refused_and_not_told(act_as):
    with act_as(OFFICER), pytest.raises(ProblemError) as refusal:
        enter_one(params={"name": "Ana Liebsch"})
    assert refusal.value.finding.code == "ledger.entry_field"
    assert "Liebsch" not in str(refusal.value)


def test_an_entry_is_there_with_the_act_or_not_at_all(act_as):
    with act_as(OFFICER):
        with transaction.atomic():
            made = enter_one()
            transaction.set_rollback(True)
        assert not Event.objects.filter(id=made).exists()
        assert not Queued.objects.filter(event=made).exists()


def test_every_entry_is_queued_by_the_database_itself(act_as):
    with act_as(OFFICER):
        made = enter_one()
        assert Queued.objects.filter(event=made).exists()


SEEN_BY = {
    OFFICER: True,
    PROTECTION_OFFICER: True,
    OVERSIGHT: True,
    SUPERVISOR: False,
    ADMINISTRATOR: False,
    FOREIGN_PROTECTION_OFFICER: False,
    FOREIGN_OVERSIGHT: False,
}


@pytest.mark.parametrize(("reader", "sees"), SEEN_BY.items())
def test_an_entry_and_what_opens_it_is_seen_by_its_author_the_protection_officer_and_oversight_alone(
    act_as, reader, sees
):
    with act_as(OFFICER):
        made = enter_one(reason=WORDS, shown=["screening.candidate:42"])
    with act_as(reader):
        found = (
            Event.objects.filter(id=made),
            Opening.objects.filter(event=made),
            Sighting.objects.filter(event=made),
        )
        assert [each.exists() for each in found] == [sees] * 3


def test_nobody_enters_in_the_name_of_another(act_as, signed_in):
    other = signed_in(SUPERVISOR)
    with act_as(OFFICER) as here:
        event = Event.objects.get(id=enter_one())
        event.id, event.person_id = None, other.person.pk
        with pytest.raises(DatabaseError), transaction.atomic():
            event.save(force_insert=True)
        assert here.person.pk != other.person.pk


CHANGES = [
    "UPDATE ledger_{table} SET {column} = {column}",
    "DELETE FROM ledger_{table}",
    "TRUNCATE ledger_{table} CASCADE",
]
KEPT = {"event": "room", "leaf": "event_id", "node": "hash", "checkpoint": "note"}


@pytest.mark.parametrize("role", [OWNER, WEB, WORKER])
@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("change", CHANGES)
def test_no_role_changes_or_removes_what_the_log_holds(postgres, django_db_setup, role, table, change):
    with psycopg.connect(postgres.url(role)) as asking:
        asking.execute("SELECT set_config('catenary.door', 'system', true)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            asking.execute(change.format(table=table, column=KEPT[table]))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "system"),
        ("room", "intake"),
        ("act", "see"),
        ("record", "x"),
        ("purpose", "rights"),
        ("at", datetime.now(UTC)),
    ],
)
def test_the_database_refuses_a_row_that_says_something_else_than_its_entry(act_as, column, value):
    with act_as(OFFICER) as here:
        event = Event.objects.get(id=enter_one())
        event.person_id = here.person.pk
        setattr(event, column, value)
        event.id = with_another_id(event)
        with pytest.raises(DatabaseError), transaction.atomic():
            event.save(force_insert=True)


def with_another_id(event):
    """A second entry that says the same, so that nothing but what a test changes can be refused."""
    other = new_id()
    event.entry = bytes(event.entry).replace(str(event.id).encode(), str(other).encode())
    event.leaf_hash = leaf_hash(event.entry)
    return other


def test_the_database_refuses_a_hash_that_is_not_that_of_the_entry(act_as):
    with act_as(OFFICER):
        event = Event.objects.get(id=enter_one())
        event.id = with_another_id(event)
        event.leaf_hash = bytes(32)
        with pytest.raises(DatabaseError), transaction.atomic():
            event.save(force_insert=True)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    words=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    shown=st.lists(st.from_regex(r"\A[a-z]{1,8}:[0-9]{1,6}\Z"), max_size=6),
)
def test_whatever_was_written_or_shown_is_opened_by_what_was_kept(act_as, words, shown):
    with act_as(OFFICER):
        event = Event.objects.get(id=enter(room="intake", act="list", personal={"words": words}, shown=shown))
        commitments = read_entry(bytes(event.entry), 0).commitments
        opened = {each.name: each for each in event.openings.all()}
        members = list(event.sightings.values_list("record", flat=True))
    verify_value(commitments["words"], "words", opened["words"].value, bytes(opened["words"].salt))
    assert members == shown
    if shown:
        verify_set(commitments["shown"], "shown", members, bytes(opened["shown"].salt))


def test_an_entry_with_all_that_opens_it_takes_two_round_trips(act_as):
    with act_as(OFFICER), CaptureQueriesContext(connection) as asked:
        made = enter_one(reason=WORDS, personal={"search": "Ana Liebsch"}, shown=["a:1", "a:2"])
    asked = [
        each["sql"] for each in asked if "ledger_event" in each["sql"] or "mandate_person" in each["sql"]
    ]
    assert len(asked) == 2, asked
    with act_as(OFFICER):
        assert Event.objects.get(id=made).openings.count() == 3


def test_what_was_declared_is_exchanged_in_one_round_trip(act_as):
    with act_as(OFFICER), CaptureQueriesContext(connection) as asked, acting(NOBODY):
        pass
    assert len([each for each in asked if "set_config" in each["sql"]]) == 2
    assert not [each for each in asked if "set_config" not in each["sql"] and "SAVEPOINT" not in each["sql"]]
