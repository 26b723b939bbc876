"""What rating asks of a visit: its questions, who of its team rates, who leads, and whether anything is rated now."""

from collections.abc import Iterable, Mapping
from typing import Final

from catenary.core.assessment.panel_problems import RATING
from catenary.core.assessment.visit_words import ENDED, ON_TEAM, Stage, TeamTask
from catenary.core.measures.model import Edition, Question
from catenary.core.measures.selection import select
from catenary.desk.assessment.access import leads
from catenary.desk.assessment.models import Member, Visit
from catenary.desk.assessment.rating.stages import RATED_IN
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import method_in_words

RATING_TASKS: Final = frozenset({TeamTask.LEADER, TeamTask.EXPERT})


def is_stopped(visit: Visit) -> bool:
    """Whether nothing is rated: consent is withdrawn, or the visit is before or past its rating."""
    return Stage(visit.stage) not in RATED_IN


def demand_rateable(visit: Visit) -> None:
    """Go on only while questions are rated. Raises ProblemError `rating.stopped`, `rating.not_open`."""
    stage = Stage(visit.stage)
    if stage in RATED_IN and visit.edition_id is not None:
        return
    raise RATING.problem("stopped" if stage is Stage.WITHDRAWN or stage in ENDED else "not_open")


def demand_lead(here: SignedIn, visit: Visit) -> None:
    """Go on only for the leader of the team. Raises ProblemError `rating.leader_only`."""
    if not leads(here, visit):
        raise RATING.problem("leader_only")


def raters_of(visit: Visit) -> list[Member]:
    """Those of the team who rate: leader and experts who are on it. People of partners are known by their membership alone."""
    rows = Member.objects.filter(visit=visit, state__in=ON_TEAM, task__in=RATING_TASKS, person__isnull=False)
    return list(rows.select_related("organisation").order_by("id"))


def names_of(visit: Visit) -> Mapping[int, str]:
    """What everybody who is or was on the team is called, by the row of the person."""
    members = Member.objects.filter(visit=visit, person__isnull=False).select_related("organisation")
    found = {each.person_id: each.name or each.organisation.name for each in members if each.person_id}
    known = Person.objects.filter(pk__in=found)  # row security leaves colleagues, and not those of a partner
    return found | dict(known.values_list("pk", "name"))


def edition_of(visit: Visit) -> Edition:
    """The words that the visit asks by: those its edition had when it was chosen, whatever came after."""
    if visit.edition_id is None:
        raise RATING.problem("not_open")
    assert visit.edition is not None
    return method_in_words(visit.edition, visit.edition_digest)


def questions_of(visit: Visit) -> list[Question]:
    """The questions that the visit asks, in the edition's order."""
    edition = edition_of(visit)
    return [edition.question_of[each.code] for each in select(edition, visit.choice).questions]


def area_of(edition: Edition, question: Question) -> str:
    """The code of the area that a question belongs to."""
    return edition.requirement_of[question.requirement].area


def areas_of(edition: Edition) -> Mapping[str, str]:
    """The area of every question, by code."""
    return {each.code: area_of(edition, each) for each in edition.questions}


def by_area(edition: Edition, questions: Iterable[Question]) -> Mapping[str, list[Question]]:
    """Questions by the code of their area, areas in the edition's order."""
    found: dict[str, list[Question]] = {each.code: [] for each in edition.areas}
    for question in questions:
        found[area_of(edition, question)].append(question)
    return {code: group for code, group in found.items() if group}
