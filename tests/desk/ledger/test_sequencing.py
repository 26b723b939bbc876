"""Every committed entry gets one place, without gaps, whoever writes and whatever breaks meanwhile."""

import threading
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from catenary.app.sequencing import Sequencer
from catenary.basis.findings import ProblemError
from catenary.core.ledger.frontier import Frontier, extended
from catenary.core.ledger.merkle import leaf_hash
from catenary.core.ledger.model import Checkpoint as SignedState
from catenary.core.ledger.proving import verify_consistency, verify_inclusion
from catenary.desk.ledger import sequencing
from catenary.desk.ledger.models import Checkpoint, Queued, TimeStamp
from catenary.desk.ledger.sequencing import order_batch
from catenary.desk.ledger.signing import sign_growth, signed_checkpoint, take_cosignature
from catenary.desk.ledger.tree import (
    prove_consistency,
    prove_inclusion,
    stored_nodes,
    stored_root,
    stored_size,
)
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.formats.signed_note.checkpoint import verify_checkpoint
from catenary.formats.signed_note.keys import Algorithm, SigningKey, verifier_key
from catenary.formats.signed_note.note import cosign

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def leaves(log):
    found = log.rows("SELECT entry FROM ledger_leaf JOIN ledger_event ON id = event_id ORDER BY index")
    return [bytes(entry) for (entry,) in found]


def tree_over(entries):
    return extended(Frontier(), map(leaf_hash, entries))


@pytest.mark.parametrize("batch", [1, 3, 1000])
def test_entries_get_consecutive_places_in_the_order_of_their_arrival_and_the_tree_is_over_them(log, batch):
    written = log.write(8)
    sizes = list(iter(partial(order_batch, batch), 0))
    assert sum(sizes) == 8
    assert log.places() == list(enumerate(written))
    frontier, nodes = tree_over(leaves(log))
    assert stored_size() == 8
    for size in range(1, 9):
        assert stored_root(size) == tree_over(leaves(log)[:size])[0].root
    assert stored_nodes(0, 8) == {(node.level, node.place): node.hash for node in nodes}
    assert stored_nodes(5, 7).keys() == {(0, 5), (0, 6), (1, 2)}
    assert frontier.root == stored_root(8)
    assert not Queued.objects.exists()


def test_proofs_are_made_from_what_is_stored(log):
    log.write(7)
    order_batch()
    hashes = [leaf_hash(leaf) for leaf in leaves(log)]
    for size in range(1, 8):
        for index in range(size):
            verify_inclusion(index, size, hashes[index], prove_inclusion(index, size), stored_root(size))
        proof = prove_consistency(size, 7)
        verify_consistency(size, 7, stored_root(size), stored_root(7), proof)


def test_a_batch_that_breaks_leaves_every_entry_waiting(log, monkeypatch):
    log.write(3)
    monkeypatch.setattr(sequencing, "store_nodes", lambda _nodes: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        order_batch()
    assert Queued.objects.count() == 3
    assert stored_size() == 0


def test_somebody_who_has_not_committed_yet_holds_nobody_up_and_nobody_gets_a_place_before_committing(log):
    ready, finish = threading.Event(), threading.Event()

    def write_slowly():
        with acting(log.writer):
            log.write()
            ready.set()
            finish.wait(30)
        connection.close()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    assert ready.wait(30)
    quick = log.write(2)
    assert order_batch() == 2
    assert [event for _, event in log.places()] == quick
    finish.set()
    slow.join()
    assert order_batch() == 1
    assert stored_size() == 3


def test_two_sequencers_and_several_writers_at_once_neither_lose_nor_double_an_entry(log):
    written, done = [], threading.Event()

    def write():
        written.extend(log.write(10))
        connection.close()

    def order():
        while not done.is_set() or Queued.objects.exists():
            order_batch(4)
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(3)]
    sequencers = [threading.Thread(target=order) for _ in range(2)]
    for thread in (*sequencers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in sequencers:
        thread.join()
    places = log.places()
    assert [index for index, _ in places] == list(range(30))
    assert sorted(event for _, event in places) == sorted(written)
    assert stored_root(30) == tree_over(leaves(log))[0].root


def test_a_checkpoint_is_signed_where_the_log_grew_and_waits_for_its_time_stamp(log, key):
    assert sign_growth([key], NOW) is None
    log.write(2)
    order_batch()
    signed = sign_growth([key], NOW)
    assert signed.checkpoint == SignedState(key.name, 2, stored_root(2))
    verify_checkpoint(signed, [verifier_key(key)])
    assert sign_growth([key], NOW + timedelta(hours=1)) is None
    assert TimeStamp.objects.get().state == "pending"


def test_while_keys_change_both_sign(log, key):
    new = SigningKey(key.name, bytes(32))
    log.write()
    order_batch()
    signed = sign_growth([new, key], NOW)
    for each in (key, new):
        assert [found.key for found in verify_checkpoint(signed, [verifier_key(each)])] == [
            verifier_key(each)
        ]
    assert Checkpoint.objects.get().keys == [verifier_key(new).text, verifier_key(key).text]


@pytest.mark.parametrize(
    "before",
    [SignedState("log.example/ledger", 3, bytes(32)), SignedState("log.example/ledger", 1, bytes(32))],
    ids=["cut", "changed"],
)
def test_a_log_that_was_set_back_or_changed_is_never_signed(log, key, before):
    log.write(2)
    order_batch()
    with pytest.raises(ProblemError, match=r"ledger\.consistency_fails"):
        sign_growth([key], NOW, before)
    assert not Checkpoint.objects.exists()


def test_the_signer_goes_on_from_what_it_signed_before(log, key):
    log.write(2)
    order_batch()
    before = sign_growth([key], NOW).checkpoint
    log.write(3)
    order_batch()
    assert sign_growth([key], NOW, before).checkpoint.size == 5


def test_a_clock_set_back_changes_neither_order_nor_signing(log, key, monkeypatch):
    first = log.write(2)
    order_batch()
    sign_growth([key], NOW)
    monkeypatch.setattr("catenary.desk.ledger.services.datetime", _ClockSetBack)
    monkeypatch.setattr("catenary.basis.ids.time.time", lambda: 1.0)
    second = log.write(2)
    order_batch()
    assert sign_growth([key], NOW - timedelta(days=400)).checkpoint.size == 4
    assert [event for _, event in log.places()] == first + second
    assert second[0] < first[0]


class _ClockSetBack(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime(2001, 1, 1, tzinfo=tz)


def test_a_witness_is_believed_only_under_what_it_signed(log, key):
    log.write()
    order_batch()
    signed = sign_growth([key], NOW)
    witness = SigningKey("witness.example", b"w" * 32)
    public = verifier_key(witness, Algorithm.COSIGNATURE)
    good = cosign(signed.note.text, witness, NOW)
    with acting(Declaration(door=Door.SYSTEM)):
        with pytest.raises(ProblemError, match="signature_wrong"):
            take_cosignature(signature=cosign("other\n", witness, NOW), size=1, witness=public)
        with pytest.raises(ProblemError, match="cosignature_missing"):
            take_cosignature(signature=good, size=1, witness=verifier_key(key))
        for _ in range(2):
            take_cosignature(signature=good, size=1, witness=public)
        stored = signed_checkpoint(Checkpoint.objects.get())
    verify_checkpoint(stored, [verifier_key(key)], [public])


@pytest.fixture
def sequencer(tmp_path, key):
    from attrs import evolve
    from django.conf import settings

    return Sequencer(evolve(settings.CATENARY, data=tmp_path), (key,), sign_seconds=0.0)


def test_the_process_orders_signs_and_remembers_what_it_signed(log, sequencer, tmp_path):
    log.write(3)
    assert sequencer.step() == 3
    assert (tmp_path / "ledger-signed.txt").read_text() == Checkpoint.objects.get().note


def test_the_process_does_not_sign_a_database_that_was_set_back(log, sequencer):
    log.write(3)
    sequencer.step()
    log.tamper(
        "DELETE FROM ledger_timestamp",
        "DELETE FROM ledger_checkpoint",
        "DELETE FROM ledger_leaf WHERE index > 0",
        "DELETE FROM ledger_node WHERE place > 0 OR level > 0",
    )
    log.write()
    assert sequencer.step() == 1
    assert stored_size() == 2
    assert not Checkpoint.objects.exists()


def test_the_database_may_go_away_under_the_process_and_come_back(log, sequencer):
    running = threading.Thread(target=_run, args=(sequencer,))
    running.start()
    log.write(2)
    with log.superuser() as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connection.close()
    written = log.write(2)
    for _ in range(300):
        if stored_size() == 4:
            break
        sequencer.stopping.wait(0.05)
    sequencer.stopping.set()
    running.join()
    assert [event for _, event in log.places()][2:] == written


def _run(sequencer):
    sequencer.run()
    connection.close()


class Yesterday(datetime):
    """A clock that was set back by a day."""

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) - timedelta(days=1)


def test_a_clock_that_was_set_back_changes_no_order_and_stops_no_checkpoint(log, key, monkeypatch):
    before = log.write(2)
    order_batch()
    assert sign_growth([key], NOW).checkpoint.size == 2
    monkeypatch.setattr("catenary.desk.ledger.services.datetime", Yesterday)
    after = log.write(2)
    order_batch()
    assert [event for _index, event in log.places()] == [*before, *after]
    assert sign_growth([key], NOW - timedelta(days=1)).checkpoint.size == 4
    times = log.rows("SELECT at FROM ledger_event JOIN ledger_leaf ON event_id = id ORDER BY index")
    assert times[2] < times[1]
