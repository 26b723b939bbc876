"""Whether a carrier that waits would have to wait too long: what waited already, what is at hand, and how fast that has gone lately.

A carrier that has given up is not served by an answer, and working for it makes everybody behind it wait. So whoever
would get the answer too late gets the State's code for "not checked" in time, and is checked afterwards.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings

from catenary.desk.shell.arrival import waited

_EACH: Final = 2000
"""Octets that a message costs on top of its own, whoever it names."""
_WEIGHT: Final = 0.2
"""Of the newest measure, among those before it."""


class Pace:
    """How fast one process reads and checks. Threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at_hand = 0.0
        self._seconds_each = 0.0

    @contextmanager
    def at_work(self, octets: int) -> Iterator[None]:
        """For as long as a message of that size is read, checked and answered."""
        work, begun = octets + _EACH, time.monotonic()
        with self._lock:
            self._at_hand += work
            beside = self._at_hand
        try:
            yield
        finally:
            with self._lock:
                self._at_hand -= work
                self._learn((time.monotonic() - begun) / beside)

    def expected(self, octets: int) -> float:
        """The seconds that a message of that size would take beside what is at hand; 0 where that is nothing.

        So somebody is always at work, and what is known of the pace never grows old.
        """
        with self._lock:
            return (self._at_hand + octets + _EACH) * self._seconds_each if self._at_hand else 0.0

    def _learn(self, seconds_each: float) -> None:
        """Of what stands beside each other each takes part of the time, so that all of it counts."""
        before = self._seconds_each
        self._seconds_each = before + _WEIGHT * (seconds_each - before) if before else seconds_each


PACE: Final = Pace()
"""Of this process."""


def too_late_for(octets: int) -> bool:
    """Whether the carrier of the request at hand would be answered too late (`CATENARY_ANSWER_WITHIN`) if it were served now."""
    patience: int = settings.ANSWER_WITHIN
    return bool(patience) and waited() + PACE.expected(octets) > patience
