"""Which queues' carriers may be answered without the database: told every minute by a worker, for a consumer that starts in an outage."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from catenary.core.intake.receipt import Way
from catenary.desk.intake.models import Channel
from catenary.desk.intake.outage.told_file import read_told, write_told

_KIND: Final = "queues"


def queues_now() -> list[Channel]:
    """Every queue whose carriers are answered in an outage that begins now; for workers, who see all organisations."""
    rows = Channel.objects.filter(way=Way.QUEUE, interactive=True, closed_at=None)
    return list(rows.exclude(outage_answer="").order_by("id"))


def tell_queues(folder: Path, channels: Iterable[Channel], now: datetime) -> None:
    """Write the file anew, in one step."""
    write_told(folder, _KIND, [_told(each) for each in channels], now)


def known_queues(folder: Path, now: datetime) -> dict[str, Channel]:
    """The channels by their queues, with no more than what answering in an outage needs: they are in no database."""
    try:
        return {
            each["source"]: Channel(way=Way.QUEUE, interactive=True, **each)
            for each in read_told(folder, _KIND, now)
        }
    except (KeyError, TypeError):
        return {}


def _told(row: Channel) -> dict[str, Any]:
    return {
        "public_id": str(row.public_id),
        "source": row.source,
        "outage_answer": row.outage_answer,
        "answer_codes": row.answer_codes,
    }
