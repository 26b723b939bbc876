"""`catenary serve` as systemd starts and stops it: one real desk in production settings, and settings with which none starts."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import jsonschema
import pytest
from attrs import evolve

from catenary.app import demo
from catenary.app.configuration import SERVED, environment_of
from catenary.app.embedded import running
from catenary.formats.signed_note.key_files import write_signing_key
from catenary.formats.signed_note.keys import SigningKey

PATIENCE = 300
ROOT = Path(__file__).parents[2]
PROGRAMS = os.environ.get("CATENARY_TEST_POSTGRES")
VERB = [sys.executable, "-c", "from catenary.cli import main; main()", "serve"]
MODULES = ("catenary.app.working", "catenary.app.sequencing", "gunicorn")


@pytest.fixture(scope="module")
def settings():
    """The settings of a desk in production on an empty database of its own."""
    folder = Path(tempfile.mkdtemp(prefix="catenary-serve-"))
    folder.chmod(0o711)
    key = folder / "ledger.key"
    write_signing_key(key, SigningKey("desk.example/ledger", bytes(range(32))))
    try:
        with running(folder / "database", Path(PROGRAMS) if PROGRAMS else None) as server:
            data = folder / "data"
            data.mkdir()
            told = demo._settings(data, 8000, server)
            yield evolve(told, demo=False, origin="https://desk.example", ledger_key=key)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environment(told, **changes):
    names = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    for part in SERVED:
        names |= environment_of(told, part)
    names |= {"CATENARY_LEDGER_KEY_FILE": str(told.ledger_key), "CATENARY_PART": ""} | changes
    return {name: value for name, value in names.items() if value}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"CATENARY_SECRET_KEY": "short"}, "at least 40 random characters"),
        ({"DATABASE_URL": ""}, "DATABASE_URL names no database"),
        ({"CATENARY_MIGRATE_DATABASE_URL": ""}, "CATENARY_MIGRATE_DATABASE_URL names no database"),
        ({"CATENARY_ORIGIN": ""}, "CATENARY_ORIGIN must be the address people type"),
        ({"CATENARY_ORIGIN": "http://desk.example"}, "is not reached by https"),
        ({"CATENARY_DEMO": "1"}, "it is for this machine only"),
        ({"CATENARY_LEDGER_KEY_FILE": "/nowhere"}, "names /nowhere, which cannot be read"),
        ({"CATENARY_PROFILE": "everything"}, "CATENARY_PROFILE cannot be everything"),
    ],
)
def test_settings_with_which_no_desk_may_start_are_told_in_a_sentence(settings, changes, told):
    done = refused(settings, **changes)
    assert told in " ".join((done.stdout + done.stderr).split())


def refused(settings, *arguments, **changes):
    """What was told where nothing started; nothing secret and no trace of the program."""
    done = subprocess.run(
        [*VERB, *arguments], env=environment(settings, **changes), capture_output=True, text=True, check=False,
        timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert settings.secret not in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done


def organisations(settings, register, *arguments, status=0):
    """What the verb says of a register, on an empty database in production settings."""
    done = subprocess.run(
        [*VERB[:-1], "organisations", str(register), *arguments], env=environment(settings), capture_output=True,
        text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done


def test_the_example_of_a_register_begins_a_desk_and_given_again_makes_new_links(settings):
    schema = json.loads((ROOT / "docs/schemas/organisations.schema.json").read_text("utf-8"))
    links = set()
    for new in (True, False):
        done = organisations(settings, ROOT / "deploy/organisations.toml.example", "--json")
        told = [json.loads(line) for line in done.stdout.splitlines()]
        for line in told:
            jsonschema.validate(line, schema)
        assert [line["new"] for line in told] == [new] * 3
        invited = [each for line in told for each in line["invited"]]
        assert [each["name"] for each in invited] == ["Ada One", "Bo Two", "Cy Three", "Di Four"]
        links |= {each["link"] for each in invited}
    assert len(links) == 8
    assert all(link.startswith("https://desk.example/account/invitation/") for link in links)
    told = organisations(settings, ROOT / "deploy/organisations.toml.example").stderr
    assert len(re.findall(r"https://desk\.example/account/invitation/[A-Za-z0-9_-]{43}\n", told)) == 4


def test_a_register_that_cannot_be_used_is_told_before_anything_is_made(settings, tmp_path):
    told = organisations(settings, tmp_path / "nowhere.toml", status=3).stderr
    assert "is no register of organisations" in " ".join(told.split())
    (tmp_path / "alone.toml").write_text(
        '[unit]\nkind = "unit"\nname = "U"\n[[unit.people]]\nname = "A"\nemail = "a@u.example"\n'
    )
    assert (
        "unit: an organisation begins with two people"
        in organisations(settings, tmp_path / "alone.toml", status=3).stderr
    )


def test_a_database_that_does_not_answer_is_told_and_nothing_is_left_running(settings):
    elsewhere = {
        part: address.replace("host=", "host=/nowhere") for part, address in settings.databases.items()
    }
    done = refused(evolve(settings, databases=elsewhere), "--bind", f"127.0.0.1:{free_port()}")
    assert "The database could not be prepared" in " ".join(done.stderr.split())
    assert children_of(settings) == {}


def free_port():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


class Served:
    """A desk that runs, its log in a file."""

    def __init__(self, settings):
        self.settings, self.port, self.log = settings, free_port(), settings.data / "log"
        command = [*VERB, "--bind", f"127.0.0.1:{self.port}", "--processes", "1"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=environment(settings), stdout=log, stderr=log)

    def get(self, path):
        """The status and the told values; nothing while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, {}
        except OSError:
            return None, {}

    def works(self):
        status, told = self.get("/readyz")
        return status == 200 and told["workers"] == 1

    def fallen(self):
        """What the supervisor said of processes that ended, by their names."""
        lines = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [line["task"] for line in lines if line.get("event") == "process ended"]


def children_of(settings):
    """Processes of this desk by what they run; gunicorn's own workers are left out."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode().split("\0")
            told = (process / "environ").read_bytes()
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        module = next((each for each in MODULES if each in command), None)
        if module and f"CATENARY_DATA={settings.data}".encode() in told:
            found.setdefault(module, {})[int(process.name)] = parent
    return {
        module: next(number for number, parent in each.items() if parent not in each)
        for module, each in found.items()
    }


def are_started_again(served):
    """Whether all run as children of the supervisor: what a killed process leaves behind for a moment is not its."""
    running = children_of(served.settings)
    stats = [Path(f"/proc/{number}/stat") for number in running.values()]
    parents = {each.read_text().rpartition(")")[2].split()[1] for each in stats if each.exists()}
    return len(running) == len(MODULES) and parents == {str(served.process.pid)}


def until(holds):
    end = time.monotonic() + PATIENCE
    while not (answer := holds()) and time.monotonic() < end:
        time.sleep(0.1)
    return answer


@pytest.fixture(scope="module")
def served(settings):
    desk = Served(settings)
    try:
        assert until(lambda: desk.works() or desk.process.poll() is not None)
        assert desk.process.poll() is None, desk.log.read_text()
        yield desk
    finally:
        desk.process.kill()
        desk.process.wait()


@pytest.fixture(scope="module")
def story(served):
    """What a desk tells of itself while it runs, while each of its processes falls, and when it is stopped."""
    told = {
        "health": served.get("/healthz"),
        "ready": served.get("/readyz"),
        "first": children_of(served.settings),
    }
    for number in told["first"].values():
        os.kill(number, signal.SIGKILL)
    works = until(lambda: are_started_again(served) and served.works())
    told |= {"again": children_of(served.settings), "fallen": served.fallen(), "works": works}
    served.process.send_signal(signal.SIGTERM)
    told["status"] = served.process.wait(PATIENCE)
    return told | {"left": children_of(served.settings)}


def test_it_says_that_it_lives_and_is_ready(story):
    assert story["health"] == (200, {"status": "alive"})
    status, told = story["ready"]
    assert (status, told["status"], told["workers"], told["disk"]) == (200, "ready", 1, "ok")


def test_web_worker_and_sequencer_run_each_as_its_own_process(story):
    assert sorted(story["first"]) == sorted(MODULES)


def test_each_process_that_falls_is_started_again_and_the_fall_is_in_the_log(story):
    assert story["works"]
    assert not {*story["first"].values()} & {*story["again"].values()}
    assert sorted(story["again"]) == sorted(MODULES)
    assert sorted(story["fallen"]) == ["sequencer", "web", "worker"]


def test_term_stops_every_process_and_is_no_failure(story):
    assert (story["status"], story["left"]) == (0, {})
