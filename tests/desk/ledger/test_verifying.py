"""Whatever is changed behind the desk's back is found, in the desk and in the file that leaves it."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from catenary.basis.findings import ProblemError
from catenary.desk.ledger import walking
from catenary.desk.ledger.exporting import log_lines
from catenary.desk.ledger.models import Checkpoint, Opening, Sighting
from catenary.desk.ledger.sequencing import order_batch
from catenary.desk.ledger.services import erase_openings, erase_record
from catenary.desk.ledger.signing import sign_growth, signed_checkpoint
from catenary.desk.ledger.tree import prove_inclusion
from catenary.desk.ledger.verifying import verify_log
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.formats.ledger_export.report import Trust
from catenary.formats.ledger_export.verifying import verify_file
from catenary.formats.ledger_export.writing import record_proof
from catenary.formats.signed_note.keys import verifier_key

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SYSTEM = Declaration(door=Door.SYSTEM)


def codes(report):
    return {finding.code.removeprefix("ledger.") for finding in report.findings}


@pytest.fixture
def signed_log(log, key, monkeypatch):
    """Nine entries under two checkpoints; the first checkpoint is held by somebody else."""
    monkeypatch.setattr(walking, "PORTION", 4)
    for count in (5, 4):
        log.write(count, reason="he knew her from before", shown=["intake.traveller:1"])
        order_batch()
        sign_growth([key], NOW)
    return log


@pytest.fixture
def held():
    with acting(SYSTEM):
        return signed_checkpoint(Checkpoint.objects.get(size=5))


@pytest.fixture
def trust(signed_log, key, held):
    return Trust((verifier_key(key),), held=(held,))


def test_a_log_that_nobody_touched_is_verified_in_the_desk_and_from_its_file(signed_log, trust):
    told = []
    report = verify_log(trust, told.append)
    assert report.holds
    assert (report.entries, report.covered) == (9, 9)
    assert told == [4, 8, 9]
    from_file = verify_file(BytesIO(b"".join(log_lines())), trust)
    assert from_file.holds
    assert from_file.covered == 9


def test_a_log_that_was_never_signed_proves_nothing(log):
    with pytest.raises(ProblemError, match="nothing_verified"):
        verify_log(Trust())


SWAPPED = [
    "CREATE TEMP TABLE swapped AS SELECT * FROM ledger_leaf WHERE index IN (2, 3)",
    "DELETE FROM ledger_leaf WHERE index IN (2, 3)",
    "INSERT INTO ledger_leaf (index, event_id) SELECT 5 - index, event_id FROM swapped",
]
REWRITTEN = r"""UPDATE ledger_event SET entry = replace(convert_from(entry, 'UTF8'), 'judge', 'jbdge')::bytea, act = 'jbdge',
    leaf_hash = sha256('\x00'::bytea || replace(convert_from(entry, 'UTF8'), 'judge', 'jbdge')::bytea)
    WHERE id = (SELECT event_id FROM ledger_leaf WHERE index = 2)"""
OF_THIRD = "WHERE id = (SELECT event_id FROM ledger_leaf WHERE index = 2)"

TAMPERED = {
    "an entry rewritten with its hash": ([REWRITTEN], "held_differs"),
    "an entry taken away": (["DELETE FROM ledger_leaf WHERE index = 2"], "export_cut"),
    "two entries swapped": (
        SWAPPED,
        "held_differs",
    ),
    "the end cut off": (
        [
            "DELETE FROM ledger_timestamp WHERE checkpoint_id > 3",
            "DELETE FROM ledger_checkpoint",
            "DELETE FROM ledger_leaf WHERE index > 2",
        ],
        None,
    ),
    "a node of the tree changed": (
        [r"UPDATE ledger_node SET hash = sha256('\x00') WHERE level = 1 AND place = 1"],
        "node_differs",
    ),
    "a node of the tree taken away": (["DELETE FROM ledger_node WHERE level = 2"], "node_differs"),
    "found under another act": ([f"UPDATE ledger_event SET act = 'see' {OF_THIRD}"], "columns_differ"),
    "put on somebody else": (
        [f"UPDATE ledger_event SET person_id = (SELECT max(id) FROM mandate_person) {OF_THIRD}"],
        "columns_differ",
    ),
    "a checkpoint's root changed": (
        ["UPDATE ledger_checkpoint SET note = overlay(note placing 'AAAA' from 24 for 4) WHERE size = 5"],
        "signature_wrong",
    ),
}


@pytest.mark.parametrize(("statements", "code"), TAMPERED.values(), ids=TAMPERED)
def test_what_was_changed_behind_the_triggers_is_found(signed_log, trust, statements, code):
    signed_log.tamper(*statements)
    try:
        report = verify_log(trust)
    except ProblemError as problem:
        assert problem.finding.code == "ledger.nothing_verified"  # noqa: PT017  either way it is told
        assert code is None
    else:
        assert not report.holds
        assert code in codes(report)


def test_a_history_rewritten_and_signed_again_is_found_by_whoever_holds_an_older_checkpoint(
    signed_log, trust, key
):
    signed_log.tamper(
        REWRITTEN,
        "DELETE FROM ledger_timestamp",
        "DELETE FROM ledger_checkpoint",
        "DELETE FROM ledger_node",
        "INSERT INTO ledger_queued (event_id, queued_at) SELECT event_id, now() FROM ledger_leaf ORDER BY index",
        "DELETE FROM ledger_leaf",
    )
    order_batch()
    sign_growth([key], NOW)
    assert verify_log(Trust(trust.keys)).holds
    assert "held_differs" in codes(verify_log(trust))


@pytest.mark.parametrize(
    "erase",
    [
        lambda log: erase_openings(events=[event for _, event in log.places()]),
        lambda _log: erase_record(record="screening.candidate:42"),
    ],
)
def test_erasing_what_opens_an_entry_leaves_every_proof_valid(signed_log, trust, erase):
    assert Opening.objects.exists() is False  # nobody in particular sees them
    places = signed_log.places()
    with acting(SYSTEM):
        assert erase(signed_log) > 0
        assert not Opening.objects.exists()
        last = signed_checkpoint(Checkpoint.objects.first())
        leaves = dict(signed_log.rows("SELECT id, entry FROM ledger_event"))
    assert verify_log(trust).holds
    for index, event in places:
        proof = record_proof(bytes(leaves[event]), index, prove_inclusion(index, 9), last)
        report = verify_file(BytesIO(proof), Trust(trust.keys))
        assert report.holds
        assert report.entry.id == event


def test_erasing_a_record_erases_that_pages_showed_it(signed_log):
    with acting(SYSTEM):
        assert erase_record(record="intake.traveller:1") == 9
        assert not Sighting.objects.exists()


def test_an_export_for_one_organisation_shows_no_entry_of_another(signed_log, trust):
    data = b"".join(log_lines(frozenset({-1})))
    report = verify_file(BytesIO(data), trust)
    assert report.holds
    assert codes(report) == {"entries_withheld"}
    assert b"screening" not in data
    own = b"".join(log_lines(frozenset({signed_log.writer.organisation})))
    assert own == b"".join(log_lines())
