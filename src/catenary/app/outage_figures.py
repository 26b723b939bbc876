"""What waits on the disk from an outage of the database, for those who watch the desk: it is known without the database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from catenary.app.configuration import Configuration
from catenary.app.looked import Looked
from catenary.app.problems import DESK

_LATE: Final = timedelta(minutes=5)
"""Workers take what waits within seconds; what waits longer, nobody takes."""


class OutageSpool(Collector):
    """How much waits, and how long."""

    def __init__(self, settings: Configuration) -> None:
        self._settings = settings

    def collect(self) -> Iterator[Metric]:
        """Three gauges."""
        count, octets, seconds = _waiting(self._settings)
        for name, told, value in (
            ("messages", "Messages that were answered without the database and are not committed.", count),
            ("octets", "What they take of the disk.", octets),
            ("oldest_seconds", "How long the oldest of them has waited.", seconds),
        ):
            yield GaugeMetricFamily(f"catenary_outage_spool_{name}", told, value=value)


def examine(settings: Configuration) -> Looked:
    """Whether everything that was answered in an outage was caught up with."""
    count, octets, seconds = _waiting(settings)
    late = seconds > _LATE.total_seconds()
    fix = DESK.finding("outage_waiting", count=count, minutes=round(seconds / 60)) if late else None
    return Looked("outage", {"waiting": count, "octets": octets}, fix)


def _waiting(settings: Configuration) -> tuple[int, int, float]:
    from catenary.desk.intake.outage.disk import depth

    found = depth(settings.outage_folder)
    now = datetime.now(UTC)
    seconds = (now - found.oldest_at).total_seconds() if found.oldest_at else 0.0
    return found.count, found.octets, max(0.0, seconds)
