"""`catenary doctor --desk` on a desk that is set up well, and on each way of setting it up badly."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from attrs import evolve
from click.testing import CliRunner
from django.conf import settings
from django.utils import timezone
from jsonschema import Draft202012Validator
from tests.desk.conftest import reach

from catenary.app.configuration import Part, Profile, configuration, environment_of
from catenary.app.embedded import BACKUP, OWNER, WEB, WORKER
from catenary.app.examining import examine
from catenary.app.spool_key import make_key
from catenary.cli.doctor import command
from catenary.core.intake.receipt import Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel
from catenary.desk.intake.standings import failed
from catenary.desk.ledger.sequencing import order_batch
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.search.keys import key_of, number_of

ROLES = {Part.WEB: WEB, Part.WORKER: WORKER, Part.MIGRATE: OWNER, Part.BACKUP: BACKUP}
SCHEMAS = Path(__file__).parents[3] / "docs" / "schemas"
PUBLIC_KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


@pytest.fixture
def desk(own_database, django_db_blocker, tmp_path):
    key = tmp_path / "ledger.key"
    key.touch(mode=0o600)
    make_key(tmp_path / "spool.key")
    told = configuration(
        {
            "CATENARY_LEDGER_KEY_FILE": str(key),
            "CATENARY_SPOOL_KEY_FILE": str(tmp_path / "spool.key"),
            "CATENARY_SECRET_KEY": settings.SECRET_KEY,
            "CATENARY_ORIGIN": "https://desk.example",
            "CATENARY_DATA": str(tmp_path),
            "CATENARY_OVERSIGHT_RECIPIENT": PUBLIC_KEY,
            "CATENARY_TIME_STAMPING_URL": "https://stamps.example",
            "CATENARY_SCANNER": "none",
        }
    )
    told = evolve(told, databases={part: own_database(role) for part, role in ROLES.items()})
    with django_db_blocker.unblock():
        give_places(told)
    return told


def give_places(told):
    """What the sequencer of a desk that runs has long done with the entries of the fictional world."""
    reach(told.databases[Part.WORKER])
    while order_batch():
        pass
    reach(told.databases[Part.WEB])


def wrong(told):
    return {looked.fix.code for looked in examine(told) if looked.fix}


def as_owner(told, *statements):
    with psycopg.connect(told.databases[Part.MIGRATE], autocommit=True) as owner:
        for statement in statements:
            owner.execute(statement)


def a_worker_lives(told):
    """And goes on living however long the rest of a test takes."""
    with psycopg.connect(told.databases[Part.WORKER], autocommit=True) as worker:
        worker.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() + interval '1 hour')"
        )


def test_a_desk_that_is_set_up_well_lacks_nothing_but_a_worker_that_runs(desk):
    assert wrong(desk) == {"desk.no_worker"}
    a_worker_lives(desk)
    assert wrong(desk) == set()


def test_a_desk_that_could_not_open_what_carriers_send_is_told_so(desk, tmp_path):
    assert "configuration.spool_key_missing" in wrong(evolve(desk, spool_key=None))
    assert "configuration.spool_key_missing" not in wrong(evolve(desk, spool_key=None, profile=Profile.HUB))
    (tmp_path / "spool.key").write_text("# public key: age1qqq\n")
    assert "configuration.spool_key_unusable" in wrong(desk)


@pytest.mark.parametrize("part", ROLES)
def test_every_part_has_its_own_role(desk, part):
    other = Part.WEB if part is not Part.WEB else Part.WORKER
    mixed = evolve(desk, databases={**desk.databases, part: desk.databases[other]})
    assert {"desk.role", "configuration.roles_shared"} <= wrong(mixed)


def test_a_role_that_could_go_round_row_security_is_named(desk, postgres):
    name = desk.databases[Part.WEB].split("/")[3].split("?")[0]
    mighty = evolve(desk, databases={**desk.databases, Part.WEB: postgres.url("postgres", name)})
    assert {"desk.role", "desk.role_powerful"} <= wrong(mighty)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE mandate_person NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE mandate_membership DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE nobody_speaks_for (name text)",
    ],
)
def test_a_table_without_forced_row_security_is_named(desk, statement):
    as_owner(desk, statement)
    found = next(looked for looked in examine(desk) if looked.name == "row_security")
    assert found.fix
    assert statement.split()[2] in str(found.fix.params["tables"])


def test_missing_migrations_are_counted(desk):
    as_owner(desk, "DELETE FROM django_migrations WHERE app = 'mandate'")
    assert "desk.migrations" in wrong(desk)
    as_owner(desk, "DROP TABLE django_migrations")
    assert "desk.migrations" in wrong(desk)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("ledger_queued", "desk.sequencer_late"),
        ("ledger_timestamp", "desk.stamps_late"),
    ],
)
def test_a_log_that_stands_still_is_told(desk, monkeypatch, query, code):
    from catenary.app import examining

    monkeypatch.setattr(examining, "_number", lambda _, asked: 3600 if query in asked else 1)
    assert wrong(desk) == {code}


def as_operator(told, **changes):
    """What the environment of `catenary serve` holds."""
    names = {}
    for part in ROLES:
        names |= environment_of(told, part)
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | {name: value for name, value in names.items() if value} | changes


def found_by(told, word):
    """How many entries of the index have a word of everybody's shelf, by the key of the settings."""
    number = number_of(key_of(told.secret), "word", word)
    with psycopg.connect(told.databases[Part.WEB]) as web:
        return web.execute(
            "SELECT count(*) FROM shell_searchposting WHERE shelf = 0 AND word = %s", [number]
        ).fetchone()[0]


def test_an_index_of_search_under_another_key_is_found_and_written_anew(desk):
    a_worker_lives(desk)
    count = found_by(desk, "utopia")
    assert (wrong(desk), count > 0) == (set(), True)
    changed = evolve(desk, secret="1" * 50)
    assert (wrong(changed), found_by(changed, "utopia")) == ({"desk.search_key"}, 0)
    verb = [sys.executable, "-c", "from catenary.cli import main; main()", "reindex", "--json"]
    done = subprocess.run(
        verb, env=as_operator(changed), capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    Draft202012Validator(json.loads((SCHEMAS / "reindex.schema.json").read_text())).validate(told)
    assert told["records"] > 0
    assert (wrong(changed), found_by(changed, "utopia"), found_by(desk, "utopia")) == (set(), count, 0)


def test_a_database_that_does_not_answer_is_said_with_the_reason(desk):
    away = evolve(desk, databases={**desk.databases, Part.WEB: "postgresql://catenary_web@localhost:1/none"})
    (found,) = (looked for looked in examine(away) if looked.fix)
    assert (found.fix.code, found.params["part"]) == ("desk.unreachable", "web")


def test_a_folder_that_is_not_there_is_named(desk, tmp_path):
    assert "desk.folder_unwritable" in wrong(evolve(desk, data=tmp_path / "nowhere"))


def test_the_verb_ends_with_status_3_where_something_does_not_work(desk, monkeypatch):
    for part in ROLES:
        for setting, value in environment_of(desk, part).items():
            monkeypatch.setenv(setting, value)
    monkeypatch.setenv("CATENARY_ORIGIN", "http://desk.example")
    done = CliRunner().invoke(command, ["--desk", "--json", "--quiet"])
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 3
    assert "http://desk.example is not reached by https; nobody may sign in over it" in [
        check["fix"] for check in told if check["name"] == "settings"
    ]
    assert PUBLIC_KEY not in done.stdout
    assert all(address not in done.stdout for address in desk.databases.values())


def test_a_broker_and_a_bucket_that_are_away_and_a_channel_that_cannot_be_fetched_from_are_told(desk):
    nowhere = evolve(desk, queues="amqp://a:b@127.0.0.1:1", bucket="http://k:s@127.0.0.1:1/carriers")
    assert {"desk.source_away"} == wrong(nowhere) - wrong(desk)
    reach(desk.databases[Part.WORKER])
    with acting(Declaration(door=Door.SYSTEM)):
        told = {
            "organisation": Organisation.objects.all()[0],
            "name": "Wings",
            "way": Way.QUEUE,
            "source": "wings",
        }
        failed([Channel.objects.create(**told)], "queue_missing", timezone.now())
    reach(desk.databases[Part.WEB])
    assert {"desk.fetching_faulty"} == wrong(desk) - {"desk.no_worker"}
