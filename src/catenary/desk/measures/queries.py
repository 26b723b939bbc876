"""What pages show of editions: the list, one edition by its areas, and what was done with it."""

from typing import Any, Final

from attrs import frozen
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from catenary.core.mandate.model import DeskAct
from catenary.core.measures.checking import errors, faults
from catenary.core.measures.flow import STEPS, EditionAct, EditionState
from catenary.core.measures.model import Edition as Method
from catenary.core.measures.model import QuestionKind
from catenary.desk.mandate.access import decision, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import earlier_than, editions, method_of
from catenary.desk.measures.models import Edition, EditionDeed, EditionStep
from catenary.desk.measures.words import ACTS, DEEDS, KINDS, STATES, language_name, tag
from catenary.desk.shell.listing import Listing
from catenary.desk.shell.parts import Answer, Event, Tag, Told
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Column, Row, Shown, Table

MOST_FAULTS: Final = 50


@frozen
class StepOffered:
    """A step that the reader may take."""

    act: str
    label: str


@frozen
class EditionShown:
    """An edition as its page shows it."""

    row: Edition
    tag: Tag
    answers: tuple[Answer, ...]
    areas: Table
    steps: tuple[StepOffered, ...]
    history: tuple[Event, ...]
    faults: tuple[str, ...]
    more_faults: int
    warnings: tuple[str, ...]
    own: bool
    may_write: bool
    """It is a draft, and the reader writes editions of this body."""
    may_map: bool
    """It is not frozen yet, and the reader writes editions of this body."""


def edition_state(row: Edition) -> Tag:
    """Where an edition stands, as a tag."""
    return tag(STATES, EditionState(row.state))


def _columns() -> tuple[Column, ...]:
    return (
        Column("code", _("Edition"), Shown.CODE, sortable=True),
        Column("title", _("Title"), Shown.NAME),
        Column("state", pgettext("condition", "State"), Shown.TAG),
        Column("body", _("Body"), Shown.NAME),
        Column("until", _("Comments until"), Shown.DATE, blank=True),
        Column("frozen", _("Frozen"), Shown.TIME, blank=True),
    )


def _rows(_asked: dict[str, str]) -> "QuerySet[Edition]":
    return editions()


def _row(row: Edition) -> Row:
    is_open = row.state == EditionState.CONSULTED
    values = {
        "code": row.code,
        "title": row.title,
        "state": edition_state(row),
        "body": row.organisation.name,
        "until": row.comments_until if is_open else _("not out for comments"),
        "frozen": row.frozen_at or _("not yet"),
    }
    return Row(values, reverse("method", args=[row.public_id]))


EDITIONS_LIST: Final = Listing(
    name="editions",
    caption=gettext_lazy("Editions of the method"),
    columns=_columns,
    empty=gettext_lazy("There is no edition yet that you may see."),
    rows=_rows,
    row=_row,
    template="measures/editions.html",
)


def edition_page(here: SignedIn, row: Edition) -> EditionShown:
    """Everything that the page of an edition shows to a reader."""
    method, own = method_of(row), row.organisation_id == here.organisation.pk
    writes = own and decision(of_desk(DeskAct.WRITE_EDITION), here).allowed
    found = faults(method, earlier_than(row)) if own and row.state == EditionState.DRAFTED else ()
    wrong = errors(found)
    return EditionShown(
        row=row,
        tag=edition_state(row),
        answers=edition_answers(row, method),
        areas=areas_table(row, method),
        steps=_steps(here, row, own=own),
        history=_history(row) if own else (),
        faults=tuple(sentence(each) for each in wrong[:MOST_FAULTS]),
        more_faults=max(0, len(wrong) - MOST_FAULTS),
        warnings=tuple(sentence(each) for each in found if each not in wrong)[:MOST_FAULTS],
        own=own,
        may_write=writes and row.state == EditionState.DRAFTED,
        may_map=writes and row.state in {EditionState.DRAFTED, EditionState.CONSULTED},
    )


def edition_answers(row: Edition, method: Method) -> tuple[Answer, ...]:
    """What is said of an edition as a whole."""
    counts = _("Areas: %(areas)s; requirements: %(requirements)s; questions: %(questions)s") % {
        "areas": len(method.areas),
        "requirements": len(method.requirements),
        "questions": len(method.questions),
    }
    told: list[Answer] = [
        Answer(_("Body"), row.organisation.name, exact=True),
        Answer(pgettext("edition", "Contents"), counts),
        Answer(_("Called complete"), _("Yes") if row.complete else _("No")),
        Answer(_("Language"), language_name(row.language), exact=True),
        Answer(_("Follows"), row.follows.code if row.follows else _("no other edition"), exact=True),
        Answer(_("Hash (SHA-256)"), row.digest, exact=True),
    ]
    if row.comments_until and row.state == EditionState.CONSULTED:
        told.append(Answer(_("Comments until"), row.comments_until))
    if row.frozen_at:
        told.append(Answer(_("Frozen"), row.frozen_at))
    return tuple(told)


def areas_table(row: Edition, method: Method) -> Table:
    """The areas of an edition, with how much each asks."""
    columns = (
        Column("name", _("Area"), Shown.NAME),
        Column("code", _("Code"), Shown.CODE),
        Column("requirements", _("Requirements"), Shown.NUMBER),
        *(Column(kind.value, str(KINDS[kind][0]), Shown.NUMBER) for kind in QuestionKind),
    )
    rows = [_area_row(row, method, each.code, each.name) for each in method.areas]
    empty = _("This edition has no area yet. Write it in a spreadsheet and upload it.")
    return Table(_("Areas"), columns, rows, len(rows), empty, first=min(1, len(rows)), last=len(rows))


def _area_row(row: Edition, method: Method, code: str, name: str) -> Row:
    requirements = method.requirements_in(code)
    asked = [each for one in requirements for each in method.questions_about(one.code)]
    values: dict[str, Any] = {"name": name, "code": code, "requirements": len(requirements)}
    values |= {kind.value: sum(each.kind is kind for each in asked) for kind in QuestionKind}
    return Row(values, reverse("method_area", args=[row.public_id, code]))


def _steps(here: SignedIn, row: Edition, *, own: bool) -> tuple[StepOffered, ...]:
    """The steps that the reader's roles take from here; what else they demand, their page says."""
    if not own or not decision(of_desk(DeskAct.SETTLE_EDITION), here).allowed:
        return ()
    offered = [
        act for (state, act), step in STEPS.items() if state.value == row.state and step.roles & here.roles
    ]
    return tuple(StepOffered(act.value, str(ACTS[EditionAct(act)])) for act in offered)


def _history(row: Edition) -> tuple[Event, ...]:
    rows = EditionStep.objects.filter(edition=row).select_related("by")
    return tuple(
        Event(
            each.at,
            str(DEEDS[EditionDeed(each.deed)]),
            each.by.name,
            Told(each.reason) if each.reason else None,
        )
        for each in rows[:MOST_FAULTS]
    )
