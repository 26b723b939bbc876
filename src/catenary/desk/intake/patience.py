"""Whether a carrier that waits would have to wait too long: what waited already, what is at hand, and how fast that has gone lately.

A carrier that has given up is not served by an answer, and working for it makes everybody behind it wait. So whoever
would get the answer too late gets the State's code for "not checked" in time, and is checked afterwards.
"""

import threading
import time
from typing import Final

from attrs import frozen
from django.conf import settings
from django.http import HttpRequest

from catenary.desk.shell.arrival import waited

_EACH: Final = 2000
"""Octets that a message costs on top of its own, whoever it names."""
_KEPT: Final = 0.9
"""Of what was measured before, each time that something is."""
_AT_MOST: Final = 0.1
"""Of the patience, that may be waited for a thread while more comes than can be done."""
_NO_WAIT: Final = 0.02
"""The seconds in which a free thread begins."""


@frozen
class Turn:
    """A message that is at hand: since when, its work, and the work that is done until it is, its own and that beside it."""

    since: float
    work: int
    until_done: int


class Pace:
    """How fast one process reads, checks and answers. Threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calm_at = time.monotonic()
        self._at_hand: list[int] = []
        self._seconds = 0.0
        self._work = 0.0

    def begin(self, octets: int, within: float) -> Turn | None:
        """Take a message in hand; None where it would take longer than so many seconds beside what is at hand.

        Whoever finds nobody at work is always taken: so what is known of the pace never grows old.
        """
        with self._lock:
            if self._at_hand and self._until_done(octets + _EACH) * self._seconds > within * self._work:
                return None
            return self._take(octets + _EACH)

    def begin_anyway(self, octets: int) -> Turn:
        """The same, however long it takes."""
        with self._lock:
            return self._take(octets + _EACH)

    def left(self, patience: float, waited_already: float) -> float:
        """The seconds that whoever waited so long may still take; below 0 for none.

        While nobody has found a free thread for as long as a carrier is patient, more comes than can be done, and a queue of that
        length serves nobody: then no more than a tenth of the patience is waited, so that some are answered fast and the others at once.
        """
        now = time.monotonic()
        with self._lock:
            if waited_already <= _NO_WAIT:
                self._calm_at = now
            pressed = now - self._calm_at > patience
        return (patience * _AT_MOST if pressed else patience) - waited_already

    def end(self, turn: Turn, *, measured: bool) -> None:
        """It is at hand no longer. *measured*: it was read, checked and answered, so that its time is one to learn from."""
        with self._lock:
            self._at_hand.remove(turn.work)
            if measured:
                self._seconds = _KEPT * self._seconds + time.monotonic() - turn.since
                self._work = _KEPT * self._work + turn.until_done

    def _take(self, work: int) -> Turn:
        turn = Turn(time.monotonic(), work, self._until_done(work))
        self._at_hand.append(work)
        return turn

    def _until_done(self, work: int) -> int:
        """Threads share the processor: until this is done, as much is done of each beside it, or all of that."""
        return work + sum(min(each, work) for each in self._at_hand)


PACE: Final = Pace()
"""Of this process."""


def begin(octets: int) -> Turn | None:
    """Take in hand what just arrived; None where its carrier would be answered too late (`CATENARY_ANSWER_WITHIN`)."""
    patience: int = settings.ANSWER_WITHIN
    if not patience:
        return PACE.begin_anyway(octets)
    left = PACE.left(patience, waited())
    return PACE.begin(octets, left) if left >= 0 else None


def note_too_late(request: HttpRequest) -> None:
    """Nobody is answered at once any more; what was sent is taken all the same."""
    request.catenary_too_late = True  # type: ignore[attr-defined]


def is_too_late(request: HttpRequest) -> bool:
    """Whether that was noted."""
    return getattr(request, "catenary_too_late", False)
