"""A State tells its figures on foreign terrorist fighters: kept as they are written, handed in once they are sound, a new version after.

What was handed in stands. To change it the State hands in another version; the newest counts.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import transaction

from catenary.basis.findings import Finding, ProblemError, Severity
from catenary.core.assessment.fighters_problems import FIGHTERS
from catenary.core.assessment.visit_words import Side
from catenary.core.mandate.model import Role
from catenary.core.measures.fighters import Cell, Fate, Figure, figure_faults
from catenary.desk.assessment.access import SEE, demand_team, locked_visit, sides_of, stage_of
from catenary.desk.assessment.fighters.stages import ASKED_IN, TOLD_IN
from catenary.desk.assessment.models import FighterFigure, FighterFigures, FigureQuestion, Visit
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn

LARGEST: Final = 999_999_999


@transaction.atomic
def keep_figures(
    *, actor: SignedIn, visit: UUID, fate: Fate, figures: Iterable[Figure], seen: str | None = None
) -> FighterFigures:
    """Keep what the State says of one fate so far, complete or not; nobody else sees it. What is left out is not told.

    `seen` is the `version_of` the fate that whoever writes had before them; None for nobody who could have seen another.
    Raises ProblemError `fighters.not_yours`, `fighters.too_late`, `fighters.stale`.
    """
    row = locked_visit(visit)
    demand_telling(actor, row)
    if seen not in {None, version_of(figures_in(draft_of(row) or handed_in(row)), fate)}:
        raise FIGHTERS.problem("stale")
    draft = _draft(actor, row)
    draft.cells.filter(fate=fate).delete()
    FighterFigure.objects.bulk_create([_cell(draft, each) for each in figures if each.cell.fate is fate])
    draft.by, draft.saved_at = actor.person, actor.now
    save_row(draft)
    return draft


@transaction.atomic
def hand_in_figures(*, actor: SignedIn, visit: UUID) -> FighterFigures:
    """Hand the figures in: the team sees them, and they stand.

    Raises ProblemError as `keep_figures` does, `fighters.nothing_written`, and the first of `figure_faults` that is an error.
    """
    row = locked_visit(visit)
    demand_telling(actor, row)
    draft = draft_of(row)
    if draft is None:
        raise FIGHTERS.problem("nothing_written")
    for fault in faults_of(actor, draft):
        if fault.severity is Severity.ERROR:
            raise ProblemError(fault)
    draft.by, draft.saved_at, draft.handed_in_at = actor.person, actor.now, actor.now
    save_row(draft)
    enter(
        room="assessment",
        act="hand_in_fighters",
        record=str(row.public_id),
        params={"version": draft.number},
    )
    return draft


@transaction.atomic
def ask_about_figures(
    *, actor: SignedIn, visit: UUID, cell: Cell | None, text: str, language: str
) -> FigureQuestion:
    """The team asks the State about a figure that was handed in, or about all of them.

    Raises ProblemError `visits.not_on_team`, `fighters.too_late`, `fighters.not_handed_in`.
    """
    demand(SEE, actor)
    row = locked_visit(visit)
    demand_team(actor, row)
    if stage_of(row) not in ASKED_IN:
        raise FIGHTERS.problem("too_late")
    if handed_in(row) is None:
        raise FIGHTERS.problem("not_handed_in")
    question = FigureQuestion(
        visit=row,
        body_id=row.body_id,
        visited_id=row.visited_id,
        fate=cell.fate if cell else "",
        sex=(cell.sex or "") if cell else "",
        age=(cell.age or "") if cell else "",
        text=text.strip(),
        language=language,
        asked_by=actor.person,
        organisation=actor.organisation,
        asked_at=actor.now,
    )
    save_row(question)
    enter(room="assessment", act="ask_about_fighters", record=str(row.public_id))
    return question


@transaction.atomic
def answer_about_figures(*, actor: SignedIn, question: UUID, answer: str) -> FigureQuestion:
    """The State answers, once. Raises ProblemError `fighters.not_yours`, `.too_late`, `.answered`; FigureQuestion.DoesNotExist."""
    demand(SEE, actor)
    row = FigureQuestion.objects.select_related("visit").get(public_id=question)
    _demand_state(actor, row.visit)
    if stage_of(row.visit) not in ASKED_IN:
        raise FIGHTERS.problem("too_late")
    answered = FigureQuestion.objects.select_for_update().values_list("answered_at", flat=True)
    if answered.get(pk=row.pk) is not None:
        raise FIGHTERS.problem("answered")
    row.answer, row.answered_by, row.answered_at = answer.strip(), actor.person, actor.now
    save_row(row)
    enter(room="assessment", act="answer_about_fighters", record=str(row.visit.public_id))
    return row


def draft_of(visit: Visit) -> FighterFigures | None:
    """What is being written, as row security lets the asker see it: the State alone."""
    return FighterFigures.objects.filter(visit=visit, handed_in_at=None).first()


def handed_in(visit: Visit) -> FighterFigures | None:
    """What counts: the newest version that was handed in."""
    return FighterFigures.objects.filter(visit=visit, handed_in_at__isnull=False).first()


def figures_in(row: FighterFigures | None) -> list[Figure]:
    """The figures of a version; none of none."""
    return [each.as_core() for each in row.cells.all()] if row else []


def version_of(told: Iterable[Figure], fate: Fate) -> str:
    """What stands for the figures of a fate as they are: the same for the same, in whatever version; empty for none."""
    mine = sorted(
        f"{each.cell}|{each.amount}|{each.source}|{each.as_of}" for each in told if each.cell.fate is fate
    )
    return sha256("\n".join(mine).encode()).hexdigest() if mine else ""


def faults_of(here: SignedIn, row: FighterFigures | None) -> tuple[Finding, ...]:
    """What does not fit in them, and what is missing."""
    return figure_faults(figures_in(row), here.now.date())


def by_cell(figures: Iterable[Figure]) -> Mapping[Cell, Figure]:
    """Figures by what they count."""
    return {each.cell: each for each in figures}


def may_tell(here: SignedIn, visit: Visit) -> bool:
    """Whether somebody writes the State's figures now."""
    return _is_state(here, visit) and stage_of(visit) in TOLD_IN


def may_answer(here: SignedIn, visit: Visit) -> bool:
    """Whether somebody answers the team's questions about figures now."""
    return _is_state(here, visit) and stage_of(visit) in ASKED_IN


def demand_telling(actor: SignedIn, visit: Visit) -> None:
    """Go on only for the State's focal point while figures are told. Raises as `keep_figures` does."""
    demand(SEE, actor)
    _demand_state(actor, visit)
    if stage_of(visit) not in TOLD_IN:
        raise FIGHTERS.problem("too_late")


def _demand_state(actor: SignedIn, visit: Visit) -> None:
    if not _is_state(actor, visit):
        raise FIGHTERS.problem("not_yours")


def _is_state(here: SignedIn, visit: Visit) -> bool:
    return Side.STATE in sides_of(here, visit) and Role.FOCAL_POINT in here.roles


def _draft(actor: SignedIn, visit: Visit) -> FighterFigures:
    """The version that is being written: begun with what was handed in last, so that only what changed is written again."""
    found = draft_of(visit)
    if found is not None:
        return found
    before = handed_in(visit)
    draft = FighterFigures(
        visit=visit,
        body_id=visit.body_id,
        visited_id=visit.visited_id,
        number=before.number + 1 if before else 1,
        by=actor.person,
        begun_at=actor.now,
        saved_at=actor.now,
    )
    save_row(draft)
    FighterFigure.objects.bulk_create([_cell(draft, each) for each in figures_in(before)])
    return draft


def _cell(draft: FighterFigures, told: Figure) -> FighterFigure:
    return FighterFigure(
        figures=draft,
        fate=told.cell.fate,
        sex=told.cell.sex or "",
        age=told.cell.age or "",
        least=told.amount.least,
        most=told.amount.most,
        source=told.source,
        as_of=str(told.as_of or ""),
    )


def questions_about(visit: Visit) -> list[FigureQuestion]:
    """What the team asked, in that order."""
    return list(FigureQuestion.objects.filter(visit=visit))
