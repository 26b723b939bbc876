"""What becomes of answers when a new edition comes: the carry-over map, question by question.

Answers carry over only where the map says that the question is the same or means the same. That it means the same, though
its words changed, is for a person to say, never for this software. Whatever is not carried is told, never lost, and the
answers given under the earlier edition stay as they are: nothing published is scored again.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

from attrs import evolve, field, frozen

from catenary.basis.findings import NOWHERE, Finding
from catenary.core.measures.model import Answer, Edition, Question, paragraph
from catenary.core.measures.problems import MEASURES


class Carry(StrEnum):
    """What a question of the new edition is to one of the edition before."""

    SAME = "same"
    """What is asked is the same to the letter."""
    REWORDED = "reworded"
    """Other words, the same meaning: a person says so."""
    CHANGED = "changed"
    """It asks something else now."""
    NEW = "new"
    DROPPED = "dropped"


CARRIED: Final = frozenset({Carry.SAME, Carry.REWORDED})
"""Verdicts under which an answer carries over."""


@frozen
class Pairing:
    """A question before, a question after, and what the one is to the other; no verdict is: to be decided by a person."""

    before: str | None
    after: str | None
    verdict: Carry | None = None
    decided_by: str = ""
    reason: str = field(default="", converter=paragraph)


@frozen
class CarryOverMap:
    """What becomes of the answers to each question of one edition under another."""

    before: str
    after: str
    pairings: tuple[Pairing, ...] = field(converter=tuple[Pairing, ...])


@frozen
class Left:
    """An answer that did not carry over, and the verdict that kept it; None where nobody decided, or the map is silent."""

    question: str
    answer: Answer
    verdict: Carry | None


@frozen
class Carried:
    """Answers under the new edition, by its codes, and those that did not carry over."""

    answers: Mapping[str, Answer]
    left: tuple[Left, ...]


def propose(before: Edition, after: Edition) -> CarryOverMap:
    """A map as far as the texts themselves decide it; everything else is left to a person.

    Questions that ask the same to the letter are the same, whatever became of their help and evidence, also under another code. Where
    wording, levels, kind or the rule of not applicable changed, the pairing has no verdict.
    """
    renumbered = _renumbered(before, after)
    arrived = set(renumbered.values())
    pairs: list[Pairing] = []
    for code in before.question_of:
        if code in after.question_of:
            pairs.append(Pairing(code, code, Carry.SAME if _is_same(before, code, after, code) else None))
        elif code in renumbered:
            pairs.append(Pairing(code, renumbered[code], Carry.SAME))
        else:
            pairs.append(Pairing(code, None, Carry.DROPPED))
    pairs += [
        Pairing(None, code, Carry.NEW)
        for code in after.question_of
        if code not in before.question_of and code not in arrived
    ]
    return CarryOverMap(before.code, after.code, tuple(pairs))


def decide(given: CarryOverMap, decided: Pairing) -> CarryOverMap:
    """The map with one pairing decided by a person.

    Whatever it said of the two questions gives way; a question that loses its other half by that is dropped, or new.
    """
    kept = [each for each in given.pairings if not _touches(each, decided)]
    freed = [half for each in given.pairings if _touches(each, decided) for half in _halves(each, decided)]
    return evolve(given, pairings=(*kept, decided, *freed))


def proposed_again(given: CarryOverMap, before: Edition, was: Edition, now: Edition) -> CarryOverMap:
    """The map after the later edition was written again: proposed anew, with what people decided about questions that stand as they were.

    Who said that a question means the same said it of the words there were; other words are decided anew.
    """
    again = propose(before, now)
    for each in given.pairings:
        if each.decided_by and _stands(each, before, was, now):
            again = decide(again, each)
    return again


def map_faults(given: CarryOverMap, before: Edition, after: Edition) -> tuple[Finding, ...]:
    """Everything that keeps a map from being used: what is undecided, left out, said twice, or said against the texts."""
    if (given.before, given.after) != (before.code, after.code):
        return (MEASURES.finding("map_of_others", before=given.before, after=given.after),)
    return (
        *(fault for each in given.pairings for fault in _pairing_faults(each, before, after)),
        *_ends_faults("before", (each.before for each in given.pairings), before),
        *_ends_faults("after", (each.after for each in given.pairings), after),
    )


def carry(answers: Mapping[str, Answer], given: CarryOverMap) -> Carried:
    """Answers given under the earlier edition, by its codes, as answers under the later one.

    Each answer is either carried or among those left: none is lost, none is made up, and none is changed.
    """
    verdicts = {each.before: each for each in given.pairings if each.before is not None}
    carried: dict[str, Answer] = {}
    left: list[Left] = []
    for code, answer in answers.items():
        pairing = verdicts.get(code)
        if pairing and pairing.verdict in CARRIED and pairing.after and pairing.after not in carried:
            carried[pairing.after] = answer
        else:
            left.append(Left(code, answer, pairing.verdict if pairing else None))
    return Carried(carried, tuple(left))


def _stands(decided: Pairing, before: Edition, was: Edition, now: Edition) -> bool:
    """Whether both questions of a decision are what they were when it was made."""
    is_there = decided.before is None or decided.before in before.question_of
    if decided.after is None:
        return is_there
    then, there = was.question_of.get(decided.after), now.question_of.get(decided.after)
    return is_there and then is not None and there is not None and _meaning(then) == _meaning(there)


def _meaning(question: Question) -> tuple[str, ...]:
    """What an answer is an answer to: change any of it, and whether it means the same is for a person to say."""
    return (question.kind.value, question.text, question.not_applicable, *question.levels)


def _is_same(before: Edition, code: str, after: Edition, later: str) -> bool:
    was, now = before.question_of[code], after.question_of[later]
    return _meaning(was) == _meaning(now) and _requires_same(before, was, after, now)


def _requires_same(before: Edition, was: Question, after: Edition, now: Question) -> bool:
    """Under the same requirement still, by its code or by its words."""
    if was.requirement == now.requirement:
        return True
    first, second = before.requirement_of.get(was.requirement), after.requirement_of.get(now.requirement)
    return first is not None and second is not None and first.text == second.text


def _renumbered(before: Edition, after: Edition) -> dict[str, str]:
    """Questions that are gone under their code and there under another; only where there is no choice."""
    gone = _by_meaning(before, after)
    come = _by_meaning(after, before)
    return {
        codes[0]: come[meaning][0]
        for meaning, codes in gone.items()
        if len(codes) == len(come.get(meaning, ())) == 1
        and _is_same(before, codes[0], after, come[meaning][0])
    }


def _by_meaning(edition: Edition, other: Edition) -> dict[tuple[str, ...], list[str]]:
    """The codes that another edition does not have, by what is asked under them."""
    found: dict[tuple[str, ...], list[str]] = {}
    for code, question in edition.question_of.items():
        if code not in other.question_of:
            found.setdefault(_meaning(question), []).append(code)
    return found


def _touches(each: Pairing, decided: Pairing) -> bool:
    """Whether two pairings speak of a question of the same edition in common."""
    is_before = each.before is not None and each.before == decided.before
    return is_before or (each.after is not None and each.after == decided.after)


def _halves(each: Pairing, decided: Pairing) -> Iterator[Pairing]:
    """What is left of a pairing that gives way."""
    if each.before is not None and each.before != decided.before:
        yield Pairing(each.before, None, Carry.DROPPED)
    if each.after is not None and each.after != decided.after:
        yield Pairing(None, each.after, Carry.NEW)


def _pairing_faults(each: Pairing, before: Edition, after: Edition) -> Iterator[Finding]:
    told = {"before": each.before, "after": each.after}
    if each.verdict is None:
        yield MEASURES.finding("map_undecided", NOWHERE, **told)
        return
    has = (each.before is not None, each.after is not None)
    wanted = (each.verdict is not Carry.NEW, each.verdict is not Carry.DROPPED)
    if has != wanted:
        yield MEASURES.finding("map_ends", NOWHERE, verdict=each.verdict.value, **told)
        return
    was, now = before.question_of.get(each.before or ""), after.question_of.get(each.after or "")
    if was and now:
        yield from _claim_faults(each, was, now)


def _claim_faults(each: Pairing, was: Question, now: Question) -> Iterator[Finding]:
    told = {"before": each.before, "after": each.after}
    if each.verdict is Carry.SAME and _meaning(was) != _meaning(now):
        yield MEASURES.finding("map_same_differs", NOWHERE, **told)
    if each.verdict is not Carry.REWORDED:
        return
    if was.kind is not now.kind:
        yield MEASURES.finding("map_reworded_kind", NOWHERE, **told)
    if not (each.decided_by and each.reason):
        yield MEASURES.finding("map_person_missing", NOWHERE, **told)


def _ends_faults(end: str, codes: Iterable[str | None], edition: Edition) -> Iterator[Finding]:
    """Each question of an edition once, and no other."""
    seen: set[str] = set()
    for code in codes:
        if code is None:
            continue
        if code in seen:
            yield MEASURES.finding(f"map_{end}_twice", item=code)
        if code not in edition.question_of:
            yield MEASURES.finding("map_question_unknown", item=code, edition=edition.code)
        seen.add(code)
    for code in edition.question_of:
        if code not in seen:
            yield MEASURES.finding(f"map_lacks_{end}", item=code)
