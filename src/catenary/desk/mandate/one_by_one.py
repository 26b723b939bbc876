"""Work on many rows, each for itself: what fails for one keeps no other from being done."""

from collections.abc import Callable, Iterable

import structlog

from catenary.desk.mandate.acting import Declaration, Door, acting


def each_alone(rows: Iterable[int], act: Callable[[int], object]) -> int:
    """Do this to each row, as a job and in a transaction of its own; how many it was done to. What failed is in the log."""
    done = 0
    for row in rows:
        try:
            with acting(Declaration(door=Door.SYSTEM)):
                act(row)
            done += 1
        except Exception as fault:  # noqa: BLE001  whatever it is, the others are done
            structlog.get_logger().error("not done for one", exc_info=fault)
    return done
