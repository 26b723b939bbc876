"""What is unsafe in the environment is refused and named, never repaired in silence."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from catenary.app.configuration import (
    Part,
    configuration,
    environment_of,
    findings,
    findings_to_serve,
    refuse_unsafe,
)
from catenary.app.listening import listen, listen_here
from catenary.app.spool_key import make_key
from catenary.basis.findings import ProblemError, Severity
from catenary.cli.serve import command

SAFE = {
    "CATENARY_SECRET_KEY": "0123456789" * 5,
    "CATENARY_ORIGIN": "https://desk.example",
    "DATABASE_URL": "postgresql://catenary_web:one@db/catenary",
    "CATENARY_WORKER_DATABASE_URL": "postgresql://catenary_worker:two@db/catenary",
    "CATENARY_MIGRATE_DATABASE_URL": "postgresql://catenary_owner:three@db/catenary",
    "CATENARY_TIME_STAMPING_URL": "https://stamps.example",
    "CATENARY_SCANNER": "unix:///run/clamav/clamd.ctl",
    "CATENARY_OVERSIGHT_RECIPIENT": "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
}


@pytest.fixture
def safe(tmp_path):
    key = tmp_path / "ledger.key"
    key.touch(mode=0o600)
    make_key(tmp_path / "spool.key")
    return SAFE | {
        "CATENARY_LEDGER_KEY_FILE": str(key),
        "CATENARY_SPOOL_KEY_FILE": str(tmp_path / "spool.key"),
    }


def errors(environment):
    told = findings_to_serve(configuration(environment))
    return {
        finding.code.removeprefix("configuration.") for finding in told if finding.severity is Severity.ERROR
    }


def test_a_safe_environment_is_taken_without_a_word(safe):
    assert findings_to_serve(configuration(safe)) == ()


def test_a_map_of_the_operators_own_is_taken_without_a_word(safe, tmp_path):
    ring = [[30, -5], [40, -5], [40, 5], [30, -5]]
    area = {"properties": {"iso3cd": "KEN"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (tmp_path / "map.geojson").write_text(json.dumps({"features": [area]}))
    told = configuration(safe | {"CATENARY_MAP_FILE": str(tmp_path / "map.geojson")})
    assert findings_to_serve(told) == ()
    assert environment_of(told, Part.WEB)["CATENARY_MAP_FILE"] == str(tmp_path / "map.geojson")


def test_how_many_states_a_pattern_takes_is_told_to_every_part(safe):
    told = configuration(safe | {"CATENARY_LEAST_STATES": "9"})
    assert told.least_states == 9
    assert configuration(environment_of(told, Part.WEB)).least_states == 9


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"CATENARY_LEAST_STATES": "some"}, "value_unknown"),
        ({"CATENARY_SECRET_KEY": ""}, "secret_short"),
        ({"CATENARY_SECRET_KEY": "x" * 39}, "secret_short"),
        ({"CATENARY_ORIGIN": ""}, "origin_missing"),
        ({"CATENARY_ORIGIN": "desk.example"}, "origin_missing"),
        ({"CATENARY_ORIGIN": "http://desk.example"}, "origin_insecure"),
        ({"CATENARY_ORIGIN": "http://localhost"}, "origin_insecure"),
        ({"CATENARY_ORIGIN": "https://desk.example/path"}, "origin_not_an_address"),
        ({"CATENARY_ORIGIN": "https://me@desk.example"}, "origin_not_an_address"),
        ({"CATENARY_ORIGIN": "ftp://desk.example"}, "origin_not_an_address"),
        ({"CATENARY_DEMO": "1"}, "demo_elsewhere"),
        ({"CATENARY_MAP_FILE": "/nowhere/map.geojson"}, "map_unusable"),
        ({"CATENARY_DEMO": "1", "CATENARY_ORIGIN": "http://192.0.2.7:8000"}, "demo_elsewhere"),
        ({"CATENARY_DEMO": "1", "CATENARY_ORIGIN": "http://localhost.example"}, "demo_elsewhere"),
        ({"CATENARY_PROFILE": "everything"}, "value_unknown"),
        ({"CATENARY_OUTAGE_SPOOL_MIB": "-1"}, "value_unknown"),
        ({"CATENARY_OUTAGE_SPOOL_MIB": "plenty"}, "value_unknown"),
        ({"CATENARY_ANSWER_WITHIN": "soon"}, "value_unknown"),
        ({"CATENARY_SOURCES": "Unit of Utopia"}, "value_unknown"),
        ({"CATENARY_SOURCES": "=utopia/"}, "value_unknown"),
        ({"DATABASE_URL": ""}, "database_missing"),
        ({"CATENARY_WORKER_DATABASE_URL": ""}, "database_missing"),
        ({"CATENARY_MIGRATE_DATABASE_URL": ""}, "database_missing"),
        ({"CATENARY_WORKER_DATABASE_URL": SAFE["DATABASE_URL"]}, "roles_shared"),
        ({"CATENARY_BACKUP_DATABASE_URL": SAFE["DATABASE_URL"]}, "roles_shared"),
        (
            {"DATABASE_URL": "postgresql:///a", "CATENARY_WORKER_DATABASE_URL": "postgresql:///a"},
            "roles_shared",
        ),
        ({"CATENARY_OIDC_FILE": "/nowhere/at/all"}, "file_missing"),
        ({"CATENARY_SPOOL_KEY_FILE": "/nowhere/at/all"}, "file_missing"),
        ({"CATENARY_INBOX": "/nowhere/at/all"}, "inbox_unusable"),
        ({"CATENARY_QUEUES_URL": "queues.example"}, "queues_unusable"),
        ({"CATENARY_QUEUES_URL": "amqp://desk:secret@queues.example"}, "fetched_in_clear"),
        ({"CATENARY_BUCKET_URL": "https://store.example/carriers"}, "bucket_unusable"),
        ({"CATENARY_BUCKET_URL": "http://key:secret@store.example/carriers"}, "fetched_in_clear"),
        ({"CATENARY_OVERSIGHT_RECIPIENT": "AGE-SECRET-KEY-1QQQ"}, "recipient_unusable"),
        ({"CATENARY_BACKUP_RECIPIENT": "ssh-ed25519 AAAA"}, "recipient_unusable"),
    ],
)
def test_what_is_unsafe_is_refused(safe, changes, code):
    assert code in errors(safe | changes)


def test_brokers_and_buckets_by_tls_or_on_this_machine_are_well_and_never_told_to_the_web_or_a_log(safe):
    told = configuration(
        safe
        | {
            "CATENARY_QUEUES_URL": "amqps://desk:a-password@queues.example/carriers",
            "CATENARY_BUCKET_URL": "http://key:a-password@localhost:9000/carriers",
        }
    )
    assert findings(told) == findings(configuration(safe))
    assert not any("a-password" in value for value in environment_of(told, Part.WEB).values())
    assert "a-password" in environment_of(told, Part.WORKER)["CATENARY_QUEUES_URL"]
    assert "a-password" not in repr(told)


def test_a_key_that_others_may_read_is_refused(safe):
    Path(safe["CATENARY_LEDGER_KEY_FILE"]).chmod(0o640)
    assert errors(safe) == {"file_open_to_others"}


@pytest.mark.parametrize("origin", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:9"])
def test_a_demo_is_for_this_machine(safe, origin):
    assert errors(safe | {"CATENARY_DEMO": "1", "CATENARY_ORIGIN": origin}) == set()


def test_what_is_useful_but_not_needed_is_a_warning(safe):
    told = findings(
        configuration(safe | {"CATENARY_TIME_STAMPING_URL": "", "CATENARY_OVERSIGHT_RECIPIENT": ""})
    )
    assert {finding.severity for finding in told} == {Severity.WARNING}
    refuse_unsafe(configuration(safe | {"CATENARY_TIME_STAMPING_URL": ""}))


def test_a_desk_without_a_key_for_its_spool_starts_and_is_told_unless_it_takes_no_messages(safe):
    def codes(**changes):
        told = configuration(safe | {"CATENARY_SPOOL_KEY_FILE": ""} | changes)
        refuse_unsafe(told)
        return [each.code for each in findings(told)]

    assert codes() == ["configuration.spool_key_missing"]
    assert codes(CATENARY_PROFILE="hub") == []


def test_a_desk_without_a_scanner_is_a_warning_until_it_is_said_that_there_is_none(safe):
    def codes(scanner):
        return [each.code for each in findings(configuration(safe | {"CATENARY_SCANNER": scanner}))]

    assert codes("") == ["configuration.scanner_missing"]
    assert codes("none") == []


def test_nothing_starts_unsafely_however_it_is_started(safe):
    with pytest.raises(ProblemError):
        refuse_unsafe(configuration(safe | {"CATENARY_ORIGIN": "http://desk.example"}))
    for module in ("catenary.app.wsgi", "catenary.app.working"):
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
        environment |= safe | {
            "CATENARY_SECRET_KEY": "short",
            "DJANGO_SETTINGS_MODULE": "catenary.app.settings",
        }
        done = subprocess.run(
            [sys.executable, "-m", module], env=environment, capture_output=True, check=False
        )
        assert done.returncode == 1
        assert b"ProblemError" in done.stderr


def test_serve_names_each_thing_that_is_wrong_and_touches_nothing(monkeypatch, safe, tmp_path):
    for setting, value in (
        safe | {"CATENARY_SECRET_KEY": "x", "CATENARY_ORIGIN": "http://d.example"}
    ).items():
        monkeypatch.setenv(setting, value)
    monkeypatch.delenv("CATENARY_DEMO", raising=False)
    monkeypatch.setenv("CATENARY_DATA", str(tmp_path / "data"))
    done = CliRunner().invoke(command, [])
    assert done.exit_code == 3
    assert "CATENARY_SECRET_KEY needs at least 40 random characters" in done.stderr
    assert "http://d.example is not reached by https" in done.stderr
    assert not (tmp_path / "data").exists()


@given(
    st.dictionaries(st.sampled_from([*SAFE, "CATENARY_DEMO", "CATENARY_PROFILE", "CATENARY_PART"]), st.text())
)
def test_whatever_the_environment_says_it_is_told_and_not_failed_on(environment):
    told = configuration(environment)
    assert isinstance(findings_to_serve(told), tuple)
    others = environment | {"CATENARY_SECRET_KEY": ""}
    assert repr(told) == repr(configuration(others))


def test_each_part_is_told_its_own_secrets_only(safe):
    told = configuration(safe | {"CATENARY_METRICS_TOKEN": "token"})
    web, worker = environment_of(told, Part.WEB), environment_of(told, Part.WORKER)
    assert not web["CATENARY_LEDGER_KEY_FILE"]
    assert worker["CATENARY_LEDGER_KEY_FILE"]
    assert not web["CATENARY_SPOOL_KEY_FILE"]
    assert not environment_of(told, Part.MIGRATE)["CATENARY_SPOOL_KEY_FILE"]
    assert worker["CATENARY_SPOOL_KEY_FILE"]
    assert (web["CATENARY_METRICS_TOKEN"], worker["CATENARY_METRICS_TOKEN"]) == ("token", "")
    assert not any("one@db" in value for value in worker.values())
    assert configuration(web).origin == told.origin


def test_no_secret_is_in_the_words_of_a_configuration(safe):
    told = repr(
        configuration(
            safe | {"CATENARY_EMAIL_URL": "smtp://u:mailpass@h", "CATENARY_METRICS_TOKEN": "mtoken"}
        )
    )
    for secret in ("0123456789", ":one@", ":two@", ":three@", "mailpass", "mtoken"):
        assert secret not in told


def test_a_port_that_is_taken_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ProblemError) as problem:
            listen_here(taken.getsockname()[1])
    assert problem.value.finding.code == "serving.address_taken"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "8000",
        "localhost",
        "127.0.0.1:",
        "127.0.0.1:0",
        "127.0.0.1:70000",
        "192.0.2.1:8000",
        "no.such.invalid:1",
    ],
)
def test_an_address_that_cannot_be_ours_is_told(address):
    with pytest.raises(ProblemError) as problem:
        listen(address)
    assert problem.value.finding.code == "serving.address_unusable"


def test_a_socket_that_an_earlier_desk_left_is_taken_over_and_one_in_use_is_not(tmp_path):
    address = f"unix:{tmp_path / 'web.sock'}"
    listen(address).close()
    with listen(address):
        assert (tmp_path / "web.sock").stat().st_mode & 0o777 == 0o660
        with pytest.raises(ProblemError) as problem:
            listen(address)
    assert problem.value.finding.code == "serving.address_taken"


def test_the_supervisor_needs_no_settings_of_django():
    code = "import catenary.app.serving, catenary.app.demo, django.conf; assert not django.conf.settings.configured"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


@pytest.mark.parametrize(
    ("origin", "prefix"), [("https://desk.example", "__Host-"), ("http://localhost", "")]
)
def test_cookies_belong_to_this_host_alone_where_people_come_by_https(origin, prefix):
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME")
    code = f"from catenary.app import settings; print(*(getattr(settings, name) for name in {names}))"
    told = SAFE | {"CATENARY_ORIGIN": origin, "PATH": os.environ["PATH"]}
    done = subprocess.run([sys.executable, "-c", code], check=True, env=told, capture_output=True, text=True)
    assert done.stdout.split() == [f"{prefix}{name}" for name in ("catenary", "csrf", "language")]


def test_which_queues_and_folders_are_whose_reaches_web_and_workers(safe):
    told = configuration(
        safe | {"CATENARY_SOURCES": "Unit of Utopia = utopia/; Unit of Utopia=uto.;*=all=/;"}
    )
    assert told.sources == (("Unit of Utopia", "utopia/"), ("Unit of Utopia", "uto."), ("*", "all=/"))
    for part in (Part.WEB, Part.WORKER):
        assert configuration(environment_of(told, part)).sources == told.sources
    assert configuration(safe).sources == ()


def test_what_is_said_of_outages_and_private_hosts_reaches_web_and_workers(safe):
    more = {
        "CATENARY_OUTAGE_SPOOL": "/srv/outage",
        "CATENARY_OUTAGE_SPOOL_MIB": "9",
        "CATENARY_ANSWER_WITHIN": "7",
        "CATENARY_PRIVATE_HOSTS": "a, b",
    }
    told = configuration(safe | more)
    assert (told.outage_folder, told.outage_spool_mib, told.private_hosts) == (
        Path("/srv/outage"),
        9,
        ("a", "b"),
    )
    for part in (Part.WEB, Part.WORKER):
        again = configuration(environment_of(told, part))
        assert (again.outage_folder, again.outage_spool_mib, again.private_hosts) == (
            told.outage_folder, told.outage_spool_mib, told.private_hosts,
        )  # fmt: skip
    assert configuration(safe).outage_folder == configuration(safe).data / "outage"
