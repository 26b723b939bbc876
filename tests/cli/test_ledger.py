"""`catenary ledger` as an auditor runs it: files, keys, exit statuses."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from catenary.benchmarks.fictional_log import (
    LOG,
    LOG_KEY,
    ORIGIN,
    WITNESS,
    WITNESS_KEY,
    FictionalLog,
    fictional_log,
)
from catenary.cli.ledger import command
from catenary.core.ledger.merkle import leaf_hash
from catenary.formats.ledger_export.writing import export_lines, withheld_leaf
from catenary.formats.signed_note.key_files import load_signing_key, write_signing_key
from catenary.formats.signed_note.keys import read_verifier_key, verifier_key

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
TRUE_LOG = fictional_log(23)
FORGED = FictionalLog([*TRUE_LOG.leaves[:10], *TRUE_LOG.leaves[11:], TRUE_LOG.leaves[10]])
KEY = ("--key", LOG_KEY.text)


def run(*arguments, status=0, given=b"", schema="ledger-verify"):
    done = CliRunner().invoke(command, [*map(str, arguments), "--json", "--quiet"], input=given)
    assert done.exit_code == status, done.output
    assert done.stderr == ""
    records = [json.loads(line) for line in done.stdout.splitlines()]
    for record in records:
        jsonschema.validate(record, json.loads((SCHEMAS / f"{schema}.schema.json").read_text()))
    return records


def refused(*arguments):
    """Wrong usage, told to people."""
    done = CliRunner().invoke(command, [*map(str, arguments)])
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr


def told(*arguments, given=b""):
    return CliRunner(env={"COLUMNS": "200"}).invoke(command, [*map(str, arguments)], input=given).stderr


def codes(record):
    return [finding["code"].removeprefix("ledger.") for finding in record["findings"]]


@pytest.fixture
def write(tmp_path):
    """Writes a file and gives its path."""

    def written(content, name="export.jsonl"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return written


def test_an_exported_ledger_is_verified(write):
    (record,) = run("verify", write(TRUE_LOG.export(5, 23)), *KEY)
    assert (record["status"], record["kind"], record["origin"]) == ("verified", "export", ORIGIN)
    assert (record["entries"], record["covered"]) == (23, 23)
    assert (record["first_at"], record["last_at"]) == ("2026-11-22T08:00:00Z", "2026-11-22T08:00:22Z")
    assert [each["signed_by"] for each in record["checkpoints"]] == [[LOG_KEY.text]] * 2


def test_one_record_is_verified_and_told(write):
    (record,) = run("verify", write(TRUE_LOG.record(7, witnessed=True)), *KEY, "--witness", WITNESS_KEY.text)
    assert (record["status"], record["kind"], record["index"]) == ("verified", "record", 7)
    assert record["entry"] == json.loads(TRUE_LOG.leaves[7])
    (checkpoint,) = record["checkpoints"]
    assert checkpoint["witnessed_by"] == [{"key": WITNESS_KEY.text, "at": "2026-11-22T08:00:00Z"}]


def test_an_export_is_consistent_with_a_checkpoint_kept_elsewhere(write):
    held = write(TRUE_LOG.checkpoint(16).note.bytes, "held.note")
    assert run("verify", write(TRUE_LOG.export()), *KEY, "--checkpoint", held)[0]["status"] == "verified"
    (record,) = run("verify", write(FORGED.export()), *KEY, "--checkpoint", held, status=3)
    assert (record["status"], codes(record)) == ("not_verified", ["held_differs"])
    (record,) = run("verify", write(TRUE_LOG.export(9)), *KEY, "--checkpoint", held, status=3)
    assert codes(record) == ["held_beyond"]


def test_the_step_between_two_checkpoints_is_verified(write):
    held = write(TRUE_LOG.checkpoint(16).note.bytes, "held.note")
    (record,) = run("verify", write(TRUE_LOG.consistency(16)), *KEY, "--checkpoint", held)
    assert (record["status"], record["kind"]) == ("verified", "consistency")
    (record,) = run("verify", write(TRUE_LOG.consistency(16)), *KEY, status=3)
    assert codes(record) == ["held_missing"]


def test_a_file_may_come_through_a_pipe():
    for content in (TRUE_LOG.export(), TRUE_LOG.record(3)):
        (record,) = run("verify", "-", *KEY, given=content)
        assert (record["file"], record["status"]) == ("-", "verified")


def test_several_files_are_each_told_and_the_worst_decides_the_status(write, tmp_path):
    good, bad = write(TRUE_LOG.export(), "good"), write(TRUE_LOG.export()[:-5], "bad")
    other, absent = write(b"something else\n", "other"), tmp_path / "absent"
    assert [each["status"] for each in run("verify", good, good, *KEY)] == ["verified", "verified"]
    records = run("verify", good, absent, other, *KEY, status=1)
    assert [each["status"] for each in records] == ["verified", "unreadable", "unreadable"]
    assert [codes(each) for each in records[1:]] == [["file_unreadable"], ["note_unreadable"]]
    records = run("verify", bad, good, absent, *KEY, status=3)
    assert [each["status"] for each in records] == ["not_verified", "verified", "unreadable"]


def test_keys_may_stand_in_files(write):
    keys = write(f"{verifier_key(WITNESS).text}\n\n{LOG_KEY.text}\n".encode(), "keys")
    assert run("verify", write(TRUE_LOG.export()), "--key", keys)[0]["status"] == "verified"


def test_nothing_is_verified_by_somebody_who_trusts_nothing(write):
    assert "--checkpoint" in refused("verify", write(TRUE_LOG.export()))


def test_a_key_or_checkpoint_that_cannot_be_used_is_wrong_usage(write, tmp_path):
    export = write(TRUE_LOG.export())
    empty = write(b"\n", "empty")
    for arguments in (
        ("--key", "none+such+key"),
        ("--key", tmp_path / "absent"),
        ("--key", empty),
        ("--key", WITNESS_KEY.text),
        ("--witness", LOG_KEY.text),
        ("--checkpoint", empty),
        ("--checkpoint", tmp_path / "absent"),
    ):
        assert "Invalid value" in refused("verify", export, *KEY, *arguments)


def test_people_read_what_was_verified_and_what_not(write):
    good = told("verify", write(TRUE_LOG.export(witnessed=True)), *KEY, "--witness", WITNESS_KEY.text)
    for part in (
        "export.jsonl: verified",
        ORIGIN,
        "read and proved",
        "2026-11-22 08:00:22 UTC",
        WITNESS.name,
    ):
        assert part in good
    bad = told("verify", write(TRUE_LOG.export()[:-5]), *KEY)
    assert "export.jsonl: not verified" in bad
    assert "cut off after entry 22" in bad
    assert "another root" in told("verify", write(FORGED.export().replace(b"officer-1", b"officer-2")), *KEY)
    assert "unreadable" in told("verify", write(b"x"), *KEY)


def test_people_read_a_record_in_full(write):
    shown = told("verify", write(TRUE_LOG.record(7)), *KEY)
    for part in ("officer-1", "view_candidates", "border_check", "eu-2016-681/6.2", "to 1 record"):
        assert part in shown


def test_a_new_key_is_for_its_owner_alone_and_is_never_written_over(tmp_path):
    path = tmp_path / "log.key"
    (record,) = run("keygen", ORIGIN, "--out", path, schema="ledger-keygen")
    assert path.stat().st_mode & 0o777 == 0o600
    assert verifier_key(load_signing_key(path)).text == record["key"]
    before = path.read_bytes()
    done = CliRunner().invoke(command, ["keygen", ORIGIN, "--out", str(path), "--json", "--quiet"])
    assert (done.exit_code, json.loads(done.stdout)["code"]) == (3, "ledger.key_exists")
    assert path.read_bytes() == before
    assert path.read_text() not in told("keygen", ORIGIN, "--out", tmp_path / "other.key")


def test_a_new_key_of_a_witness_is_told_as_one(tmp_path):
    (record,) = run("keygen", "w.example", "--witness", "--out", tmp_path / "w.key", schema="ledger-keygen")
    assert read_verifier_key(record["key"]).algorithm.name == "COSIGNATURE"


def test_a_key_with_blanks_in_its_name_is_wrong_usage(tmp_path):
    assert "plus signs" in refused("keygen", "my log", "--out", tmp_path / "key")
    assert not (tmp_path / "key").exists()


def test_a_key_that_others_may_read_is_not_used(tmp_path):
    path = tmp_path / "log.key"
    write_signing_key(path, LOG)
    assert load_signing_key(path) == LOG
    path.chmod(0o640)
    with pytest.raises(Exception, match="key_open_to_others"):
        load_signing_key(path)
    with pytest.raises(Exception, match="file_unreadable"):
        load_signing_key(tmp_path / "absent")
    with pytest.raises(Exception, match="key_not_written"):
        write_signing_key(tmp_path / "absent" / "key", LOG)


def test_the_summary_says_how_many_were_read_withheld_and_not_proved_and_which(tmp_path):
    leaves = [
        withheld_leaf(leaf_hash(leaf)) if at in {2, 3, 7} else leaf for at, leaf in enumerate(TRUE_LOG.leaves)
    ]
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"".join(export_lines(ORIGIN, leaves, [TRUE_LOG.checkpoint(23)])))
    (record,) = run("verify", path, *KEY)
    assert record["tally"] == {
        "read": 20,
        "withheld": 3,
        "not_proved": 0,
        "withheld_places": [[2, 3], [7, 7]],
        "more_places": False,
    }
    assert record["checkpoints"][-1]["size"] == record["entries"] == 23
    told = " ".join(CliRunner().invoke(command, ["verify", str(path), *KEY]).output.split())
    assert "entries 23 read and proved 20 withheld, hash proved 3 (indices 2-3, 7) not proved 0" in told
