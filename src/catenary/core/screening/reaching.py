"""Whom of many people a few entries of a list may concern: never fewer than checking each of them would find.

A change of a list leaves most of it as it was, and most people far from what changed. Each word of the people is compared with
the few changed entries once, however many people have it; a name then concerns an entry only if what its words are worth
there can sum to what is needed of it, which is the test by which `search` decides whom to score, or if joined parts read the
same, or a document has the entry's number. Whoever is left is asked by a `Screener` of the changed entries, so that the
answer is the very one that a check of the whole list gives of them.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numba import njit

from catenary.core.screening.alignment import WEIGHTS, Weights, unsaturate
from catenary.core.screening.arrays import BoolArray, FloatArray, HashArray, IntArray, LongArray
from catenary.core.screening.channel import letters_of
from catenary.core.screening.crowd import Crowd, Words, crowd_of, person_seen
from catenary.core.screening.glimpse import Glimpse
from catenary.core.screening.index import Attributes, Names
from catenary.core.screening.joining import joined_outlines, outline_of
from catenary.core.screening.model_values import NameModel
from catenary.core.screening.querying import QueryMaker
from catenary.core.screening.scoring import NAME_FLOOR, Thresholds, nats_of, score_of, thresholds_for
from catenary.core.screening.screener import Listed, Screener
from catenary.core.screening.search import PARTICLE_WORTH
from catenary.core.screening.tokens import Token
from catenary.core.screening.weighing import Known, entry_evidence

_MARGIN = 1e-2
"""Nats that rounding may take from a bound."""


class Likeness(NamedTuple):
    """For every word the vocabulary parts of the changed entries that it resembles, and by how many nats."""

    start: LongArray
    part: IntArray
    evidence: FloatArray
    joined: BoolArray
    """Whether joined parts of some changed entry read like the word."""


class Asked(NamedTuple):
    """What is asked of a candidate, in nats: in all, of a person whose birth date is known or is not, and by the name."""

    born: float
    unborn: float
    floor: float
    identity: float
    initial: float


class Reach:
    """A few entries of a list, ready to be held against many people. Not for use by two threads at once."""

    def __init__(
        self,
        segments: Iterable[Listed],
        model: NameModel,
        *,
        measured: int,
        shift: float = 0.0,
        weights: Weights = WEIGHTS,
    ) -> None:
        """`measured` is the length of list that thresholds go by, `shift` how many nats more are asked for."""
        listed = list(segments)
        self._screener = Screener(listed, model, weights=weights, measured=measured)
        self._segments = [_Segment(*each) for each in zip(listed, self._screener.makers, strict=True)]
        self._words = Words(self._note)
        self._limits = {born: _lowered(thresholds_for(measured, born=born), shift) for born in (False, True)}
        least = {born: nats_of(each.review) for born, each in self._limits.items()}
        self._asked = Asked(least[True], least[False], NAME_FLOOR, weights.identity, weights.initial)

    def among(self, people: Iterable[Glimpse]) -> BoolArray:
        """Whom of the people a changed entry concerns: everybody of whom a check would find one."""
        listed = list(people)
        crowd = crowd_of(listed, self._words)
        reached = np.zeros(crowd.sex.size, np.bool_)
        sure = np.zeros(crowd.sex.size, np.bool_)
        for segment in self._segments:
            reached |= segment.reached(crowd, self._words, self._asked)
            sure |= segment.by_document(crowd)
        for at in np.flatnonzero(reached & ~sure).tolist():
            reached[at] = self._is_found(listed[at])
        return reached | sure

    def _is_found(self, someone: Glimpse) -> bool:
        """Whether a check finds a changed entry by all that is known of somebody but documents, which meet none."""
        person = person_seen(someone)
        return bool(self._screener.screen(person, self._limits[bool(person.born)]))

    def _note(self, token: Token, cut: bool) -> None:
        for segment in self._segments:
            segment.note(token, cut=cut)


def _lowered(shipped: Thresholds, shift: float) -> Thresholds:
    return Thresholds(score_of(nats_of(shipped.review) + shift), shipped.match)


class _Segment:
    """One segment of changed entries, and how the words met so far are like its parts."""

    def __init__(self, listed: Listed, maker: QueryMaker) -> None:
        self._arrays, self._maker = listed.arrays, maker
        self._start: list[int] = [0]
        self._joined: list[bool] = []
        self._part = [np.zeros(0, np.int32)]
        self._evidence = [np.zeros(0, np.float32)]
        names = listed.arrays.names
        self._stamp = np.zeros(names.entry.size, np.int32)
        self._live = np.ones(int(listed.arrays.attributes.sex.size), np.bool_)
        self._live[list(listed.removed)] = False

    def note(self, token: Token, *, cut: bool) -> None:
        """Compare a new word with the entries."""
        found = self._maker.neighbours(token, cut=cut)
        self._part.append(found.part)
        self._evidence.append(found.evidence)
        self._start.append(self._start[-1] + found.part.size)
        letters = letters_of(token.key)
        outline = outline_of(letters, letters.size)
        self._joined.append(bool(outline) and _holds(self._arrays.names.joined_outline, outline))

    def reached(self, crowd: Crowd, words: Words, asked: Asked) -> BoolArray:
        """Whom of a crowd the entries may concern."""
        best = np.zeros(max(1, self._arrays.vocabulary.rarity.size), np.float32)
        vocabulary = self._arrays.vocabulary
        return _reached(
            crowd,
            self._joined_names(crowd, words),
            self._likeness(),
            vocabulary.posting_start,
            vocabulary.posting,
            self._arrays.names,
            self._arrays.attributes,
            self._live,
            asked,
            best,
            self._stamp,
        )

    def _likeness(self) -> Likeness:
        """All that is known of words, in one piece."""
        self._part, self._evidence = [np.concatenate(self._part)], [np.concatenate(self._evidence)]
        return Likeness(
            np.array(self._start, np.int64),
            self._part[0],
            self._evidence[0],
            np.array(self._joined, np.bool_),
        )

    def _joined_names(self, crowd: Crowd, words: Words) -> BoolArray:
        """Names of the crowd in which joined words read like a part of an entry."""
        outlines, names = joined_outlines(crowd.word_start, crowd.word, *words.keys)
        joined = np.zeros(crowd.initials.size, np.bool_)
        joined[names[np.isin(outlines, self._arrays.vocabulary.sorted_outline)]] = True
        return joined

    def by_document(self, crowd: Crowd) -> BoolArray:
        """Who has a document with an entry's number."""
        met = np.isin(crowd.document_hash, self._arrays.attributes.document_hash)
        people = np.searchsorted(crowd.document_start, np.flatnonzero(met), "right") - 1
        reached = np.zeros(crowd.sex.size, np.bool_)
        reached[people] = True
        return reached


def _holds(ordered: HashArray, value: np.uint64) -> bool:
    at = int(np.searchsorted(ordered, value))
    return at < ordered.size and bool(ordered[at] == value)


@njit(cache=True, nogil=True)
def _sum_of_best(name: int, names: Names, best: FloatArray) -> float:
    total = 0.0
    for position in range(names.start[name], names.start[name + 1]):
        total += best[names.part[position]]
    return total


@njit(cache=True, nogil=True)
def _known(crowd: Crowd, person: int) -> Known:
    return Known(
        crowd.birth[crowd.birth_start[person] : crowd.birth_start[person + 1]],
        crowd.sex[person],
        crowd.country[crowd.country_start[person] : crowd.country_start[person + 1]],
    )


@njit(cache=True, nogil=True)
def _spread(crowd: Crowd, name: int, likeness: Likeness, best: FloatArray) -> bool:
    """Write what the words of a name are worth beside each part; whether joined parts read like one of them."""
    joined = False
    for place in range(crowd.word_start[name], crowd.word_start[name + 1]):
        word = crowd.word[place]
        joined = joined or likeness.joined[word]
        for k in range(likeness.start[word], likeness.start[word + 1]):
            best[likeness.part[k]] = max(best[likeness.part[k]], likeness.evidence[k])
    return joined


@njit(cache=True, nogil=True)
def _gather(crowd: Crowd, name: int, likeness: Likeness, best: FloatArray) -> None:
    for place in range(crowd.word_start[name], crowd.word_start[name + 1]):
        word = crowd.word[place]
        for k in range(likeness.start[word], likeness.start[word + 1]):
            best[likeness.part[k]] = 0.0


@njit(cache=True, nogil=True)
def _concerns(
    crowd: Crowd,
    person: int,
    name: int,
    likeness: Likeness,
    posting_start: LongArray,
    posting: IntArray,
    names: Names,
    attributes: Attributes,
    live: BoolArray,
    asked: Asked,
    best: FloatArray,
    stamp: IntArray,
    turn: int,
) -> bool:
    """Whether some entry can have from this name what is needed of it."""
    known = _known(crowd, person)
    total = asked.born if known.birth.size else asked.unborn
    initials = crowd.initials[name] * asked.initial + _MARGIN
    floor = unsaturate(asked.floor, asked.identity) - initials
    if floor <= 0:
        return True  # a name of initials may be anybody's
    for place in range(crowd.word_start[name], crowd.word_start[name + 1]):
        word = crowd.word[place]
        for k in range(likeness.start[word], likeness.start[word + 1]):
            if likeness.evidence[k] <= np.float32(PARTICLE_WORTH):
                continue
            part = likeness.part[k]
            for position in range(posting_start[part], posting_start[part + 1]):
                listed = posting[position]
                if stamp[listed] == turn:
                    continue
                stamp[listed] = turn
                sum_of_best = _sum_of_best(listed, names, best)
                if sum_of_best < floor or not live[names.entry[listed]]:
                    continue
                rest = total - entry_evidence(known, names.entry[listed], attributes)
                if sum_of_best >= unsaturate(max(asked.floor, rest), asked.identity) - initials:
                    return True
    return False


@njit(cache=True, nogil=True)
def _reached(
    crowd: Crowd,
    joined: BoolArray,
    likeness: Likeness,
    posting_start: LongArray,
    posting: IntArray,
    names: Names,
    attributes: Attributes,
    live: BoolArray,
    asked: Asked,
    best: FloatArray,
    stamp: IntArray,
) -> BoolArray:
    reached = np.zeros(crowd.sex.size, np.bool_)
    stamp[:] = -1
    for person in range(crowd.sex.size):
        for name in range(crowd.name_start[person], crowd.name_start[person + 1]):
            if reached[person]:
                break
            reads_alike = _spread(crowd, name, likeness, best)
            reached[person] = (
                joined[name]
                or reads_alike
                or _concerns(
                    crowd,
                    person,
                    name,
                    likeness,
                    posting_start,
                    posting,
                    names,
                    attributes,
                    live,
                    asked,
                    best,
                    stamp,
                    name,
                )
            )
            _gather(crowd, name, likeness, best)
    return reached
