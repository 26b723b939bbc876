"""Where messages are fetched from: the name of a queue, or a folder of the bucket."""

import re
from typing import Final

from catenary.core.intake.receipt import Afterwards, Way
from catenary.desk.intake.channel_problems import CHANNEL

FETCHED: Final = (Way.BUCKET, Way.QUEUE)
"""Ways in where the desk fetches, and so has to know from where."""
_LONGEST: Final = 200
_QUEUE: Final = re.compile(r"(?!amq\.)[\w.:@/+=-]+", re.ASCII)
"""AMQP 0-9-1 s.1.1: names that begin with `amq.` are the broker's own."""
_FOLDER: Final = re.compile(r"(?:[A-Za-z0-9_=-][A-Za-z0-9._=-]*/)+")


def in_its_form(way: Way, source: str) -> str:
    """As it is kept: a folder ends with a slash."""
    told = source.strip()
    return f"{told}/" if way is Way.BUCKET and told and not told.endswith("/") else told


def demand_source(way: Way, source: str, afterwards: Afterwards | None) -> None:
    """That the way in is told where to fetch from, in names that can lead nowhere else.

    Raises ProblemError `channel.source_missing`, `channel.source_other`, `channel.source_odd`, `channel.afterwards_missing`.
    """
    if way not in FETCHED:
        if source or afterwards:
            raise CHANNEL.problem("source_other")
        return
    if not source:
        raise CHANNEL.problem("source_missing")
    form = _FOLDER if way is Way.BUCKET else _QUEUE
    if len(source) > _LONGEST or not form.fullmatch(source):
        raise CHANNEL.problem("source_odd")
    if (afterwards is None) == (way is Way.BUCKET):
        raise CHANNEL.problem("afterwards_missing" if way is Way.BUCKET else "source_other")
