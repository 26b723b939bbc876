"""Panels as rows and as the rules know them; who rates what, and who is taken off."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from attrs import frozen
from django.db import transaction
from django.db.models import QuerySet

from catenary.core.assessment import rating_flow
from catenary.core.assessment.panel_problems import RATING
from catenary.core.measures.model import Question
from catenary.desk.assessment.access import locked_visit
from catenary.desk.assessment.models import Panel, Seat, Visit
from catenary.desk.assessment.rating.of_visit import (
    area_of,
    demand_lead,
    demand_rateable,
    edition_of,
    is_stopped,
    questions_of,
    raters_of,
)
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import SignedIn


@frozen
class Assigned:
    """What came of asking people to rate questions."""

    asked: int
    """Seats made now."""
    already: int
    late: int
    """Questions whose ratings were shown before: nobody rates them alone any more."""


def as_core(row: Panel, seats: Iterable[Seat]) -> rating_flow.Panel:
    """The panel as the rules know it."""
    return rating_flow.Panel(
        tuple(_seat(each) for each in seats),
        shown=row.shown_at is not None,
        agreed=row.agreed_at is not None,
        stopped=is_stopped(row.visit),
    )


def panels_of(visit: Visit) -> QuerySet[Panel]:
    """The panels of a visit with their seats, as row security lets the asker see them."""
    return Panel.objects.filter(visit=visit).select_related("visit").prefetch_related("seats")


def panel_for_change(public_id: UUID) -> tuple[Panel, rating_flow.Panel]:
    """A panel that is about to change, locked. Raises ObjectDoesNotExist, ProblemError `rating.edition_other`."""
    rows = Panel.objects.select_related("visit__edition").select_for_update(of=("self",))
    row = rows.get(public_id=public_id)
    rating_flow.demand_edition(row.digest, row.visit.edition_digest)
    return row, as_core(row, row.seats.order_by("asked_at", "pk"))


def question_of(row: Panel) -> Question:
    """The question in the words of the edition that it is rated under."""
    return edition_of(row.visit).question_of[row.question]


def name_of(actor: SignedIn) -> str:
    """Whoever acts, as the rules call raters: by the row of the person, since people of a partner are not known otherwise."""
    return str(actor.person.pk)


@transaction.atomic
def assign(*, actor: SignedIn, visit: UUID, raters: Iterable[UUID], areas: Iterable[str]) -> Assigned:
    """Ask members of the team to rate all questions of some areas, each alone.

    Raises ProblemError `rating.leader_only`, `rating.stopped`, `rating.not_on_team`, `rating.nothing_asked`; with
    `rating.shown_already` where every question was shown before.
    """
    row = locked_visit(visit)
    demand_lead(actor, row)
    demand_rateable(row)
    chosen, asked = frozenset(areas), _on_team(row, raters)
    edition = edition_of(row)
    questions = [each for each in questions_of(row) if area_of(edition, each) in chosen]
    done = seat_all(actor, row, {each.code: asked for each in questions})
    enter(
        room="assessment",
        act="assign_raters",
        record=str(row.public_id),
        params={"areas": ",".join(sorted(chosen))[:200], "raters": len(asked), "asked": done.asked},
    )
    return done


def seat_all(actor: SignedIn, visit: Visit, wanted: Mapping[str, Iterable[int]]) -> Assigned:
    """Seats for people (by their rows) at questions (by their codes); what is there already stays as it is.

    Raises ProblemError `rating.nothing_asked`, and `rating.shown_already` where every question was shown before.
    """
    if not any(wanted.values()):
        raise RATING.problem("nothing_asked")
    _make_panels(actor, visit, wanted)
    # whoever hands in or closes one meanwhile waits, in one order for all
    locked = panels_of(visit).select_for_update(of=("self",)).order_by("pk")
    rows = {each.question: each for each in locked.filter(question__in=wanted)}
    made: list[Seat] = []
    already = late = 0
    for code, row in rows.items():
        panel = as_core(row, row.seats.all())
        late += panel.shown
        for person in wanted[code]:
            if panel.shown or panel.seat_of(str(person)):
                already += not panel.shown
                continue
            rating_flow.add(panel, str(person))
            made.append(_new_seat(actor, row, person))
    if not made and late:
        raise RATING.problem("shown_already")
    Seat.objects.bulk_create(made)
    return Assigned(len(made), already, late)


@transaction.atomic
def recuse(*, actor: SignedIn, panels: Iterable[UUID], rater: int, reason: str) -> int:
    """Take somebody (by their row) off questions; what they wrote is kept, and counts no more. Gives how many.

    The leader does, or whoever rates themselves. Raises ProblemError as `rating_flow.recuse` does, and `rating.leader_only`.
    """
    done = 0
    for public_id in panels:
        row, panel = panel_for_change(public_id)
        if rater != actor.person.pk:
            demand_lead(actor, row.visit)
        after = rating_flow.recuse(panel, str(rater), reason)
        Seat.objects.filter(panel=row, rater=rater).update(
            recused_at=actor.now, recused_by=actor.person, recused_reason=reason
        )
        keep_shown(actor, row, after)
        enter(room="assessment", act="recuse_rater", record=str(row.public_id), reason=reason)
        done += 1
    return done


def keep_shown(actor: SignedIn, row: Panel, after: rating_flow.Panel) -> None:
    """Note when a panel was shown, where an act was the last that it waited for."""
    if after.shown and row.shown_at is None:
        row.shown_at = actor.now
        row.save(update_fields=("shown_at",))
        enter(
            room="assessment",
            act="show_ratings",
            record=str(row.public_id),
            params={"question": row.question},
        )


def _on_team(visit: Visit, raters: Iterable[UUID]) -> list[int]:
    team = {each.public_id: each.person_id for each in raters_of(visit) if each.person_id}
    wanted = list(raters)
    if any(each not in team for each in wanted):
        raise RATING.problem("not_on_team")
    return [team[each] for each in wanted]


def _make_panels(actor: SignedIn, visit: Visit, questions: Iterable[str]) -> None:
    there = set(Panel.objects.filter(visit=visit).values_list("question", flat=True))
    edition = edition_of(visit)
    Panel.objects.bulk_create(
        Panel(
            body=visit.body,
            visit=visit,
            question=code,
            area=area_of(edition, edition.question_of[code]),
            kind=edition.question_of[code].kind,
            digest=visit.edition_digest,
            made_by=actor.person,
            made_at=actor.now,
        )
        for code in questions
        if code not in there
    )


def _new_seat(actor: SignedIn, row: Panel, person: int) -> Seat:
    return Seat(
        panel=row,
        body=row.body,
        visit=row.visit,
        rater_id=person,
        asked_by=actor.person,
        asked_at=actor.now,
    )


def _seat(row: Seat) -> rating_flow.Seat:
    return rating_flow.Seat(
        str(row.rater_id),
        submitted=row.submitted_at is not None,
        withdrawn=row.withdrawn_at is not None,
        recused=row.recused_at is not None,
    )
