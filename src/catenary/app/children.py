"""The processes of one desk: started together, restarted when one falls, stopped together."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from types import FrameType

import structlog
from attrs import define, field

_PR_SET_PDEATHSIG = 1
_STOP_SECONDS = 30
_SHORT_LIFE_SECONDS = 10
_LONGEST_PAUSE_SECONDS = 30


@define
class Child:
    """A process that has to run as long as the desk does."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(repr=False)
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    falls: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        """Begin, in a session of its own: Ctrl-C reaches the supervisor only, which then stops all in order."""
        self.began = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  our own programs
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509  no threads yet
        )

    def has_fallen(self) -> bool:
        """Whether it ran and ended by itself."""
        return self.process is not None and self.process.poll() is not None


def run_until_stopped(children: Sequence[Child]) -> None:
    """Keep every child running until INT or TERM, then stop all of them, the last begun first."""
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        for child in children:
            child.start()
        while not stopping:
            _restart_fallen(children)
            time.sleep(0.2)
    finally:
        stop_all(children)


def stop_all(children: Sequence[Child]) -> None:
    """Ask each to end, and end those that do not within half a minute."""
    running = [child.process for child in reversed(children) if child.process]
    for process in running:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + _STOP_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _restart_fallen(children: Sequence[Child]) -> None:
    for child in children:
        if child.process and child.has_fallen():
            _note_fall(child)
        if child.process is None and time.monotonic() >= child.again_at:
            child.start()


def _note_fall(child: Child) -> None:
    lived = time.monotonic() - child.began
    child.falls = child.falls + 1 if lived < _SHORT_LIFE_SECONDS else 1
    child.again_at = time.monotonic() + min(_LONGEST_PAUSE_SECONDS, 2.0**child.falls)
    status = child.process.returncode if child.process else None
    structlog.get_logger().error("process ended", task=child.name, status=status, attempt=child.falls)
    child.process = None


def _end_with_parent() -> None:
    """Linux tells the child when its supervisor is gone, however it went."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):
        return
    if os.getppid() == 1:
        os._exit(1)
