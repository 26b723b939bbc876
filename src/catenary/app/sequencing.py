"""The sequencer process: gives entries of the log their places, signs what it has become, has it time-stamped."""

import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

import django
import structlog
from attrs import define, field
from django.conf import settings
from django.db import DatabaseError, connection

from catenary.app.configuration import Configuration
from catenary.app.ledger_key import last_signed, publish, remember_signed, signers
from catenary.app.logs import logging_settings
from catenary.basis.findings import ProblemError
from catenary.core.ledger.ports import Signer
from catenary.core.ledger.time_stamping import TimeStamper

LOOK_SECONDS = 0.2
"""How often waiting entries are looked for. They are looked for, not told of: PostgreSQL lets only one transaction that tells
(NOTIFY) commit at a time, which would make every writer wait for the others."""
SIGN_SECONDS = 60.0
"""At least so long between two checkpoints."""
STAMP_SECONDS = 30.0
"""How long before an authority that was away is asked again."""
_AFTER_FAILURE_SECONDS = 1.0

_log = structlog.get_logger()


@define
class Sequencer:
    """What the process does, step by step; time is the monotonic clock's, so that a clock set back stops nothing."""

    told: Configuration
    keys: tuple[Signer, ...]
    stopping: threading.Event = field(factory=threading.Event)
    sign_seconds: float = SIGN_SECONDS
    signed_at: float | None = None

    def run(self) -> None:
        """Until told to stop. The database may go away and come back."""
        while not self.stopping.is_set():
            pause = LOOK_SECONDS
            try:
                pause = 0 if self.step() else LOOK_SECONDS
            except DatabaseError as error:
                _log.warning("ledger waits for the database", error=type(error).__name__)
                connection.close()
                pause = _AFTER_FAILURE_SECONDS
            self.stopping.wait(pause)

    def step(self) -> int:
        """Order a batch; sign when it is time. Gives how many entries got their place."""
        from catenary.desk.ledger.sequencing import order_batch

        ordered = order_batch()
        if self.keys and self._is_time():
            self.sign()
        return ordered

    def sign(self) -> None:
        """Sign what the log has become; a log that was set back is left unsigned, and says so."""
        from catenary.desk.ledger.signing import sign_growth

        try:
            signed = sign_growth(self.keys, datetime.now(UTC), last_signed(self.told.data))
        except ProblemError as problem:
            _log.error("ledger not signed", code=problem.finding.code)
            self.signed_at = time.monotonic()
            return
        if signed:
            remember_signed(self.told.data, signed.note.bytes)
            self.signed_at = time.monotonic()
            _log.info("ledger signed", size=signed.checkpoint.size)

    def _is_time(self) -> bool:
        return self.signed_at is None or time.monotonic() - self.signed_at >= self.sign_seconds


def stamp_until(stopping: threading.Event, stamper: TimeStamper, pause: float = STAMP_SECONDS) -> None:
    """Have checkpoints time-stamped, beside the ordering and never in its way."""
    from catenary.desk.ledger.stamping import stamp_pending

    while not stopping.is_set():
        try:
            stamp_pending(stamper)
        except ProblemError as problem:
            _log.warning("time stamp missing", code=problem.finding.code)
        except DatabaseError:
            connection.close()
        stopping.wait(pause)
    connection.close()


def sequence(told: Configuration) -> None:
    """Run until TERM or INT."""
    keys = signers(told)
    publish(told.data, keys)
    if not keys:
        _log.error("ledger has no key", code="configuration.ledger_key_missing")
    sequencer = Sequencer(told, keys)
    _stop_on_signals(sequencer.stopping.set)
    if told.time_stamping:
        stamper = authority(told)
        threading.Thread(target=stamp_until, args=(sequencer.stopping, stamper), daemon=True).start()
    sequencer.run()


def authority(told: Configuration) -> TimeStamper:
    """The time-stamping authority of this installation."""
    from catenary.peers.time_stamping.authority import Authority, trusted_certificates

    file = told.time_stamping_certificates
    return Authority(told.time_stamping, trusted_certificates(file) if file else ())


def _stop_on_signals(stop: Callable[[], None]) -> None:
    def stop_soon(_number: int, _frame: FrameType | None) -> None:
        stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_soon)


if __name__ == "__main__":
    logging_settings(settings.CATENARY.part)
    django.setup()
    sequence(settings.CATENARY)
