"""How a carrier learns of changed answers, for those who operate the desk: states, counts, and every attempt to call it."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.core.screening.telling import TellingFault, TellingState
from catenary.desk.intake.channel_parts import ChannelPart
from catenary.desk.intake.models import Channel
from catenary.desk.screening.models import AnswerChange, TellingAttempt
from catenary.desk.shell.parts import Answer, Colour, Tag
from catenary.desk.shell.tables import Column, Row, Shown, Table

_SHOWN: Final = 20
STATES: Mapping[TellingState, Promise] = {
    TellingState.WAITS: gettext_lazy("Waiting to be told"),
    TellingState.TOLD: gettext_lazy("Told"),
    TellingState.TO_FETCH: gettext_lazy("Left for the carrier to fetch"),
    TellingState.OVERTAKEN: gettext_lazy("Overtaken by a newer answer"),
    TellingState.TOO_LATE: gettext_lazy("Too late: the flight had left or was closed"),
}
FAULTS: Mapping[TellingFault, Promise] = {
    TellingFault.ADDRESS_REFUSED: gettext_lazy("the address is none that this desk calls"),
    TellingFault.UNREACHABLE: gettext_lazy("not reached"),
    TellingFault.TIMED_OUT: gettext_lazy("no answer in time"),
    TellingFault.UNTRUSTED: gettext_lazy("its certificate is not trusted"),
    TellingFault.REFUSED: gettext_lazy("not taken"),
    TellingFault.UNSIGNED: gettext_lazy("the key of our signature cannot be opened"),
}


def telling_part(row: Channel) -> ChannelPart | None:
    """For the page of a channel; nothing where no answer ever changed."""
    changes = AnswerChange.objects.filter(channel=row)
    counted = dict(changes.order_by().values_list("state").annotate(Count("pk")))
    if not counted:
        return None
    tried = TellingAttempt.objects.filter(change__channel=row).select_related("change")[:_SHOWN]
    answers = tuple(Answer(str(words), counted.get(state.value, 0)) for state, words in STATES.items())
    table = _table(list(tried)) if row.push_address else None
    return ChannelPart(_("Changed answers"), answers, table)


def _table(tried: list[TellingAttempt]) -> Table:
    rows = tuple(_rows(tried))
    count, empty = len(rows), _("The carrier was not called yet.")
    caption = _("The last calls to the carrier")
    first = min(1, count)
    return Table(caption, _columns(), rows, count, empty, first=first, last=count, id="calls")


def _columns() -> tuple[Column, ...]:
    return (
        Column("at", _("Called"), Shown.TIME),
        Column("outcome", _("Outcome"), Shown.TAG),
        Column("status", _("Status"), Shown.CODE),
        Column("milliseconds", _("Milliseconds"), Shown.NUMBER),
        Column("attempt", _("Version of the answer"), Shown.NUMBER),
    )


def _rows(tried: list[TellingAttempt]) -> Iterator[Row]:
    for each in tried:
        fault = str(FAULTS[TellingFault(each.fault)]) if each.fault else ""
        yield Row(
            {
                "at": each.at,
                "outcome": Tag(fault, Colour.ORANGE) if fault else Tag(_("taken"), Colour.GREEN),
                "status": str(each.status) if each.status else None,
                "milliseconds": each.milliseconds,
                "attempt": each.change.version,
            }
        )
