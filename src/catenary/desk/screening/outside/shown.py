"""What is shown of an outside register: whether it is asked, what it said lately in numbers, and of one traveller, what it said."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from attrs import frozen
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.core.documents.outside import BreakerState, OutsideFault, OutsideStatus
from catenary.desk.intake.models import Passage
from catenary.desk.intake.more_columns import More, register_traveller_columns
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import OutsideLookup, OutsideRegister
from catenary.desk.shell.parts import Answer, Colour, Tag

LATELY: Final = timedelta(hours=24)
_TIMED: Final = 1000
BREAKERS: Mapping[BreakerState, tuple[Promise, Colour]] = {
    BreakerState.CLOSED: (gettext_lazy("is asked"), Colour.GREEN),
    BreakerState.HALF_OPEN: (gettext_lazy("one question tries whether it is back"), Colour.YELLOW),
    BreakerState.OPEN: (gettext_lazy("failed too often, and is left alone for a while"), Colour.RED),
}
STATUSES: Mapping[OutsideStatus, tuple[Promise, Colour]] = {
    OutsideStatus.WAITING: (gettext_lazy("not asked yet"), Colour.BLUE),
    OutsideStatus.NO_MATCH: (gettext_lazy("not on record there"), Colour.GREEN),
    OutsideStatus.MATCH: (gettext_lazy("on record there"), Colour.ORANGE),
    OutsideStatus.NOT_CHECKED: (gettext_lazy("could not be asked"), Colour.ORANGE),
}
FAULTS: Mapping[OutsideFault, Promise] = {
    OutsideFault.TIMED_OUT: gettext_lazy("no answer in time"),
    OutsideFault.UNREACHABLE: gettext_lazy("not reached"),
    OutsideFault.REFUSED: gettext_lazy("it answered with an error"),
    OutsideFault.UNREADABLE: gettext_lazy("what it answered is no answer"),
    OutsideFault.RESTING: gettext_lazy("it is left alone for a while"),
}


@frozen
class RegisterShown:
    """A register as its page shows it."""

    register: OutsideRegister
    facts: tuple[Answer, ...]
    lately: tuple[Answer, ...]


def shown(row: OutsideRegister, now: datetime) -> RegisterShown:
    """One register, how it stands, and what it said in the last day."""
    return RegisterShown(row, tuple(_facts(row)), tuple(_lately(row, now)))


def register() -> None:
    """Add what it said to the pages of travellers; once, when the room is ready."""
    register_traveller_columns(More(tuple, lambda _passage: {}, answers=_of_traveller))


def _facts(row: OutsideRegister) -> Iterator[Answer]:
    words, colour = BREAKERS[BreakerState(row.breaker)]
    if row.closed_at is None:
        yield Answer(_("State"), Tag(str(words), colour))
    else:
        yield Answer(_("State"), Tag(_("asked no more"), Colour.GREY))
    if row.closed_at is None and row.rests_until:
        yield Answer(_("Left alone until"), row.rests_until)
    yield Answer(_("Address"), row.address, exact=True)
    yield Answer(_("Milliseconds to wait for an answer"), row.milliseconds)
    yield Answer(_("Questions at the same time"), row.at_once)
    held = _("are told that further checks are needed")
    said = _("are told what our own lists and registers say")
    yield Answer(_("Carriers, until it has answered"), held if row.holds_back else said)
    yield Answer(_("Asked since"), row.opened_at)


def _lately(row: OutsideRegister, now: datetime) -> Iterator[Answer]:
    """Of questions put, or waiting, since yesterday."""
    since = OutsideLookup.objects.filter(register=row, asked_at__gt=now - LATELY)
    counted = dict(since.order_by().values_list("status").annotate(Count("pk")))
    for status, (words, _colour) in STATUSES.items():
        yield Answer(str(words), counted.get(status.value, 0))
    faults = dict(since.exclude(fault="").order_by().values_list("fault").annotate(Count("pk")))
    for fault, told in FAULTS.items():
        if fault.value in faults:
            yield Answer(_("of which: %(reason)s") % {"reason": told}, faults[fault.value])
    timed = since.exclude(milliseconds=None).values_list("milliseconds", flat=True)[:_TIMED]
    if took := [each for each in timed if each is not None]:
        yield Answer(_("Milliseconds that an answer took, at the median"), round(median(took)))


def _of_traveller(_here: SignedIn, passage: Passage) -> Iterable[Answer]:
    rows = OutsideLookup.objects.filter(passage=passage).exclude(document="").select_related("register")
    for each in rows.order_by("pk"):
        words, colour = STATUSES[OutsideStatus(each.status)]
        yield Answer(_("Outside register %(name)s") % {"name": each.register.name}, Tag(str(words), colour))
        if each.fault:
            yield Answer(_("Why it could not be asked"), str(FAULTS[OutsideFault(each.fault)]))
        if each.reference:
            yield Answer(_("Its reference"), each.reference, exact=True)
