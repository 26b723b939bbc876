"""What pages of lists show: frozen views, none of which tells of a person."""

from datetime import datetime
from typing import Any

from attrs import frozen
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.mandate.model import Role
from catenary.core.screening.publication import IndexState, PublicationState
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.fault_words import fault_sentence
from catenary.desk.mandate.access import decision
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.lists import PUBLISH
from catenary.desk.screening.lists_words import ListStanding, edition_tag, index_tag, list_tag
from catenary.desk.screening.models import BuiltIndex, ListFile, Rescreening, WatchList
from catenary.desk.screening.past_flights import basis_in_force
from catenary.desk.shell.clocks import duration
from catenary.desk.shell.parts import Answer, Tag, Told, TwoPersons, Work
from catenary.desk.shell.tables import Column, Row, Shown, Table
from catenary.desk.shell.words import word


@frozen
class IndexView:
    """What travellers are checked against, and how far a re-screening is."""

    answers: tuple[Answer, ...]
    work: Work | None
    may_build: bool
    may_rescreen: bool
    past_basis: str
    """The law on which past flights are checked again after each change; empty where they are not."""
    may_decide: bool


@frozen
class Fault:
    """A finding that was made while reading, in general words, and how often."""

    text: str
    code: str
    count: int


def lists_of(organisation: Organisation) -> "QuerySet[WatchList]":
    """The lists, with what is known of the edition in force and whether another waits."""
    editions = ListFile.objects.filter(list=OuterRef("pk"))
    force = editions.filter(state=PublicationState.PUBLISHED)
    return WatchList.objects.filter(organisation=organisation).annotate(
        entries=Subquery(force.values("entries")[:1]),
        decided_at=Subquery(force.values("decided_at")[:1]),
        waits=Subquery(editions.filter(state=PublicationState.LOADED).values("public_id")[:1]),
    )


def list_standing(row: Any, now: datetime) -> ListStanding:
    """The one thing to know first of a list of `lists_of`."""
    if row.closed_at is not None:
        return ListStanding.CLOSED
    if row.review_by < now.date():
        return ListStanding.PAST_REVIEW
    if row.waits is not None:
        return ListStanding.WAITS
    return ListStanding.EMPTY if row.entries is None else ListStanding.IN_FORCE


def lists_table(here: SignedIn) -> Table:
    """Every list of the organisation."""
    rows = tuple(_list_row(each, here.now) for each in lists_of(here.organisation))
    return Table(
        caption=_("Lists"),
        columns=(
            Column("code", _("List"), Shown.CODE),
            Column("name", _("Name"), Shown.NAME),
            Column("ground", _("The law"), Shown.NAME),
            Column("review_by", _("Review by"), Shown.DATE),
            Column("entries", _("Entries"), Shown.NUMBER),
            Column("age", _("Age of the edition")),
            Column("standing", _("Standing"), Shown.TAG),
        ),
        rows=rows,
        count=len(rows),
        first=min(1, len(rows)),
        last=len(rows),
        empty=_("There is no list yet: nobody is checked. Make one, and load its file."),
        id="lists",
    )


def _list_row(row: Any, now: datetime) -> Row:
    return Row(
        {
            "code": row.code,
            "name": row.name,
            "ground": row.legal_ground,
            "review_by": row.review_by,
            "entries": row.entries,
            "age": duration(now - row.decided_at) if row.decided_at else None,
            "standing": list_tag(list_standing(row, now)),
        },
        reverse("watch_list", args=[row.public_id]),
    )


def list_answers(row: Any, now: datetime) -> tuple[Answer, ...]:
    """One list of `lists_of`."""
    return (
        Answer(_("Standing"), list_tag(list_standing(row, now))),
        Answer(_("Name"), row.name, exact=True),
        Answer(_("The law"), row.legal_ground, exact=True),
        Answer(_("Review by"), row.review_by),
        Answer(_("Forbids boarding"), _("yes") if row.forbids_boarding else _("no")),
        Answer(_("Entries in force"), row.entries),
    )


def editions_table(watch_list: WatchList) -> Table:
    """The editions of a list, the newest first."""
    rows = tuple(map(_edition_row, ListFile.objects.filter(list=watch_list)))
    return Table(
        caption=_("Editions"),
        columns=(
            Column("loaded_at", _("Loaded"), Shown.TIME),
            Column("entries", _("Entries"), Shown.NUMBER),
            Column("added", _("Added"), Shown.NUMBER),
            Column("changed", _("Changed"), Shown.NUMBER),
            Column("removed", _("Removed"), Shown.NUMBER),
            Column("standing", _("Standing"), Shown.TAG),
        ),
        rows=rows,
        count=len(rows),
        first=min(1, len(rows)),
        last=len(rows),
        empty=_("No file was loaded yet."),
        id="editions",
    )


def _edition_row(row: ListFile) -> Row:
    told: dict[str, object] = {
        "loaded_at": row.loaded_at,
        "entries": row.entries,
        "added": row.added,
        "changed": row.changed,
        "removed": row.removed,
        "standing": edition_tag(row.state),
    }
    return Row(told, reverse("edition", args=[row.public_id]))


def edition_answers(row: ListFile) -> tuple[Answer, ...]:
    """What is known of an edition without opening it."""
    answers = [
        Answer(_("Standing"), edition_tag(row.state)),
        Answer(_("Loaded"), row.loaded_at),
        Answer(_("By"), row.loaded_by.name, exact=True),
        Answer(_("Reason"), Told(row.reason)),
        Answer(_("Format"), row.format, exact=True),
        Answer(_("SHA-256"), row.sha256, exact=True),
        Answer(_("Entries"), row.entries),
        Answer(_("Names"), row.names),
        Answer(_("Entries added"), row.added),
        Answer(_("Entries changed"), row.changed),
        Answer(_("Entries removed"), row.removed),
    ]
    if row.decided_by is not None:
        answers += [Answer(_("Decided"), row.decided_at), Answer(_("By"), row.decided_by.name, exact=True)]
    return tuple(answers)


def faults_of(row: ListFile) -> tuple[Fault, ...]:
    """What was noticed while reading, the most frequent first."""
    counted = sorted(row.faults.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Fault(fault_sentence(code), code, count) for code, count in counted)


def panel_of(here: SignedIn, row: ListFile) -> TwoPersons | None:
    """The decision that an edition waits for; None once it is decided."""
    if row.state != PublicationState.LOADED:
        return None
    why_not = _why_not(here, row)
    return TwoPersons(
        what=_("Put this edition into force"),
        proposed_by=row.loaded_by.name,
        proposed_at=row.loaded_at,
        reason=Told(row.reason),
        meanwhile=_("Travellers are checked against the edition before, if there is one."),
        who_may=(word("role", Role.SUPERVISOR),),
        decide_url="" if why_not else reverse("decide_edition", args=[row.public_id]),
        why_not=why_not,
    )


def _why_not(here: SignedIn, row: ListFile) -> str:
    if row.loaded_by_id == here.person.pk:
        return _("You loaded it. Another person decides.")
    return "" if decision(PUBLISH, here).allowed else _("A supervisor decides.")


def index_view(here: SignedIn) -> IndexView:
    """The index in use, one that is being built or failed after it, and the latest re-screening."""
    rows = BuiltIndex.objects.filter(organisation=here.organisation)
    used = rows.filter(state=IndexState.IN_USE).first()
    newest = rows.exclude(state=IndexState.REPLACED).first()
    latest = Rescreening.objects.filter(organisation=here.organisation).first()
    may = decision(PUBLISH, here).allowed
    return IndexView(
        answers=(*_of_used(used), *_of_newest(newest)),
        work=_work(latest) if latest else None,
        may_build=may and newest is not None and newest.state == IndexState.FAILED,
        past_basis=basis_in_force(here.organisation),
        may_decide=may,
        may_rescreen=may and used is not None and (latest is None or latest.finished_at is not None),
    )


def _of_used(used: BuiltIndex | None) -> tuple[Answer, ...]:
    if used is None:
        none = Tag(str(_("nothing is ready: nobody is checked against a list")))
        return (Answer(_("Checked against"), none),)
    return (
        Answer(_("Checked against"), index_tag(used.state)),
        Answer(_("Entries"), used.entries),
        Answer(_("Built"), used.ready_at),
        Answer(_("Edition"), used.edition, exact=True),
    )


def _of_newest(newest: BuiltIndex | None) -> tuple[Answer, ...]:
    if newest is None or newest.state == IndexState.IN_USE:
        return ()
    answers = (Answer(_("Next"), index_tag(newest.state)), Answer(_("Asked for"), newest.asked_at))
    return (*answers, Answer(_("Why"), fault_sentence(newest.fault))) if newest.fault else answers


def _work(row: Rescreening) -> Work:
    finished = row.finished_at is not None
    return Work(
        title=_("Travellers checked again, past flights too") if row.basis else _("Travellers checked again"),
        done=row.done,
        total=row.to_do,
        url=reverse("lists"),
        state=Tag(_("done")) if finished else Tag(_("under way")),
        finished=finished,
    )
