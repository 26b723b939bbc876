"""The ledger's tables: entries, and checkpoints with their state."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.core.mandate.model import Handling
from catenary.desk.ledger.forms import Narrowing
from catenary.desk.ledger.models import Checkpoint, Event, StampState
from catenary.desk.ledger.queries import checkpoints, entries
from catenary.desk.ledger.words import told_act
from catenary.desk.shell.listing import Listing, Persons
from catenary.desk.shell.parts import Colour, Tag
from catenary.desk.shell.tables import Column, Row, Shown
from catenary.desk.shell.words import word


def entry_columns() -> tuple[Column, ...]:
    """Of a table of entries."""
    return (
        Column("at", _("When (UTC)"), Shown.TIME),
        Column("act", _("What was done")),
        Column("officer", _("By"), Shown.NAME),
        Column("organisation", _("Organisation"), Shown.NAME),
        Column("record", _("Record"), Shown.CODE),
        Column("purpose", _("Purpose")),
        Column("place", _("Place in the log"), Shown.NUMBER),
    )


def entry_row(event: Event) -> Row:
    """One entry; the officer's name where the reader watches over them or works with them, the id otherwise."""
    leaf = getattr(event, "leaf", None)
    values = {
        "at": event.at,
        "act": told_act(event.room, event.act),
        "officer": name_of(event, getattr(event, "officer_name", None)),
        "organisation": event.organisation.name if event.organisation else None,
        "record": event.record or None,
        "purpose": word("purpose", event.purpose) or None,
        "place": leaf.index if leaf else None,
    }
    return Row(values, reverse("ledger_entry", args=[event.pk]))


def name_of(event: Event, officer: str | None) -> str:
    """Who did it: as a colleague, as an officer one watches over, or by id."""
    return event.person.name if event.person else officer or event.actor


def checkpoint_columns() -> tuple[Column, ...]:
    """Of the table of checkpoints."""
    return (
        Column("size", _("Entries"), Shown.NUMBER),
        Column("signed_at", _("Signed (UTC)"), Shown.TIME),
        Column("root", _("Root"), Shown.CODE),
        Column("state", _("Time stamp"), Shown.TAG),
        Column("stamped_at", _("Stamped (UTC)"), Shown.TIME),
        Column("witnesses", _("Witnesses"), Shown.NUMBER),
    )


def checkpoint_row(checkpoint: Checkpoint) -> Row:
    """One checkpoint, and how it is attested."""
    stamp = getattr(checkpoint, "time_stamp", None)
    values = {
        "size": checkpoint.size,
        "signed_at": checkpoint.signed_at,
        "root": bytes(checkpoint.root).hex(),
        "state": stamp_tag(stamp.state if stamp else "", verified=bool(stamp and stamp.verified)),
        "stamped_at": stamp.stamped_at if stamp else None,
        "witnesses": len(checkpoint.cosignatures.all()),
    }
    return Row(values, reverse("ledger_checkpoint", args=[checkpoint.size]))


def stamp_tag(state: str, *, verified: bool) -> Tag:
    """Whether an authority attested the time."""
    if state != StampState.STAMPED:
        return Tag(_("Pending"), Colour.ORANGE)
    return Tag(_("Stamped"), Colour.GREEN) if verified else Tag(_("Stamped, not verified"), Colour.BLUE)


def own_listing(rows: Callable[[dict[str, str]], "QuerySet[Any]"]) -> Listing:
    """What the log holds about the reader's own acts."""
    return Listing(
        name="own-entries",
        caption=gettext_lazy("What the ledger holds about your own acts"),
        columns=entry_columns,
        empty=gettext_lazy("Nothing yet. What you open and do is entered here."),
        rows=rows,
        row=entry_row,
        template="ledger/own.html",
    )


ENTRIES = Listing(
    name="ledger",
    caption=gettext_lazy("Who did what, and why"),
    columns=entry_columns,
    empty=gettext_lazy("No entry fits. Take a part of the filter away."),
    rows=entries,
    row=entry_row,
    filters=Narrowing,
    persons=Persons("ledger", Handling.RESTRICTED, cap=5_000),
    template="ledger/entries.html",
)
CHECKPOINTS = Listing(
    name="checkpoints",
    caption=gettext_lazy("Signed checkpoints"),
    columns=checkpoint_columns,
    empty=gettext_lazy("No checkpoint was signed yet; the first follows within a minute of the first entry."),
    rows=lambda _asked: checkpoints(),
    row=checkpoint_row,
    template="ledger/checkpoints.html",
)
