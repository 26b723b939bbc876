"""Processes that are kept running, and none that is left."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from catenary.app import children
from catenary.app.children import Child, begin, run_to_end, stop

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); time.sleep(60)"


def python(code):
    return [sys.executable, "-c", code]


def until(holds, seconds=20):
    end = time.monotonic() + seconds
    while not (answer := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return answer


def test_what_does_not_stop_when_asked_is_ended():
    process = begin(python(STUBBORN), os.environ, stdout=subprocess.PIPE)
    process.stdout.readline()
    stop(process, signal.SIGTERM, seconds=0.3)
    assert process.returncode == -signal.SIGKILL
    process.stdout.close()


def test_a_command_that_fails_says_so():
    with pytest.raises(subprocess.CalledProcessError) as failure:
        run_to_end(python("raise SystemExit(7)"), os.environ)
    assert failure.value.returncode == 7


def test_ctrl_c_reaches_the_supervisor_only():
    process = begin(python("import time; time.sleep(60)"), os.environ)
    assert os.getpgid(process.pid) != os.getpgid(0)
    stop(process, signal.SIGTERM)


SUPERVISOR = """
import sys, os
from catenary.app.children import Child, run_until_stopped
once = "import os, time; open(sys.argv[1], 'a').write(str(os.getpid()) + chr(10)); time.sleep(float(sys.argv[2]))"
run_until_stopped([Child("one", [sys.executable, "-c", "import sys;" + once, sys.argv[1], sys.argv[2]], os.environ)])
"""


def pids(file):
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def test_what_falls_is_started_again_after_a_pause_that_grows(tmp_path):
    file = tmp_path / "pids"
    supervisor = subprocess.Popen([*python(SUPERVISOR), file, "0"], stderr=subprocess.DEVNULL)
    assert until(lambda: len(pids(file)) >= 3)
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(20) == 0


def hear_hangups():
    """Whoever runs the tests under nohup has them ignored by everything that begins there."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_outlives_the_supervisor(tmp_path, number):
    file = tmp_path / "pids"
    supervisor = subprocess.Popen([*python(SUPERVISOR), file, "60"], preexec_fn=hear_hangups)  # noqa: PLW1509  no threads here
    assert until(lambda: pids(file))
    supervisor.send_signal(number)
    supervisor.wait(20)
    assert until(lambda: not running(pids(file)[0]))


def running(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def test_the_pause_before_a_new_start_is_bounded(monkeypatch):
    child = Child("one", [], {}, falls=30, began=time.monotonic())
    monkeypatch.setattr(children.structlog, "get_logger", Silent)
    children._note_fall(child)
    assert child.again_at - time.monotonic() <= 30


class Silent:
    def error(self, *_, **__):
        pass
