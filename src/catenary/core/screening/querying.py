"""One name against one list: its parts with the vocabulary parts they resemble, remembered from traveller to traveller."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from catenary.core.screening.alignment import MOST_PARTS, WEIGHTS, Weights
from catenary.core.screening.arrays import FloatArray, IntArray
from catenary.core.screening.building import first_letter, key_codes, rows_of_bytes
from catenary.core.screening.channel import letters_of, own_log, rarity
from catenary.core.screening.index import KEY_LETTERS, ListArrays, Query
from catenary.core.screening.joining import LEAPING, SHAPES, join_worth, outline_of, span_of
from catenary.core.screening.model_values import NameModel
from catenary.core.screening.neighbours import (
    EQUIVALENT_LOSS,
    LEAST_EVIDENCE,
    LETTERS,
    close_runs,
    places_of,
)
from catenary.core.screening.scanning import aids_of, room, scan, seek
from catenary.core.screening.scripts import Script
from catenary.core.screening.search import PARTICLE_WORTH
from catenary.core.screening.skeleton import skeleton
from catenary.core.screening.tokens import Token

TRUNCATED_LOSS = 0.7
"""Nats lost when a part was cut off by the length of a machine-readable zone."""

CUT_NAME_LETTERS = 24
"""A name with so many letters may have been cut (the shortest name field, of TD1 and TD2, holds 30 and 31)."""

_LEAST_CUT = 2
_MOST_REMEMBERED = 500_000
"""Name parts, and skeletons below, that are remembered; then the oldest makes room for each new one."""
_MOST_SKELETONS = 5_000


@frozen(eq=False)
class Neighbours:
    """Vocabulary parts that a query part resembles, with their evidence in nats, strongest first."""

    part: IntArray
    evidence: FloatArray


@frozen(eq=False)
class KeyNote:
    """How faithfully a key is spelt, its outline, and the listed names in which joined parts have that outline."""

    own: float
    outline: np.uint64
    names: IntArray


class QueryMaker:
    """Makes queries against one list and remembers the neighbours of every part it has seen."""

    def __init__(self, arrays: ListArrays, model: NameModel, weights: Weights = WEIGHTS) -> None:
        self._vocabulary, self._names, self._model = arrays.vocabulary, arrays.names, model
        self._initial = weights.initial
        self._remembered: dict[tuple[bytes, str, Script, bool], Neighbours] = {}
        self._noted: dict[str, KeyNote] = {}
        self._rarity: dict[str, float] = {}
        self._runs: dict[int, IntArray] = {}
        self._aids, self._room = aids_of(self._vocabulary, model.tables), room()
        self._skeletons, begin = np.unique(self._vocabulary.skeleton, return_index=True)
        self._begin = np.append(begin, self._vocabulary.skeleton.size).astype(np.int32)
        parts = max(1, self._vocabulary.by_key.size)
        self._found, self._evidence = np.zeros(parts, np.int32), np.zeros(parts, np.float32)
        self._sorted_keys = self._vocabulary.key[self._vocabulary.by_key].view("S24").ravel()

    def make(self, tokens: Sequence[Token]) -> Query:
        """The query of a name's tokens; those behind the first MOST_PARTS are left out."""
        tokens = tokens[:MOST_PARTS]
        cut = cut_at(tokens)
        lists = [self.neighbours(token, cut=at == cut) for at, token in enumerate(tokens)]
        key, key_length = rows_of_bytes([key_codes(token.key) for token in tokens])
        units, unit_count = rows_of_bytes([token.units for token in tokens])
        notes = [self._note(token.key) for token in tokens]
        joins = self._joined_parts(tokens)
        first = np.zeros(MOST_PARTS, np.uint8)
        first[: len(tokens)] = [first_letter(token) for token in tokens]
        return Query(
            parts=len(tokens),
            particle=np.array([token.particle for token in tokens], np.bool_),
            light=sum(1 << at for at, token in enumerate(tokens) if token.particle or token.title),
            particle_count=sum(token.particle for token in tokens),
            initials=sum(len(token.key) == 1 for token in tokens),
            neighbour_start=np.cumsum([0, *(found.part.size for found in lists)]).astype(np.int32),
            neighbour=np.concatenate([_NO_PART, *(found.part for found in lists)]),
            evidence=np.concatenate([_NO_EVIDENCE, *(found.evidence for found in lists)]),
            first=first,
            units=units,
            unit_count=unit_count,
            script=np.array([token.script for token in tokens], np.uint8),
            key=key,
            key_length=key_length,
            rarity=np.array([self._rarity_of(token.key) for token in tokens], np.float32),
            own=np.array([note.own for note in notes], np.float32),
            outline=np.array([note.outline for note in notes], np.uint64),
            joined_name=np.concatenate([_NO_PART, *(note.names for note in notes)]),
            joined_part=np.array([part for part, _, _ in joins], np.int32),
            joined_mask=np.array([mask for _, mask, _ in joins], np.int32),
            joined_worth=np.array([worth for _, _, worth in joins], np.float32),
        )

    def _rarity_of(self, key: str) -> float:
        known = self._rarity.get(key)
        if known is None:
            known = self._rarity[key] = self.listed_rarity(key) or rarity(self._model, key)
        return known

    def listed_rarity(self, key: str) -> float | None:
        """The rarity of a part in this list; None when no entry has it."""
        known = [float(self._vocabulary.rarity[part]) for part in self._parts_with_key(key)]
        return min(known, default=None)

    def neighbours(self, token: Token, *, cut: bool) -> Neighbours:
        """What a token resembles; `cut` where it may be the beginning of a longer part."""
        asked = (token.units, token.key, token.script, cut)
        known = self._remembered.get(asked)
        if known is None:
            _make_room(self._remembered)
            known = self._remembered[asked] = self._find_neighbours(token, cut)
        return known

    def _find_neighbours(self, token: Token, cut: bool) -> Neighbours:
        if len(token.key) == 1:
            best = self._same_particle(token)
        elif token.particle:
            best = self._shortened(token) | self._same_particle(token)
        else:
            best = self._shortened(token)
            for found in (self._resembling(token), self._equivalent(token), self._continuing(token, cut)):
                best |= {part: max(nats, best.get(part, 0.0)) for part, nats in found.items()}
        parts = np.array(sorted(best, key=lambda part: (-best[part], part)), np.int32)
        return Neighbours(parts, np.array([best[int(part)] for part in parts], np.float32))

    def _same_particle(self, token: Token) -> dict[int, float]:
        return dict.fromkeys(self._parts_with_key(token.key) if token.particle else (), PARTICLE_WORTH)

    def _shortened(self, token: Token) -> dict[int, float]:
        """Initials of the list that the token begins with; its own initials meet whatever is left over."""
        return dict.fromkeys(self._parts_with_key(token.key[0]), self._initial)

    def _resembling(self, token: Token) -> dict[int, float]:
        key, tables = letters_of(token.key), self._model.tables
        sought = seek(
            np.frombuffer(token.units, np.uint8),
            int(token.script),
            key,
            self._rarity_of(token.key),
            own_log(key, tables),
            tables,
        )
        count = scan(
            sought,
            self._close_runs(skeleton(token.key)),
            self._vocabulary,
            self._aids,
            tables,
            self._room,
            self._found,
            self._evidence,
        )
        return dict(zip(self._found[:count].tolist(), self._evidence[:count].tolist(), strict=True))

    def _close_runs(self, packed: int) -> IntArray:
        """Runs of the vocabulary behind the skeleton gate; many tokens share a skeleton."""
        known = self._runs.get(packed)
        if known is None:
            if len(self._runs) >= _MOST_SKELETONS:
                del self._runs[next(iter(self._runs))]
            known = self._runs[packed] = close_runs(np.uint64(packed), self._skeletons, self._begin)
        return known

    def _equivalent(self, token: Token) -> dict[int, float]:
        found: dict[int, float] = {}
        for known in self._model.classes_of(token.key):
            low, high = np.searchsorted(self._vocabulary.equivalence, [known, known + 1])
            for part in self._vocabulary.equivalent[low:high].tolist():
                nats = min(self._rarity_of(token.key), float(self._vocabulary.rarity[part])) - EQUIVALENT_LOSS
                if nats >= LEAST_EVIDENCE:
                    found[part] = nats
        return found

    def _continuing(self, token: Token, cut: bool) -> dict[int, float]:
        """Parts that the token may be the beginning of, when it may have been cut off."""
        if not cut or len(token.key) < _LEAST_CUT or token.script != Script.LATIN:
            return {}
        most = 2.5 * len(token.key) - TRUNCATED_LOSS
        return {
            part: min(most, float(self._vocabulary.rarity[part]) - TRUNCATED_LOSS)
            for part in self._parts_with_prefix(token.key)
            if self._vocabulary.script[part] == Script.LATIN and not self._vocabulary.particle[part]
        }

    def _parts_with_key(self, key: str) -> list[int]:
        codes = np.array(key_codes(key), "S24")
        low, high = (int(np.searchsorted(self._sorted_keys, codes, side)) for side in ("left", "right"))
        parts: list[int] = self._vocabulary.by_key[low:high].tolist()
        return parts

    def _parts_with_prefix(self, key: str) -> list[int]:
        prefix = key_codes(key)
        low, high = np.searchsorted(self._sorted_keys, np.array([prefix, prefix + b"\xff"], "S25"))
        parts: list[int] = self._vocabulary.by_key[low:high].tolist()
        return parts

    def _note(self, key: str) -> KeyNote:
        known = self._noted.get(key)
        if known is None:
            _make_room(self._noted)
            letters = letters_of(key)
            outline = np.uint64(outline_of(letters, letters.size))
            own = float(own_log(letters, self._model.tables))
            known = self._noted[key] = KeyNote(own, outline, self._joined_names(outline))
        return known

    def _joined_names(self, outline: np.uint64) -> IntArray:
        """Names in which joined parts have an outline."""
        if not outline:
            return _NO_PART
        low, high = (np.searchsorted(self._names.joined_outline, outline, side) for side in ("left", "right"))
        return self._names.joined_name[low:high]

    def _joined_parts(self, tokens: Sequence[Token]) -> list[tuple[int, int, float]]:
        """Vocabulary parts that read like joined tokens: the part, the set of tokens, and what it is worth."""
        found = []
        for mask, key, rareness in self._joined_tokens(tokens):
            codes = letters_of(key)
            parts = self._parts_with_outline(np.uint64(outline_of(codes, codes.size)))
            letters = np.zeros(LETTERS, np.uint64)
            if parts:
                places_of(codes, letters)
            for part in parts:
                other = self._vocabulary.key[part, : self._vocabulary.key_length[part]]
                least = min(rareness, float(self._vocabulary.rarity[part]))
                worth = float(join_worth(letters, codes.size, other, least))
                if worth > 0:
                    found.append((part, mask, worth))
        return found

    def _joined_tokens(self, tokens: Sequence[Token]) -> Iterator[tuple[int, str, float]]:
        """Every way to join neighbouring tokens: the set of them, the joined key, and the sum of their rarities."""
        particle = np.array([token.particle for token in tokens], np.bool_)
        own = np.arange(len(tokens)).astype(np.int32)
        for first in range(len(tokens) - 1):
            for shape in range(SHAPES):
                span = span_of(first, len(tokens), shape, particle, own)
                joined = [token.key for token in tokens[first : first + span]]
                if joined:
                    rareness = sum(map(self._rarity_of, joined))
                    if shape == LEAPING:
                        del joined[1]
                    yield ((1 << span) - 1) << first, "".join(joined)[:KEY_LETTERS], rareness

    def _parts_with_outline(self, outline: np.uint64) -> list[int]:
        if not outline:
            return []
        low = np.searchsorted(self._vocabulary.sorted_outline, outline, "left")
        high = np.searchsorted(self._vocabulary.sorted_outline, outline, "right")
        parts: list[int] = self._vocabulary.by_outline[low:high].tolist()
        return parts


def cut_at(tokens: Sequence[Token]) -> int:
    """The place of the token that the length of a machine-readable zone may have cut off; -1 where none may be."""
    return len(tokens) - 1 if sum(len(token.key) for token in tokens) >= CUT_NAME_LETTERS else -1


def _make_room(remembered: dict[Any, Any]) -> None:
    """Forget the oldest where there are as many as may be remembered."""
    if len(remembered) >= _MOST_REMEMBERED:
        del remembered[next(iter(remembered))]


_NO_PART = np.zeros(0, np.int32)
_NO_EVIDENCE = np.zeros(0, np.float32)
