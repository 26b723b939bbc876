"""`catenary demo` as a person starts and stops it: a real one, on a free port."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from catenary.basis.findings import ProblemError

PATIENCE = 300
OPEN = re.compile(r"Catenary is open at (http://localhost:\d+)")
PASSWORD = re.compile(r"demo-[0-9a-f]{12}")


def free_port():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


def until(holds):
    """Wait until something is so, five minutes at most; gives the last answer."""
    end = time.monotonic() + PATIENCE
    while not (answer := holds()) and time.monotonic() < end:
        time.sleep(0.1)
    return answer


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return None


def processes_of(folder):
    """Every process that was told of the folder, in its command line or its environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in told and int(process.name) != os.getpid():
            found.append(int(process.name))
    return found


class Demo:
    """One start of the demo, its words in a file."""

    def __init__(self, folder, *arguments, port=None):
        self.folder, self.port = folder, port or free_port()
        self.words = folder.with_suffix(f".{self.port}.words")
        command = [sys.executable, "-c", "from catenary.cli import main; main()", "demo"]
        command += ["--folder", folder, "--port", str(self.port), *arguments]
        with self.words.open("wb") as words:
            self.process = subprocess.Popen(command, stdout=words, stderr=words)

    def said(self):
        return self.words.read_text()

    def opened(self):
        assert until(lambda: OPEN.search(self.said()) or self.process.poll() is not None)
        assert OPEN.search(self.said()), self.said()
        assert until(lambda: status(f"http://localhost:{self.port}/readyz") == 200), self.said()
        return self

    def end(self, number):
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A folder the database's account can enter, and what is left of demos in it is ended afterwards."""
    root = Path(os.environ.get("TMPDIR", "/tmp")) / f"catenary-demo-test-{os.getpid()}"
    root.mkdir(mode=0o755)
    yield root
    for number in processes_of(root):
        os.kill(number, signal.SIGKILL)
    subprocess.run(["rm", "-rf", root], check=True)


@pytest.fixture(scope="module")
def world(places):
    """A demo that was opened once and closed with Ctrl-C."""
    demo = Demo(places / "world").opened()
    demo.health = {
        path: status(f"http://localhost:{demo.port}{path}") for path in ("/healthz", "/readyz", "/")
    }
    demo.status = demo.end(signal.SIGINT)
    demo.left = processes_of(demo.folder)
    return demo


def test_a_first_start_answers_and_names_its_address_and_an_account_for_each_role(world):
    assert world.health == {"/healthz": 200, "/readyz": 200, "/": 200}
    assert OPEN.search(world.said())[1] == f"http://localhost:{world.port}"
    for role in ("assessor", "passenger data officer", "oversight", "administrator"):
        assert role in world.said()
    assert "tom.ashgrove@piu.utopia.example" in world.said()


def test_ctrl_c_ends_every_process_and_is_no_failure(world):
    assert (world.status, world.left) == (0, [])


def test_a_second_start_finds_the_first_ones_world_and_a_third_at_once_is_told_so(world):
    demo = Demo(world.folder).opened()
    assert PASSWORD.search(demo.said())[0] == PASSWORD.search(world.said())[0]
    again, elsewhere = Demo(world.folder), Demo(world.folder.with_name("other"), port=demo.port)
    assert (again.process.wait(PATIENCE), elsewhere.process.wait(PATIENCE)) == (3, 3)
    assert "open on" in again.said()
    assert f"process {demo.process.pid}" in " ".join(again.said().split())
    assert "is taken by another program" in elsewhere.said()
    forgotten = Demo(world.folder, "--reset")
    assert forgotten.process.wait(PATIENCE) == 3
    assert demo.end(signal.SIGTERM) == 0
    assert processes_of(world.folder) == []


def test_a_supervisor_killed_outright_leaves_no_process(world):
    demo = Demo(world.folder).opened()
    demo.end(signal.SIGKILL)
    assert until(lambda: not processes_of(world.folder)), processes_of(world.folder)


def test_a_database_that_falls_is_started_again_and_pages_recover(world):
    demo = Demo(world.folder).opened()
    postmaster = int((world.folder / "database/postgres/postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGQUIT)
    assert until(lambda: not Path(f"/proc/{postmaster}").exists())
    assert until(lambda: status(f"http://localhost:{demo.port}/readyz") == 200)
    assert until(lambda: b'"workers": 1' in read(f"http://localhost:{demo.port}/readyz"))
    assert status(f"http://localhost:{demo.port}/account/login/") == 200
    assert demo.end(signal.SIGTERM) == 0


def read(address):
    try:
        return urllib.request.urlopen(address, timeout=10).read()
    except OSError:
        return b""


def test_what_is_bound_to_its_parent_ends_with_it():
    child = "from catenary.app.children import end_with_parent as e; import time; e(); print('here', flush=True); time.sleep(60)"
    parent = "import subprocess, sys, time; c = subprocess.Popen([sys.executable, '-c', sys.argv[1]]); print(c.pid, flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", parent, child], stdout=subprocess.PIPE, text=True
    ) as started:
        number = int(started.stdout.readline())
        assert started.stdout.readline() == "here\n"
        started.kill()
    assert until(
        lambda: not Path(f"/proc/{number}/fd").exists() or not list(Path(f"/proc/{number}/fd").iterdir())
    )


def test_forgetting_leaves_no_file_of_a_demo_that_was_open(world, places):
    from catenary.app.demo import forget

    copy = places / "copy"
    subprocess.run(["cp", "-a", world.folder, copy], check=True)
    forget(copy)
    assert not copy.exists(), sorted(path.name for path in copy.iterdir())


def test_forgetting_takes_away_the_demo_and_nothing_else(places):
    from catenary.app.demo import forget

    folder = places / "mixed"
    (folder / "database").mkdir(parents=True)
    (folder / "files").mkdir()
    (folder / "thesis.txt").write_text("mine")
    forget(folder)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]
    forget(places / "nothing here")
    (places / "letters").mkdir()
    forget(places / "letters")
    assert (places / "letters").is_dir()


class Full:
    free = 1 << 20


def test_where_the_disk_is_full_nothing_starts(places, monkeypatch):
    from catenary.app import embedded

    monkeypatch.setattr(embedded.shutil, "disk_usage", lambda _: Full)
    with pytest.raises(ProblemError) as problem, embedded.running(places / "full"):
        pass
    assert problem.value.finding.code == "embedded.disk_full"


def test_a_folder_that_cannot_be_made_is_named(places):
    from catenary.app import embedded

    (places / "file").touch()
    with pytest.raises(ProblemError) as problem, embedded.running(places / "file" / "inside"):
        pass
    assert problem.value.finding.code == "embedded.folder_unusable"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the database as another account")
def test_root_is_told_that_the_databases_account_cannot_enter(places):
    from catenary.app import embedded

    (places / "closed").mkdir(mode=0o700)
    with pytest.raises(ProblemError) as problem, embedded.running(places / "closed" / "demo"):
        pass
    assert problem.value.finding.code == "embedded.folder_closed"


def test_data_of_another_release_of_postgresql_are_told(places):
    from catenary.app import embedded

    (places / "old" / "postgres").mkdir(parents=True)
    (places / "old" / "postgres" / "PG_VERSION").write_text("13\n")
    with pytest.raises(ProblemError) as problem, embedded.running(places / "old"):
        pass
    assert problem.value.finding.code == "embedded.other_release"
