"""Whom a change may concern, among the next travellers to be looked at again; of all others what their check said stands.

Names are read from the records as they are now and kept nowhere: who is masked or erased is not read.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
from attrs import frozen
from django.db.models import FilteredRelation, Q, QuerySet, TextField
from django.db.models.functions import Cast

from catenary.basis.country import country_of_code
from catenary.core.mandate.problems import MANDATE
from catenary.core.screening.carrier_answer import DocumentStanding
from catenary.core.screening.glimpse import Glimpse
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.model import ListedDocument, Status
from catenary.desk.intake.models import Passage
from catenary.desk.screening.answering import SPARED, documents_standing
from catenary.desk.screening.grounds import Ground
from catenary.desk.screening.models import Candidate, Remembered
from catenary.desk.screening.problems import CHECKS
from catenary.formats.screening_checks import Register

if TYPE_CHECKING:
    from catenary.core.screening.reaching import Reach

_SAID: Final = (Status.NO_MATCH.value, Status.CANDIDATES.value)
_LEFT_OUT: Final = CHECKS.finding("list_past_review").code
_REDRESS: Final = MANDATE.finding("redress_honoured", redress="", list="", entry="").code


class _Name(msgspec.Struct):
    full: str


class _Document(msgspec.Struct):
    number: str | None = None
    type: str | None = None
    issuer: str | None = None


class _Kept(msgspec.Struct):
    """What is read of a traveller's record; the rest is passed over."""

    name: _Name
    other_names: list[_Name] = []
    born: str | None = None
    sex: str | None = None
    nationality: str | None = None
    documents: list[_Document] = []


_NOBODY: Final = Glimpse(())
_KEPT: Final = msgspec.json.Decoder(_Kept)


class Row(msgspec.Struct):
    """A traveller to be looked at again, and what their check said."""

    passage: int
    fields: str | None
    index: int | None
    status: str | None
    reasons: str | None
    checked_at: datetime | None
    documents: str | None = None


@frozen(eq=False)
class Standing:
    """What the checks of travellers stand on, and what changed since."""

    ground: Ground
    reach: "Reach"
    chain: frozenset[int]
    """Indexes in which what did not change scores as in the one in use."""
    since: frozenset[int]
    """Those of them, not older than the one everybody was looked at against."""
    seen_at: datetime
    """When everybody began to be looked at against that one."""
    entries: frozenset[int]
    """Numbers of the entries that came, went or tell something else."""

    def has_changed(self, code: str, entry: str) -> bool:
        """Whether an entry did."""
        return _identity(code, entry) in self.entries


def rows_of(passages: "QuerySet[Passage]", after: int, most: int) -> list[Row]:
    """The next travellers, in the order of their rows."""
    checked = FilteredRelation("checks", condition=Q(checks__counts=True))
    found = passages.filter(pk__gt=after).annotate(
        standing=checked,
        fields=Cast("record__content__fields", TextField()),
        codes=Cast("standing__reasons", TextField()),
    )
    columns = (
        "pk",
        "fields",
        "standing__index",
        "standing__status",
        "codes",
        "standing__checked_at",
        "standing__documents",
    )
    return [Row(*each) for each in found.order_by("pk").values_list(*columns)[:most]]


def concerned(rows: Sequence[Row], standing: Standing) -> list[int]:
    """Of these travellers whoever has to be checked whole, by row."""
    if not rows:
        return []
    told = [glimpse(each) for each in rows]
    found = {
        each.passage
        for each, seen in zip(rows, told, strict=True)
        if seen is None or _is_open(each, standing)
    }
    found |= _by_candidates(rows[0].passage, rows[-1].passage, standing)
    found |= _by_memory(rows, standing)
    reached = standing.reach.among(seen or _NOBODY for seen in told)
    found |= {rows[at].passage for at in np.flatnonzero(reached).tolist()}
    return sorted(found & {each.passage for each in rows})


def with_other_documents(rows: Iterable[Row], standing: Ground) -> list[int]:
    """Of these travellers those about whose documents the register says something else than their check does, by row.

    Also those whose documents wait for a human: the register may report another thing of them now.
    """
    waits = DocumentStanding.TO_LOOK_AT.value
    return [
        each.passage
        for each in rows
        if each.documents == waits or _documents_now(each, standing.look_up) != each.documents
    ]


def _documents_now(row: Row, look_up: Register) -> str | None:
    try:
        kept = _KEPT.decode(row.fields or "")
    except msgspec.DecodeError:
        return row.documents
    told = (ListedDocument(each.number, each.type, each.issuer) for each in kept.documents if each.number)
    return documents_standing(look_up(each) for each in told).value


def glimpse(row: Row) -> Glimpse | None:
    """As much of a traveller as lists are asked by; None where the record cannot be read."""
    try:
        kept = _KEPT.decode(row.fields or "")
    except msgspec.DecodeError:
        return None
    names = (kept.name.full, *(each.full for each in kept.other_names))
    return Glimpse(
        names=tuple(name for name in names if name.strip()),
        born=kept.born,
        sex=kept.sex,
        nationalities=(_country(kept.nationality),) if kept.nationality else (),
        numbers=tuple(each.number for each in kept.documents if each.number),
    )


def _is_open(row: Row, standing: Standing) -> bool:
    """Whether there is no check that could stand: none that said anything, or one on other ground."""
    if row.status not in _SAID or row.reasons is None or row.checked_at is None:
        return True
    if row.index not in standing.chain or (
        row.index not in standing.since and row.checked_at >= standing.seen_at
    ):
        return True
    left_out = _LEFT_OUT in standing.ground.reasons
    # that lists were left out says not which: another may be today, or one of several may stand again
    return left_out or _LEFT_OUT in row.reasons or _REDRESS in row.reasons


def _by_candidates(first: int, last: int, standing: Standing) -> set[int]:
    """Travellers with a candidate that may stand no more: its entry has changed, or somebody said meanwhile who it is not."""
    rows = Candidate.objects.filter(passage__gte=first, passage__lte=last, list__isnull=False)
    rows = rows.exclude(state=CandidateState.WITHDRAWN)
    told = list(rows.values_list("passage", "list__code", "entry", "traveller_digest"))
    spared = _spared({digest for *_, digest in told if digest}, standing)
    redress = {(each.list, each.entry) for each in standing.ground.redress}
    return {
        passage
        for passage, code, entry, digest in told
        if standing.has_changed(code, entry)
        or (code, entry) in redress
        or (code, entry, digest) in spared
        or _is_past_review(code, entry, standing)
    }


def _spared(digests: Iterable[str], standing: Standing) -> set[tuple[str, str, str]]:
    memory = Remembered.objects.filter(
        organisation=standing.ground.organisation, traveller_digest__in=digests, until__gt=standing.ground.now
    )
    return set(memory.values_list("list", "entry", "traveller_digest"))


def _is_past_review(code: str, entry: str, standing: Standing) -> bool:
    assert standing.ground.open is not None
    try:
        found = standing.ground.open.entry(code, entry)
    except KeyError:
        return True
    return found.review_by is not None and found.review_by.last < standing.ground.now.date()


def _by_memory(rows: Sequence[Row], standing: Standing) -> set[int]:
    """Whoever a memory spared, where one has lapsed since everybody was looked at."""
    spared = {each.passage for each in rows if each.reasons is not None and SPARED in each.reasons}
    lapsed = Remembered.objects.filter(
        organisation=standing.ground.organisation, until__gt=standing.seen_at, until__lte=standing.ground.now
    )
    return spared if spared and lapsed.exists() else set()


@lru_cache(maxsize=100_000)
def _identity(code: str, entry: str) -> int:
    from catenary.formats.list_index.finding import identity_of  # noqa: PLC0415  compiled kernels come with it

    return identity_of(code, entry)


@lru_cache
def _country(code: str) -> str:
    return country_of_code(code) or code
