"""The drill: a desk is backed up, lost, and restored; and what is found when the log is not the one that was held."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import psycopg
import pyrage
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from psycopg import sql

from catenary.app import demo
from catenary.app.backup.archive import checked_manifest, read_archive, write_archive
from catenary.app.backup.manifest import Manifest
from catenary.app.backup.proof import prove
from catenary.app.backup.taking import take_backup
from catenary.app.configuration import Part, configuration, environment_of
from catenary.app.embedded import BACKUP, OWNER, running
from catenary.app.serving import prepare_database, run_part
from catenary.basis.findings import ProblemError
from catenary.benchmarks.fictional_log import LOG_KEY, fictional_log
from catenary.core.ledger.merkle import leaf_hash
from catenary.formats.ledger_export.report import Trust

OPERATOR, OVERSIGHT, STRANGER = (pyrage.x25519.Identity.generate() for _ in range(3))
LOG = fictional_log(12)
SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
PROGRAMS = os.environ.get("CATENARY_TEST_POSTGRES")
AT = "2026-11-22T10:00:00+00:00"


@pytest.fixture(scope="module")
def server():
    folder = Path(tempfile.mkdtemp(prefix="catenary-backup-"))
    folder.chmod(0o711)
    try:
        with running(folder / "database", Path(PROGRAMS) if PROGRAMS else None) as started:
            yield started
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def desk(server):
    """A desk with the fictional world, a file, and twelve entries in its log, ten of them under a checkpoint."""
    told = settings_of(server, "catenary", server.folder.parent / "data")
    (told.data / "files" / "ab").mkdir(parents=True)
    (told.data / "files" / "ab" / "letter").write_bytes(b"evidence" * 1000)
    (told.data / "files" / "empty").touch()
    prepare_database(told)
    run_part(told, Part.WORKER, "catenary.app.demo_load")
    with as_superuser(server, "catenary") as connection, unguarded(connection):
        write_log(connection, LOG, checkpoints=(4, 10))
    return told


def settings_of(server, database, data):
    return evolve(
        demo._settings(_made(data), 8000, server),
        databases={part: server.url(role, database) for part, role in demo._ROLES.items()},
        backup_recipient=str(OPERATOR.to_public()),
        oversight_recipient=str(OVERSIGHT.to_public()),
        programs=Path(PROGRAMS) if PROGRAMS else None,
    )


def _made(folder):
    folder.mkdir(exist_ok=True)
    return folder


def as_superuser(server, database):
    return psycopg.connect(server.url("postgres", database), autocommit=True)


@contextmanager
def unguarded(connection):
    """What only a superuser of the database can do: nothing there keeps the log from being changed."""
    always = connection.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'A'"
    ).fetchall()
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT relname FROM pg_class WHERE relname ~ '^ledger_[a-z]+$' AND relkind = 'r'"
        )
    ]
    for table in tables:
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(sql.Identifier(table)))
    yield
    for table in tables:
        connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER ALL").format(sql.Identifier(table)))
    for table, trigger in always:
        connection.execute(
            sql.SQL("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}").format(
                sql.Identifier(table), sql.Identifier(trigger)
            )
        )


def write_log(connection, log, checkpoints):
    """Entries as they lie in the database, put there without anybody having done them."""
    for table in (
        "ledger_opening",
        "ledger_sighting",
        "ledger_queued",
        "ledger_checkpoint",
        "ledger_leaf",
        "ledger_event",
    ):
        connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    for index, leaf in enumerate(log.leaves):
        event = uuid4()
        connection.execute(
            "INSERT INTO ledger_event (id, entry, leaf_hash, at, actor, room, act, purpose, record)"
            " VALUES (%s, %s, %s, %s, '', '', '', '', '')",
            [event, leaf, leaf_hash(leaf), AT],
        )
        connection.execute("INSERT INTO ledger_leaf (index, event_id) VALUES (%s, %s)", [index, event])
    for size in checkpoints:
        signed = log.checkpoint(size)
        connection.execute(
            "INSERT INTO ledger_checkpoint (size, root, note, keys, signed_at) VALUES (%s, %s, %s, %s, %s)",
            [size, signed.checkpoint.root, signed.note.bytes.decode(), [LOG_KEY.text], AT],
        )


@pytest.fixture
def empty(server):
    """`empty()` gives the settings of a desk whose database has nothing in it."""
    made = []

    def make():
        name = f"restored_{uuid4().hex[:10]}"
        with psycopg.connect(server.url(OWNER, "postgres"), autocommit=True) as owner:
            owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        made.append(name)
        return settings_of(server, name, server.folder.parent / name)

    yield make
    for name in made:
        with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as superuser:
            superuser.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def taken(desk, tmp_path_factory):
    file = tmp_path_factory.mktemp("backup") / "desk.age"
    take_backup(desk, file)
    return file


def run(told, *arguments):
    """The verb as an operator runs it."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    for part in (Part.MIGRATE, Part.WEB, Part.WORKER, Part.BACKUP):
        environment |= environment_of(told, part)
    environment |= {
        "CATENARY_BACKUP_RECIPIENT": told.backup_recipient,
        "CATENARY_POSTGRES_PROGRAMS": str(told.programs or ""),
    }
    command = [sys.executable, "-c", "from catenary.cli import main; main()", *map(str, arguments), "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    record = json.loads(done.stdout.splitlines()[-1])
    if "code" not in record:  # a refusal has the shape of a finding
        schema = json.loads((SCHEMAS / f"{arguments[0]}.schema.json").read_text("utf-8"))
        Draft202012Validator(
            {**schema, "additionalProperties": False}, format_checker=FormatChecker()
        ).validate(record)
    return done.returncode, record


def secret_file(folder, identity):
    path = folder / "identity"
    path.write_text(f"# created: today\n{identity}\n")
    return path


def notes(folder, *sizes, log=LOG):
    options = []
    for size in sizes:
        path = folder / f"held-{size}"
        path.write_bytes(log.checkpoint(size).note.bytes)
        options += ["--checkpoint", path]
    keys = folder / "keys"
    keys.write_text(LOG_KEY.text + "\n")
    return [*options, "--key", keys]


def rows(server, database, query):
    with psycopg.connect(server.url(BACKUP, database)) as connection:
        return connection.execute(query).fetchall()


WALL = "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"
TABLES = """SELECT relname, relrowsecurity, relforcerowsecurity, relacl::text FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"""
TRIGGERS = """SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1, 2"""
PEOPLE = "SELECT email, name, password FROM mandate_person ORDER BY 1"


def test_a_desk_comes_back_whole_with_its_wall_and_a_log_that_agrees_with_what_was_held(
    server, desk, taken, empty, tmp_path
):
    told = empty()
    database = told.databases[Part.WEB].split("/")[3].split("?")[0]
    status, record = run(
        told, "restore", taken, "--identity", secret_file(tmp_path, OVERSIGHT), *notes(tmp_path, 4, 10)
    )
    assert status == 0, record
    assert (record["status"], record["entries"], record["covered"]) == ("verified", 12, 10)
    assert [finding["code"] for finding in record["findings"]] == ["backup.entries_after"]
    for query in (WALL, TABLES, TRIGGERS, PEOPLE):
        assert rows(server, database, query) == rows(server, "catenary", query) != []
    assert (told.data / "files/ab/letter").read_bytes() == b"evidence" * 1000
    assert (told.data / "files/empty").read_bytes() == b""
    again = run(told, "restore", taken, "--identity", secret_file(tmp_path, OPERATOR))
    assert (again[0], again[1]["code"]) == (3, "backup.database_not_empty")


def test_a_backup_says_what_it_holds_and_shows_it_to_nobody_else(desk, tmp_path):
    file = tmp_path / "desk.age"
    status, record = run(desk, "backup", file)
    assert (status, record["file"]) == (0, str(file))
    assert record["checkpoint"] == LOG.checkpoint(10).note.bytes.decode()
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"evidence" not in file.read_bytes()
    assert run(desk, "backup", file)[1]["code"] == "backup.output_exists"
    assert [path.name for path in tmp_path.iterdir()] == ["desk.age"]
    with pytest.raises(ProblemError) as problem:
        checked_manifest(file, str(STRANGER))
    assert problem.value.finding.code == "backup.not_decrypted"


@pytest.mark.parametrize("missing", ["backup_recipient", "oversight_recipient"])
def test_nothing_is_written_without_the_keys_of_both(desk, tmp_path, missing):
    with pytest.raises(ProblemError) as problem:
        take_backup(evolve(desk, **{missing: ""}), tmp_path / "out")
    assert problem.value.finding.code == "backup.no_recipient"
    assert not list(tmp_path.iterdir())


def test_a_dump_that_fails_leaves_no_file(desk, tmp_path):
    as_web = evolve(desk, databases={**desk.databases, Part.BACKUP: desk.databases[Part.WEB]})
    with pytest.raises(ProblemError) as problem:
        take_backup(as_web, tmp_path / "out")
    assert problem.value.finding.code == "backup.dump_failed"
    assert not list(tmp_path.iterdir())


def test_an_older_release_of_pg_dump_than_the_server_is_never_taken(tmp_path):
    from catenary.app.backup.dumps import programs_for

    (tmp_path / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 14.2'\n")
    (tmp_path / "pg_dump").chmod(0o755)
    assert programs_for(14, tmp_path) == tmp_path
    with pytest.raises(ProblemError):
        programs_for(15, tmp_path)


@contextmanager
def _for_now(connection):
    with connection.transaction(force_rollback=True), unguarded(connection):
        yield


def found(connection, *held, keys=(LOG_KEY,)):
    proof = prove(connection, Trust(keys, (), held))
    return proof.holds, {finding.code for finding in proof.findings}


def test_what_was_changed_in_the_log_is_found(server, desk):
    with as_superuser(server, "catenary") as connection, _for_now(connection):
        assert found(connection, LOG.checkpoint(10))[0]
        connection.execute(
            "UPDATE ledger_event SET entry = changed, leaf_hash = sha256('\\x00'::bytea || changed)"
            " FROM (SELECT set_byte(entry, 3, get_byte(entry, 3) # 1) AS changed, id AS which FROM ledger_event"
            " JOIN ledger_leaf ON event_id = id WHERE index = 2) one WHERE id = which"
        )
        assert not found(connection, LOG.checkpoint(10))[0]


def test_a_log_that_was_rolled_back_before_a_checkpoint_that_is_held_is_found(server, desk):
    with as_superuser(server, "catenary") as connection, _for_now(connection):
        connection.execute("DELETE FROM ledger_checkpoint WHERE size = 10")
        connection.execute("DELETE FROM ledger_leaf WHERE index >= 4")
        assert found(connection)[0]
        assert not found(connection, LOG.checkpoint(10))[0]


def test_a_log_without_a_checkpoint_says_so_and_contradicts_one_that_is_held(server, desk):
    with as_superuser(server, "catenary") as connection, _for_now(connection):
        connection.execute("DELETE FROM ledger_checkpoint")
        assert found(connection) == (True, {"backup.ledger_empty"})
        assert found(connection, LOG.checkpoint(4)) == (False, {"backup.ledger_gone"})


MEMBERS = st.dictionaries(
    st.from_regex(r"(database|files/[a-z]{1,8})/[0-9]{8}", fullmatch=True),
    st.binary(max_size=2000),
    max_size=6,
)


def archive_of(pieces):
    target = BytesIO()

    def manifest(members):
        return Manifest(made_at=AT, catenary="0", postgresql=18, checkpoint="", members=members)

    write_archive(target, [str(OPERATOR.to_public())], iter(pieces.items()), manifest)
    return target.getvalue()


@settings(max_examples=40, deadline=None)
@given(MEMBERS)
def test_whatever_is_written_is_read_back(pieces):
    with tempfile.NamedTemporaryFile() as file:
        file.write(archive_of(pieces))
        file.flush()
        *members, (last, _) = read_archive(Path(file.name), str(OPERATOR))
        assert (dict(members), last) == (pieces, "manifest.json")
        assert checked_manifest(Path(file.name), str(OPERATOR)).members.keys() == pieces.keys()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_byte_changed_or_cut_off_anywhere_is_found(data):
    whole = ARCHIVE
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    broken = (
        whole[:at]
        if cut
        else whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    )
    with tempfile.NamedTemporaryFile() as file:
        file.write(broken)
        file.flush()
        with pytest.raises(ProblemError) as problem:
            checked_manifest(Path(file.name), str(OPERATOR))
    assert problem.value.finding.code in {"backup.not_decrypted", "backup.not_whole"}


ARCHIVE = archive_of({"database/00000000": bytes(range(256)) * 400, "files/a/00000000": b"letter"})


def test_a_member_that_leads_out_of_the_folder_is_not_put_anywhere(tmp_path):
    from catenary.app.backup.restoring import _put_files

    file = tmp_path / "backup"
    file.write_bytes(archive_of({"files/../../escaped/00000000": b"x"}))
    with pytest.raises(ProblemError):
        _put_files(tmp_path / "inner" / "files", file, str(OPERATOR))
    assert not (tmp_path / "escaped").exists()


def test_a_part_is_told_no_other_parts_database(desk):
    told = environment_of(desk, Part.WEB)
    assert configuration(told).databases == {Part.WEB: desk.databases[Part.WEB]}
