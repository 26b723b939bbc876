"""Where messages are fetched from: the name of a queue, or a folder of the bucket."""

import re
from typing import Final

from django.conf import settings

from catenary.core.intake.receipt import Afterwards, Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.channel_problems import CHANNEL

FETCHED: Final = (Way.BUCKET, Way.QUEUE)
"""Ways in where the desk fetches, and so has to know from where."""
TAKEN, REFUSED = "taken", "refused"
"""Folders beside the files of a bucket: what was taken, where it is kept, and what can never be. No channel fetches from them."""
ANY: Final = "*"
"""In place of an organisation's name: every organisation of the installation."""
_LONGEST: Final = 200
_QUEUE: Final = re.compile(r"(?!amq\.)[\w.:@/+=-]+", re.ASCII)
"""AMQP 0-9-1 s.1.1: names that begin with `amq.` are the broker's own."""
_FOLDER: Final = re.compile(rf"(?:(?!(?:{TAKEN}|{REFUSED})/)[A-Za-z0-9_=-][A-Za-z0-9._=-]*/)+")


def in_its_form(way: Way, source: str) -> str:
    """As it is kept: a folder ends with a slash."""
    told = source.strip()
    return f"{told}/" if way is Way.BUCKET and told and not told.endswith("/") else told


def demand_source(organisation: Organisation, way: Way, source: str, afterwards: Afterwards | None) -> None:
    """That the way in is told where to fetch from, in names that can lead nowhere else, and that the operator gave this organisation.

    Broker and bucket are the whole installation's: without the latter one organisation could have what is sent to another.
    Raises ProblemError `channel.source_missing`, `channel.source_other`, `channel.source_odd`, `channel.afterwards_missing`,
    `channel.source_not_given`.
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
    if not source.startswith(_given(organisation)):
        raise CHANNEL.problem("source_not_given")


def _given(organisation: Organisation) -> tuple[str, ...]:
    """What the names of its queues and folders begin with."""
    return tuple(
        beginning for name, beginning in settings.CHANNEL_SOURCES if name in {organisation.name, ANY}
    )
