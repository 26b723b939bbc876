"""However a verb is stopped - by a signal, a reader that has had enough, a full disk - nothing half-written stays."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

# a shell starts background jobs deaf to Ctrl-C, and the tests may themselves be one
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
COMMAND = [sys.executable, "-c", f"{HEARING}from catenary.cli import main; main()"]
AS_OF = ("--as-of", "2026-11-22")
SIGNALS = [(signal.SIGINT, 130), (signal.SIGTERM, 143)]


def start(*arguments, **options):
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([*COMMAND, *map(str, arguments)], **(pipes | options))


def wait_for(found, process):
    """Until there is something to see; a process that ended before it could be seen is an error."""
    while not found():
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.002)


def stop(process, number):
    """Stop it as Ctrl-C or a service manager does, and see how it ends."""
    process.send_signal(number)
    told, heard = process.communicate(timeout=60)
    return process.returncode, told, heard.decode()


@pytest.fixture
def long_list(tmp_path):
    """A list that takes seconds to build."""
    path = tmp_path / "long.csv"
    rows = (f"{n},Given{n % 977} Middle{n % 1013} Family{n}\n" for n in range(60_000))
    path.write_text("id,name\n" + "".join(rows))
    return path


@pytest.fixture
def long_register(tmp_path):
    """A register that takes seconds to build."""
    path = tmp_path / "long.csv"
    rows = (f"A{n:08d},UTO,P,lost\n" for n in range(1_500_000))
    path.write_text("number,issuer,type,status\n" + "".join(rows))
    return path


@pytest.mark.parametrize(("number", "status"), SIGNALS)
def test_a_stopped_list_build_leaves_the_old_index_and_nothing_else(
    catenary, world, tmp_path, long_list, number, status
):
    out = tmp_path / "index"
    built = catenary("list", "build", world.list_source, "--out", out, "--json", "--quiet").records
    before = sorted(out.rglob("*"))
    process = start("list", "build", long_list, "--out", out, "--json")
    wait_for(lambda: len(list(out.glob("segment-*"))) > 1, process)
    ended, told, heard = stop(process, number)
    assert (ended, told) == (status, b"")
    assert "Traceback" not in heard
    assert sorted(out.rglob("*")) == before
    shown = catenary("list", "show", out, "--json", "--quiet").records
    assert shown[0]["edition"] == built[0]["edition"]


@pytest.mark.parametrize(("number", "status"), SIGNALS)
def test_a_stopped_documents_build_leaves_the_old_index_and_nothing_else(
    world, tmp_path, long_register, number, status
):
    out = tmp_path / "index"
    out.write_bytes(world.register.read_bytes())
    before = sorted(tmp_path.iterdir())
    process = start("documents", "build", long_register, "--out", out, "--key", world.key, *AS_OF)
    wait_for(lambda: list(tmp_path.glob(".index.*.scratch/*")), process)
    ended, _, heard = stop(process, number)
    assert ended == status
    assert "Traceback" not in heard
    assert sorted(tmp_path.iterdir()) == before
    assert out.read_bytes() == world.register.read_bytes()


def test_a_stopped_screening_ends_between_two_lines(world):
    many = [str(world.travellers)] * 300
    process = start("screen", *many, "--list", world.index, "--json", "--quiet", *AS_OF)
    first = process.stdout.readline()
    ended, rest, heard = stop(process, signal.SIGINT)
    assert (ended, heard) == (130, "")
    assert all(line.startswith(b'{"source":') for line in (first + rest).splitlines())


def many(world):
    """Calls whose output is far larger than a pipe holds."""
    pairs = world.folder / "many.jsonl"
    if not pairs.exists():
        pairs.write_bytes(world.pairs.read_bytes() * 1000)
    return {
        "read": ["read", *world.messages * 40],
        "screen": ["screen", *[world.travellers] * 100, "--list", world.index],
        "compare": ["compare", pairs],
    }


@pytest.mark.parametrize("verb", ["read", "screen", "compare"])
def test_a_reader_that_wants_one_line_gets_it_and_all_is_quiet(world, verb):
    process = start(*many(world)[verb], "--json")
    assert process.stdout.readline().endswith(b"\n")
    process.stdout.close()
    heard = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), heard) == (0, b"")


SHORT = {
    "read": lambda world: ["read", world.messages[0]],
    "list show": lambda world: ["list", "show", world.index],
    "screen": lambda world: ["screen", world.travellers, "--list", world.index],
    "compare": lambda world: ["compare", world.pairs],
    "doctor": lambda _: ["doctor"],
    "bench": lambda _: ["bench"],
}


@pytest.mark.parametrize("verb", SHORT)
def test_a_reader_that_is_gone_already_is_no_error(catenary_to, verb):
    reader, writer = os.pipe()
    os.close(reader)
    assert catenary_to(writer, verb, "--json", "--quiet") == (0, b"")


@pytest.mark.parametrize("verb", SHORT)
def test_a_full_disk_behind_stdout_is_a_failure_and_is_told(catenary_to, verb):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    status, heard = catenary_to(os.open("/dev/full", os.O_WRONLY), verb, "--json")
    assert status == 3
    assert b"Standard output cannot be written: No space left on device" in b" ".join(heard.split())


@pytest.fixture
def catenary_to(world):
    """Runs a short verb with its stdout going to a descriptor, which is then closed."""

    def run(descriptor, verb, *more):
        process = start(*SHORT[verb](world), *more, stdout=descriptor)
        os.close(descriptor)
        heard = process.communicate(timeout=60)[1]
        return process.returncode, heard

    return run


def test_people_who_close_their_pager_end_the_verb(world):
    reader, writer = os.pipe()
    process = start(*many(world)["read"], stdout=writer, stderr=writer)
    os.close(writer)
    os.read(reader, 100)
    os.close(reader)
    assert process.wait(60) == 0
