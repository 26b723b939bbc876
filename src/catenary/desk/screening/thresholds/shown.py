"""What the page of a list's threshold shows: counts, proposals, history; nobody can be told from any of it."""

from attrs import frozen
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.mandate.model import Role
from catenary.core.screening.list_thresholds import SHIFTS, Measured, warnings
from catenary.core.screening.publication import PublicationState
from catenary.desk.mandate.access import decision
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.lists import PUBLISH
from catenary.desk.screening.models import Measurement, Threshold, WatchList
from catenary.desk.screening.thresholds.deciding import newest_measurement, shift_in_force
from catenary.desk.screening.thresholds.measuring import told_by
from catenary.desk.screening.thresholds.words import shift_words, state_tag
from catenary.desk.shell.parts import Answer, Tag, Told, TwoPersons
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Column, Row, Shown, Table
from catenary.desk.shell.words import word


@frozen
class ThresholdView:
    """The threshold in force, what others would mean, and what waits."""

    answers: tuple[Answer, ...]
    table: Table
    history: Table
    panel: TwoPersons | None
    warnings: tuple[str, ...]
    """About the proposal that waits."""
    is_measured: bool
    is_measuring: bool
    may_propose: bool


def threshold_view(here: SignedIn, row: WatchList) -> ThresholdView:
    """Everything about the threshold of a list."""
    newest, in_force = newest_measurement(row), shift_in_force(row)
    proposed = Threshold.objects.filter(list=row, state=PublicationState.LOADED)
    waiting = proposed.select_related("proposed_by", "measurement").first()
    shown = told_by(waiting.measurement if waiting else newest)
    return ThresholdView(
        answers=_answers(in_force, shown),
        table=_table(shown, in_force, waiting.shift if waiting else None),
        history=_history(row),
        panel=_panel(here, waiting) if waiting else None,
        warnings=tuple(sentence(each) for each in warnings(waiting.shift, shown))
        if waiting and shown
        else (),
        is_measured=shown is not None,
        is_measuring=Measurement.objects.filter(list=row, measured_at=None).exists(),
        may_propose=waiting is None and newest is not None and row.closed_at is None,
    )


def _answers(in_force: int, measured: Measured | None) -> tuple[Answer, ...]:
    answers = (Answer(_("In force"), str(shift_words(in_force))),)
    if measured is None:
        return (*answers, Answer(_("Measured"), Tag(str(_("not yet")))))
    return (
        *answers,
        Answer(_("Measured"), measured.measured_at),
        Answer(_("Travellers scored"), measured.travellers),
        Answer(_("Pairs judged the same person"), measured.same),
    )


def _table(measured: Measured | None, in_force: int, proposed: int | None) -> Table:
    rows = tuple(_shift_row(measured, each, in_force, proposed) for each in SHIFTS) if measured else ()
    return Table(
        caption=_("What each threshold would mean"),
        columns=(
            Column("shift", _("Threshold")),
            Column("expected", _("Candidates expected per 10,000 travellers"), Shown.NUMBER),
            Column("missed", _("Pairs judged the same person that would not have been shown"), Shown.NUMBER),
            Column("standing", _("Standing"), Shown.TAG),
        ),
        rows=rows,
        count=len(rows),
        first=min(1, len(rows)),
        last=len(rows),
        empty=_("Nothing was measured yet."),
        id="thresholds",
    )


def _shift_row(measured: Measured, shift: int, in_force: int, proposed: int | None) -> Row:
    standing = {in_force: _("in force"), proposed: _("proposed")}.get(shift)
    told: dict[str, object] = {
        "shift": str(shift_words(shift)),
        "expected": measured.expected(shift),
        "missed": measured.missed.get(shift, 0),
        "standing": Tag(standing) if standing else None,
    }
    return Row(told)


def _history(row: WatchList) -> Table:
    found = Threshold.objects.filter(list=row).select_related("proposed_by", "decided_by")
    rows = tuple(map(_history_row, found))
    return Table(
        caption=_("Proposals"),
        columns=(
            Column("proposed_at", _("Proposed"), Shown.TIME),
            Column("shift", _("Threshold")),
            Column("by", _("By"), Shown.NAME),
            Column("reason", _("Reason"), Shown.NAME),
            Column("decided_at", _("Decided"), Shown.TIME),
            Column("decided_by", _("By"), Shown.NAME),
            Column("standing", _("Standing"), Shown.TAG),
        ),
        rows=rows,
        count=len(rows),
        first=min(1, len(rows)),
        last=len(rows),
        empty=_("The threshold was never moved."),
        id="proposals",
    )


def _history_row(each: Threshold) -> Row:
    told: dict[str, object] = {
        "proposed_at": each.proposed_at,
        "shift": str(shift_words(each.shift)),
        "by": each.proposed_by.name,
        "reason": each.reason,
        "decided_at": each.decided_at,
        "decided_by": each.decided_by.name if each.decided_by else None,
        "standing": state_tag(each.state),
    }
    return Row(told)


def _panel(here: SignedIn, row: Threshold) -> TwoPersons:
    why_not = _why_not(here, row)
    return TwoPersons(
        what=_("Put this threshold into force: %(threshold)s") % {"threshold": shift_words(row.shift)},
        proposed_by=row.proposed_by.name,
        proposed_at=row.proposed_at,
        reason=Told(row.reason),
        meanwhile=_("Travellers are checked by the threshold in force."),
        who_may=(word("role", Role.SUPERVISOR),),
        decide_url="" if why_not else reverse("decide_threshold", args=[row.public_id]),
        why_not=why_not,
    )


def _why_not(here: SignedIn, row: Threshold) -> str:
    if row.proposed_by_id == here.person.pk:
        return _("You proposed it. Another person decides.")
    return "" if decision(PUBLISH, here).allowed else _("A supervisor decides.")
