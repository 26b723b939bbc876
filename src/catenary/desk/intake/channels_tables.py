"""Channels as a table, and one of them as answers."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.intake.receipt import Afterwards, Way
from catenary.desk.intake.channels_queries import Traffic, folder_of
from catenary.desk.intake.fetching_problems import FETCHING
from catenary.desk.intake.models import Channel, Standing
from catenary.desk.intake.sources import FETCHED
from catenary.desk.intake.words import AFTERWARDS, WAYS
from catenary.desk.shell.parts import Answer, Colour, Tag
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Column, Row, Shown, Table
from catenary.desk.shell.words import citation


def channels_table(rows: list[Channel]) -> Table:
    """The channels of the organisation; rows lead to their pages."""
    columns = (
        Column("name", _("Name"), Shown.NAME),
        Column("way", _("Way in")),
        Column("last", _("Last delivery"), Shown.TIME),
        Column("state", _("State"), Shown.TAG),
    )
    shown = tuple(Row(_line(row), reverse("channel", args=[row.public_id])) for row in rows)
    empty = _("No carrier is connected yet. Open a channel for the first one.")
    return Table(
        _("Channels"),
        columns,
        shown,
        len(shown),
        empty,
        first=min(1, len(shown)),
        last=len(shown),
        id="channels",
    )


def channel_answers(row: Channel, here: str) -> tuple[Answer, ...]:
    """What a channel is, and where a carrier sends to; `here` is the desk's own address."""
    return tuple(_answers(row, here))


def traffic_answers(told: Traffic) -> tuple[Answer, ...]:
    """How much came through it."""
    return (
        Answer(_("Last delivery"), told.last_at),
        Answer(_("Deliveries in 24 hours"), told.deliveries),
        Answer(_("of which had come before"), told.repeated),
        Answer(_("of which could not be read"), told.unreadable),
        Answer(_("Waiting to be read"), told.waiting),
    )


def standing_answers(row: Channel) -> tuple[Answer, ...]:
    """How the queue or folder stands that a channel is fetched from; nothing for the other ways in."""
    if row.way not in FETCHED:
        return ()
    found = Standing.objects.filter(channel=row).first() or Standing()
    fault = sentence(FETCHING.finding(found.fault)) if found.fault else None
    return (
        Answer(_("Last reached"), found.looked_at),
        Answer(_("Waiting there"), found.waiting),
        Answer(_("What is wrong now"), fault),
        Answer(_("Last fault"), found.fault_at),
    )


def _line(row: Channel) -> dict[str, object]:
    return {
        "name": row.name,
        "way": str(WAYS[Way(row.way)]),
        "last": getattr(row, "last_at", None),
        "state": _faulty(row) or _state(row),
    }


def _faulty(row: Channel) -> Tag | None:
    found = getattr(row, "fault", "")
    return Tag(_("open, out of reach"), Colour.RED) if found and row.closed_at is None else None


def _state(row: Channel) -> Tag:
    return Tag(_("open"), Colour.GREEN) if row.closed_at is None else Tag(_("closed"), Colour.GREY)


def _answers(row: Channel, here: str) -> Iterator[Answer]:
    yield Answer(_("State"), _state(row))
    yield Answer(_("Way in"), str(WAYS[Way(row.way)]))
    yield Answer(_("Law on which the carrier sends"), citation(row.basis) or None)
    if row.way == Way.HTTP:
        yield Answer(_("Address"), f"{here}/web-api/v1/messages", exact=True)
        yield Answer(_("Program of the carrier"), row.program and row.program.name, exact=True)
    if row.way == Way.DIRECTORY:
        folder = folder_of(row)
        yield Answer(
            _("Folder"),
            str(folder) if folder else _("No folder is watched: CATENARY_INBOX is not set"),
            exact=True,
        )
    if row.way in FETCHED:
        yield Answer(str(WAYS[Way(row.way)]), row.source, exact=True)
    if row.afterwards:
        yield Answer(_("A file that was taken"), str(AFTERWARDS[Afterwards(row.afterwards)]))
    yield Answer(_("Answers before boarding"), _("yes") if row.interactive else _("no"))
    yield Answer(
        _("Codes of the answers"), _("of this State") if row.answer_codes else _("of the guidelines")
    )
    called = row.push_address or _("not called: it asks for changes")
    yield Answer(_("Told of changed answers at"), called, exact=bool(row.push_address))
    yield Answer(_("Opened"), row.opened_at)
    if row.closed_at:
        yield Answer(_("Closed"), row.closed_at)
