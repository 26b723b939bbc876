"""The processes of one desk: started together, restarted when one falls, stopped together, and never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import structlog
from attrs import define, field

_PR_SET_PDEATHSIG = 1
_STOP_SECONDS = 30
_SHORT_LIFE_SECONDS = 10
_LONGEST_PAUSE_SECONDS = 30
_LOOK_SECONDS = 0.2
_LIBC: Any = ctypes.CDLL(None) if sys.platform == "linux" else None

Popen = subprocess.Popen[bytes]


@define
class Child:
    """A process that has to run as long as the desk does."""

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str] = field(repr=False)
    options: Mapping[str, Any] = field(factory=dict)
    """What `subprocess.Popen` is told besides, such as the account it runs as."""
    stop_signal: signal.Signals = signal.SIGTERM
    process: Popen | None = None
    began: float = 0.0
    falls: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        """Begin."""
        self.began = time.monotonic()
        self.process = begin(self.command, self.environment, self.stop_signal, **self.options)

    def has_fallen(self) -> bool:
        """Whether it ran and ended by itself."""
        return self.process is not None and self.process.poll() is not None


def begin(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    stop_signal: signal.Signals = signal.SIGTERM,
    **options: Any,
) -> Popen:
    """A process in a session of its own: Ctrl-C reaches us only, and we stop it in order; it ends when we do."""
    return subprocess.Popen(  # noqa: S603  our own programs
        command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_ending_with(os.getpid(), stop_signal),  # noqa: PLW1509  no threads yet
        **options,
    )


def run_to_end(command: Sequence[str | Path], environment: Mapping[str, str]) -> None:
    """A process to its end. Raises CalledProcessError where it fails; it is stopped when we are."""
    process = begin(command, environment)
    try:
        status = process.wait()
    finally:
        stop(process, signal.SIGTERM)
    if status:
        raise subprocess.CalledProcessError(status, list(map(str, command)))


def end_with_parent() -> None:
    """From now on this process is asked to end when the one that started it is gone, however it went."""
    _ending_with(os.getppid(), signal.SIGTERM)()


def run_until_stopped(children: Sequence[Child], kept: Iterable[Child] = ()) -> None:
    """Keep every child running until INT, TERM or HUP, then stop all of them.

    Those `kept` run already; they are restarted like the others and left running at the end.
    """
    stopping = False

    def stop_soon(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, stop_soon)
    try:
        while not stopping:
            _restart_fallen([*kept, *children])
            time.sleep(_LOOK_SECONDS)
    finally:
        stop_all(children)


def stop_all(children: Sequence[Child]) -> None:
    """Ask each to end, and end those that do not within half a minute."""
    running = [child for child in reversed(children) if child.process]
    for child in running:
        if child.process and child.process.poll() is None:
            child.process.send_signal(child.stop_signal)
    until = time.monotonic() + _STOP_SECONDS
    for child in running:
        if child.process:
            stop(child.process, child.stop_signal, until - time.monotonic())


def stop(process: Popen, stop_signal: signal.Signals, seconds: float = _STOP_SECONDS) -> None:
    """Ask a process to end, wait, and end it where it does not."""
    if process.poll() is None:
        process.send_signal(stop_signal)
    try:
        process.wait(max(0.1, seconds))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _restart_fallen(children: Sequence[Child]) -> None:
    for child in children:
        if child.has_fallen():
            _note_fall(child)
        if child.process is None and time.monotonic() >= child.again_at:
            child.start()


def _note_fall(child: Child) -> None:
    lived = time.monotonic() - child.began
    child.falls = child.falls + 1 if lived < _SHORT_LIFE_SECONDS else 1
    child.again_at = time.monotonic() + min(_LONGEST_PAUSE_SECONDS, 2.0 ** (child.falls - 1))
    status = child.process.returncode if child.process else None
    structlog.get_logger().error("process ended", task=child.name, status=status, attempt=child.falls)
    child.process = None


def _ending_with(parent: int, stop_signal: signal.Signals) -> Callable[[], None]:
    """What Linux runs in a child before its program: it is signalled when its parent is gone."""

    def bind() -> None:
        if _LIBC is None:
            return
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(stop_signal))
        if os.getppid() != parent:  # gone before we asked
            os._exit(1)

    return bind
