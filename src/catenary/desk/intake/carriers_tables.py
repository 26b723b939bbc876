"""Airlines and senders by month as tables of the shared parts."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from catenary.desk.intake.carriers import CarrierMonth, SenderMonth
from catenary.desk.shell.numbers import figure
from catenary.desk.shell.parts import Download
from catenary.desk.shell.tables import Column, Row, Shown, Table, canonical_query


def carriers_table(rows: Sequence[CarrierMonth]) -> Table:
    """Timeliness and completeness."""
    columns = (
        Column("month", _("Month"), Shown.CODE),
        Column("carrier", _("Carrier"), Shown.CODE),
        Column("flights", _("Flights that left"), Shown.NUMBER),
        Column("in_time", _("Told of before departure"), Shown.NUMBER),
        Column("timely", _("Share in time"), Shown.NUMBER),
        Column("closed", _("Closed by the carrier"), Shown.NUMBER),
        Column("on_board", _("Told to be on board"), Shown.NUMBER),
        Column("complete", _("Announced, of those on board"), Shown.NUMBER),
    )
    told = tuple(Row(_of_carrier(each)) for each in rows)
    return Table(
        _("Timely and complete"), columns, told, len(told), _("No flight has left in this time."),
        first=min(1, len(told)), last=len(told), twins=_twins(), id="carriers",
    )  # fmt: skip


def senders_table(rows: Sequence[SenderMonth]) -> Table:
    """Quality of messages."""
    columns = (
        Column("month", _("Month"), Shown.CODE),
        Column("sender", _("Sender"), Shown.CODE),
        Column("messages", _("Messages"), Shown.NUMBER),
        Column("faulty", _("With errors"), Shown.NUMBER),
        Column("share", _("Share with errors"), Shown.NUMBER),
        Column("quarantined", _("Kept back in quarantine"), Shown.NUMBER),
        Column("removed", _("Sensitive parts removed"), Shown.NUMBER),
    )
    told = tuple(Row(_of_sender(each)) for each in rows)
    return Table(
        _("Quality of messages"), columns, told, len(told), _("No message came in this time."),
        first=min(1, len(told)), last=len(told), id="senders",
    )  # fmt: skip


def percent(share: float | None) -> str | None:
    """A share in words of the reader; None where there is none."""
    return None if share is None else _("%(percent)s %%") % {"percent": figure(round(100 * share, 1))}


def month_name(row: CarrierMonth | SenderMonth) -> str:
    """The month as ISO 8601 writes it."""
    return f"{row.month:%Y-%m}"


def _of_carrier(each: CarrierMonth) -> dict[str, object]:
    return {
        "month": month_name(each),
        "carrier": each.carrier or _("not told"),
        "flights": each.flights,
        "in_time": each.in_time,
        "timely": percent(each.timely),
        "closed": each.closed,
        "on_board": each.on_board,
        "complete": percent(each.complete),
    }


def _of_sender(each: SenderMonth) -> dict[str, object]:
    return {
        "month": month_name(each),
        "sender": each.sender or _("not told"),
        "messages": each.messages,
        "faulty": each.faulty,
        "share": percent(each.faulty / each.messages),
        "quarantined": each.quarantined,
        "removed": each.removed,
    }


def _twins() -> tuple[Download, ...]:
    return tuple(
        Download(label, canonical_query({"format": form}))
        for label, form in ((_("CSV"), "csv"), (_("JSON"), "json"))
    )
