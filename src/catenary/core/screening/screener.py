"""Screening one person against a built list: search by names and documents, weigh everything, explain what remains."""

from collections.abc import Callable, Collection, Iterable, Sequence

import numpy as np
from attrs import evolve, frozen

from catenary.basis.findings import Finding
from catenary.core.screening import attributes as facts
from catenary.core.screening import scoring
from catenary.core.screening.alignment import MOST_PARTS, WEIGHTS, Weights
from catenary.core.screening.births import birth_index
from catenary.core.screening.building import (
    WEAK_ALIAS_DISCOUNT,
    birth_rows,
    country_code,
    document_hash,
    plain_number,
    sex_code,
)
from catenary.core.screening.explaining import (
    Alignment,
    explain_attributes,
    explain_document,
    explain_limits,
    explain_names,
    explain_no_name,
)
from catenary.core.screening.index import ListArrays, Query, workspace
from catenary.core.screening.model import Candidate, ListedDocument, ListedName, ListEntry, NameKind, Person
from catenary.core.screening.model_values import NameModel
from catenary.core.screening.name_scoring import Target, gather, score_name, spread
from catenary.core.screening.papers import Meeting, best_meeting
from catenary.core.screening.querying import QueryMaker
from catenary.core.screening.scoring import Thresholds
from catenary.core.screening.search import search, search_exhaustively
from catenary.core.screening.tokens import Token, split_name
from catenary.core.screening.weighing import Demand, Known, demand_of, entry_evidence, weigh

_ANY = 1e9


@frozen(eq=False)
class Listed:
    """One built list, or a later change to it: its arrays, how to read an entry, and which entries no longer count."""

    arrays: ListArrays
    entry: Callable[[int], ListEntry]
    removed: Collection[int] = frozenset()


@frozen(eq=False)
class _Asked:
    """One name of the person, taken apart, and the query made of it."""

    tokens: Sequence[Token]
    query: Query


@frozen(eq=False)
class _Hit:
    """An entry that may be the person: the asked name and the listed name that met, and all evidence in nats.

    `asked` is None for a person without a name: then the document alone has met.
    """

    entry: int
    asked: _Asked | None
    name: int
    nats: float
    document: Meeting | None = None

    @property
    def by_document(self) -> float:
        """The nats of the document among all evidence."""
        return self.document.nats if self.document else 0.0


@frozen
class _Demand:
    """What a candidate must reach: thresholds of the score, nats in all and by names."""

    limits: Thresholds
    least: float
    floor: float


def _entries(listed: Listed) -> int:
    return int(listed.arrays.attributes.sex.size) - len(listed.removed)


class Screener:
    """Screens persons against a list of one or more segments. Not for use by two threads at once."""

    def __init__(
        self,
        segments: Iterable[Listed],
        model: NameModel,
        *,
        weights: Weights = WEIGHTS,
        floor: float = scoring.NAME_FLOOR,
        exhaustive: bool = False,
        measured: int | None = None,
    ) -> None:
        """`measured` is the length by which thresholds are set, where it is not that of these segments."""
        every = list(segments)
        self._segments = [_Segment(listed, model, weights, exhaustive=exhaustive) for listed in every]
        self._floor = floor
        entries = sum(map(_entries, every)) if measured is None else measured
        self._limits = {born: scoring.thresholds_for(entries, born=born) for born in (False, True)}

    def limits(self, *, born: bool) -> Thresholds:
        """The thresholds that ship for a list of this length and a person whose birth date is known, or is not."""
        return self._limits[born]

    @property
    def makers(self) -> tuple[QueryMaker, ...]:
        """What makes the queries of each segment, with all that it remembers of name parts."""
        return tuple(each.maker for each in self._segments)

    def screen(self, person: Person, thresholds: Thresholds | None = None) -> list[Candidate]:
        """Every entry that reaches the review threshold, best first; each explained.

        Thresholds are those of the list (`scoring.thresholds_for`) unless others are given. A person without a name is
        looked up by document number.
        """
        limits = thresholds or self._limits[bool(person.born)]
        names = [tokens for tokens in (split_name(name.full) for name in person.names) if tokens]
        demand = _Demand(limits, scoring.nats_of(limits.review), self._floor)
        found = [pair for segment in self._segments for pair in segment.screen(person, names, demand)]
        found.sort(key=lambda pair: (-pair[0], pair[1].list, pair[1].entry))
        return [candidate for _, candidate in found]


def known_of(person: Person) -> Known:
    """What is known of a person besides names, as numbers."""
    countries = np.array(sorted({country_code(code) for code in person.nationalities}), np.int32)
    return Known(birth_rows(person.born), sex_code(person.sex), countries)


class _Segment:
    """A list segment with what screening it needs: workspace and remembered neighbours."""

    def __init__(self, listed: Listed, model: NameModel, weights: Weights, *, exhaustive: bool) -> None:
        self._listed, self._arrays = listed, listed.arrays
        self._weights = weights
        self._by_name_alone: dict[tuple[float, float], Demand] = {}
        self.maker = QueryMaker(listed.arrays, model, weights)
        self._work = workspace(listed.arrays.vocabulary.rarity.size, listed.arrays.names.entry.size)
        self._search = search_exhaustively if exhaustive else search
        self._target = Target(
            listed.arrays.names,
            listed.arrays.vocabulary,
            listed.arrays.attributes,
            birth_index(listed.arrays.names, listed.arrays.attributes),
            model.tables,
            weights,
            self._work,
        )

    def screen(
        self, person: Person, names: Sequence[Sequence[Token]], demand: _Demand
    ) -> list[tuple[float, Candidate]]:
        """Candidates of this segment with their evidence in nats."""
        known = known_of(person)
        asked = [_Asked(tokens, self.maker.make(tokens)) for tokens in names]
        hits: dict[int, _Hit] = {}
        for one in asked:
            for hit in self._hits_by_name(one, known, demand):
                if hit.entry not in hits or hit.nats > hits[hit.entry].nats:
                    hits[hit.entry] = hit
        self._add_documents(hits, asked, person.documents, known)
        return self._explain(person, hits.values(), demand)

    def _hits_by_name(self, asked: _Asked, known: Known, demand: _Demand) -> list[_Hit]:
        names, work = self._arrays.names, self._work
        needed = self._needed(known, demand)
        count = self._search(asked.query, needed, self._target)
        kept = weigh(needed, count, names, self._arrays.attributes, work) if count else 0
        found, nats = work.found[:kept].tolist(), work.worthy[:kept].tolist()
        entries = names.entry[work.found[:kept]].tolist()
        return [
            _Hit(entry, asked, name, value)
            for entry, name, value in zip(entries, found, nats, strict=True)
            if entry not in self._listed.removed
        ]

    def _needed(self, known: Known, demand: _Demand) -> Demand:
        """What names must give; remembered for those who are known by name alone."""
        if known.birth.size or known.country.size or known.sex != facts.UNKNOWN:
            return demand_of(known, demand.least, demand.floor, self._weights)
        asked = (demand.least, demand.floor)
        if asked not in self._by_name_alone:
            self._by_name_alone[asked] = demand_of(known, *asked, self._weights)
        return self._by_name_alone[asked]

    def _add_documents(
        self,
        hits: dict[int, _Hit],
        asked: Sequence[_Asked],
        documents: Sequence[ListedDocument],
        known: Known,
    ) -> None:
        """Add what the best of the person's document numbers says: one that is known proves as much as two."""
        for document in documents:
            for entry in self._entries_with(document):
                met = best_meeting(document, self._listed.entry(entry).documents)
                hit = hits.get(entry) or self._best_name(entry, asked, known)
                if hit is not None and met.nats > hit.by_document:
                    hits[entry] = evolve(hit, nats=hit.nats - hit.by_document + met.nats, document=met)

    def _entries_with(self, document: ListedDocument) -> list[int]:
        if not plain_number(document.number):
            return []
        number, attributes = np.uint64(document_hash(document.number)), self._arrays.attributes
        low = np.searchsorted(attributes.document_hash, number, "left")
        high = np.searchsorted(attributes.document_hash, number, "right")
        entries = set(attributes.document_entry[low:high].tolist())
        return sorted(entries - set(self._listed.removed))

    def _best_name(self, entry: int, asked: Sequence[_Asked], known: Known) -> _Hit | None:
        """The entry's name that comes nearest to the person's, however far it is; its first where the person has none."""
        names = self._arrays.names
        low, high = np.searchsorted(names.entry, np.array([entry, entry + 1], np.int32)).tolist()
        facts_nats = entry_evidence(known, entry, self._arrays.attributes)
        best = None if asked or low == high else _Hit(entry, None, low, facts_nats)
        for one in asked:
            for name in range(low, high):
                by_name = self._align(one, name).total - float(names.discount[name])
                nats = max(by_name, scoring.LEAST_NAME) + facts_nats
                if best is None or nats > best.nats:
                    best = _Hit(entry, one, name, nats)
        return best

    def _align(self, asked: _Asked, name: int, text: str = "") -> Alignment:
        work, parts = self._work, asked.query.parts
        spread(asked.query, work)
        total = score_name(asked.query, name, -_ANY, self._target, True)
        gather(work)
        met, gain, against = (values[:parts].tolist() for values in (work.met, work.gain, work.against))
        entry = split_name(text)[:MOST_PARTS]
        return Alignment(
            asked.tokens[:parts], entry, met, gain, against, work.shape.tolist(), total, self._weights
        )

    def _explain(
        self, person: Person, hits: Iterable[_Hit], demand: _Demand
    ) -> list[tuple[float, Candidate]]:
        explained = []
        for hit in hits:
            score = scoring.score_of(hit.nats)
            band = demand.limits.band_of(score)
            if band is not None:
                entry = self._listed.entry(hit.entry)
                first = int(np.searchsorted(self._arrays.names.entry, np.int32(hit.entry)))
                listed = entry.names[hit.name - first]
                findings = tuple(self._reasons(person, hit, entry, listed))
                explained.append(
                    (hit.nats, Candidate(entry.list, entry.entry, listed.name.full, score, band, findings))
                )
        return explained

    def _reasons(self, person: Person, hit: _Hit, entry: ListEntry, listed: ListedName) -> list[Finding]:
        reasons = self._name_reasons(hit, listed) + explain_attributes(person, entry)
        if hit.document:
            reasons.append(explain_document(hit.document))
        return reasons

    def _name_reasons(self, hit: _Hit, listed: ListedName) -> list[Finding]:
        if hit.asked is None:
            return [explain_no_name()]
        found = self._align(hit.asked, hit.name, listed.name.full)
        discount = WEAK_ALIAS_DISCOUNT if listed.kind is NameKind.WEAK_ALIAS else 0.0
        return explain_names(found) + explain_limits(found.total, discount)
