"""A delivery as it came, encrypted for a short time: whoever receives can seal it, only the workers can open it.

What cannot be read cannot be redacted either, so the spool is the only place that ever holds it.
"""

from datetime import timedelta
from typing import Final

from catenary.desk.intake.problems import DELIVERY
from catenary.desk.shell import sealing

KEPT: Final = timedelta(hours=72)
"""How long a delivery that could not be read waits for somebody to look; one that was read goes with its reading."""


def seal(data: bytes) -> bytes:
    """The bytes, encrypted to the spool's public key. Raises ProblemError `delivery.spool_closed` where there is none."""
    try:
        return sealing.seal(data)
    except sealing.SealError as fault:
        raise DELIVERY.problem("spool_closed") from fault


def unseal(sealed: bytes) -> bytes:
    """The bytes as they came; for workers, who alone are given the key. Raises ProblemError `delivery.spool_closed`."""
    try:
        return sealing.unseal(sealed)
    except sealing.SealError as fault:
        raise DELIVERY.problem("spool_closed") from fault
