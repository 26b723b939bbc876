"""Earlier answers that somebody may read beside the questions: the State's own score, and what earlier visits agreed.

Row security decides which there are. An answer under other words comes along only where the carry-over map says that the question means
the same (`core.measures.carrying.carry`).
"""

from collections.abc import Iterable, Mapping

from catenary.core.measures.carrying import CARRIED
from catenary.desk.assessment.models import Agreed, SelfScore, Visit
from catenary.desk.assessment.rating.writing import answer_of
from catenary.desk.measures.models import CarryOver
from catenary.desk.measures.stored import map_from
from catenary.formats.visit_pack.contents import EarlierRecord


def earlier_answers(visit: Visit) -> Mapping[str, tuple[EarlierRecord, ...]]:
    """By question, the State's own first, then the newest visit's."""
    found: dict[str, list[EarlierRecord]] = {}
    for score in SelfScore.objects.filter(visit=visit):
        told = EarlierRecord("state", str(answer_of(score)), score.reason, score.language)
        found.setdefault(score.question, []).append(told)
    for code, told in _agreed(visit):
        found.setdefault(code, []).append(told)
    return {code: tuple(each) for code, each in found.items()}


def _agreed(visit: Visit) -> Iterable[tuple[str, EarlierRecord]]:
    others = Agreed.objects.filter(panel__visit__visited=visit.visited_id, panel__visit__body=visit.body_id)
    rows = others.exclude(panel__visit=visit).select_related("panel__visit").order_by("-at", "-pk")
    carried, seen = _carried(visit), set()
    for row in rows:
        earlier = row.panel.visit
        code = _now(row.panel.question, earlier, visit, carried)
        if code and code not in seen:
            seen.add(code)
            yield code, EarlierRecord("agreed", str(answer_of(row)), row.reason, row.language, earlier.year)


def _now(question: str, earlier: Visit, visit: Visit, carried: Mapping[str, str]) -> str:
    """The code under which the visit asks what an earlier one asked; empty where it means something else, or nobody said."""
    if earlier.edition_digest == visit.edition_digest:
        return question
    follows = visit.edition.follows_id if visit.edition else None
    return carried.get(question, "") if earlier.edition_id and earlier.edition_id == follows else ""


def _carried(visit: Visit) -> Mapping[str, str]:
    """Codes of the edition that the visit's own follows, with the codes that mean the same in it."""
    row = CarryOver.objects.filter(edition=visit.edition_id or 0).first()
    if row is None:
        return {}
    pairings = map_from(row, "", "").pairings
    return {
        each.before: each.after for each in pairings if each.before and each.after and each.verdict in CARRIED
    }
