"""When the request at hand arrived at this process: it may have waited for a thread before anything of ours saw it."""

import threading
import time

_HERE = threading.local()


def note_arrival(at: float | None) -> None:
    """Whatever this thread does from here on arrived at that moment of `time.monotonic`; None for nobody knows when."""
    _HERE.at = at


def waited() -> float:
    """The seconds that the request of this thread has been waiting in this process; 0 where nobody noted its arrival."""
    at: float | None = getattr(_HERE, "at", None)
    return 0.0 if at is None else max(0.0, time.monotonic() - at)
