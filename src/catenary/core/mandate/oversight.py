"""What oversight should look at: unusual accesses, each with the reason why it is unusual.

A finding accuses nobody. It names the officer by public id, the accesses it rests on and the measure they exceeded, so that
who watches can look, ask and write down what came of it. Rules are few and plain; none learns.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.mandate.model import Purpose, Role
from catenary.core.mandate.problems import MANDATE


@frozen
class Access:
    """One look, act or refusal as the access record keeps it; `person` and `id` are public ids.

    `records` counts what was shown. `own_name` says that a record shown bears the name of the person who looked, as whoever wrote
    the entry found.
    """

    id: str
    person: str
    role: Role
    at: datetime
    purpose: Purpose | None = None
    records: int = 1
    refused: bool = False
    own_name: bool = False


@frozen
class Anomaly:
    """Something unusual: whose accesses, which ones, since when, and why they stand out."""

    person: str
    accesses: tuple[str, ...]
    first_at: datetime
    finding: Finding


@frozen
class Watch:
    """What counts as unusual in an organisation."""

    zone: tzinfo
    """The organisation's own time zone."""
    night_from: int = 22
    """Local hour, 0 to 23; from `night_from` to `night_until` is night."""
    night_until: int = 6
    shifts: frozenset[Role] = frozenset()
    """Roles on duty at night, for which night is nothing unusual."""
    bulk_records: int = 200
    bulk_within: timedelta = timedelta(hours=1)
    refusals: int = 5
    refusals_within: timedelta = timedelta(hours=24)


Known = frozenset[tuple[Role, Purpose]]
"""The purposes each role has used before."""


def anomalies(accesses: Iterable[Access], watch: Watch, known: Known) -> tuple[Anomaly, ...]:
    """Everything unusual in these accesses, earliest first; the same accesses give the same answer in any order."""
    ordered = sorted(accesses, key=lambda access: (access.at, access.id))
    found = [*own_name(ordered), *at_night(ordered, watch), *in_bulk(ordered, watch)]
    found += [*many_refusals(ordered, watch), *new_purpose(ordered, known)]
    return tuple(sorted(found, key=lambda each: (each.first_at, each.finding.code, each.person)))


def own_name(accesses: Iterable[Access]) -> Iterator[Anomaly]:
    """Who looked at records that bear their own name: one anomaly for each person."""
    for person, mine in _by_person(access for access in accesses if access.own_name).items():
        yield _anomaly(person, mine, MANDATE.finding("watch_own_name", accesses=len(mine)))


def at_night(accesses: Iterable[Access], watch: Watch) -> Iterator[Anomaly]:
    """Who looked in the night of their organisation, the roles on duty apart: one anomaly for each person and night."""
    nights: defaultdict[tuple[str, date], list[Access]] = defaultdict(list)
    for access in accesses:
        local = access.at.astimezone(watch.zone)
        if _is_night(local.hour, watch) and access.role not in watch.shifts:
            evening = local.date() - timedelta(days=int(local.hour < watch.night_from))
            nights[access.person, evening].append(access)
    for (person, evening), mine in nights.items():
        finding = MANDATE.finding("watch_night", night=evening.isoformat(), accesses=len(mine))
        yield _anomaly(person, mine, finding)


def in_bulk(accesses: Iterable[Access], watch: Watch) -> Iterator[Anomaly]:
    """Who was shown more records within a time than work needs."""
    minutes = int(watch.bulk_within.total_seconds() // 60)
    shown = [access for access in accesses if not access.refused]
    for person, mine in _by_person(shown).items():
        for group in _bursts(mine, watch.bulk_within, watch.bulk_records, lambda access: access.records):
            records = sum(access.records for access in group)
            yield _anomaly(person, group, MANDATE.finding("watch_bulk", records=records, minutes=minutes))


def many_refusals(accesses: Iterable[Access], watch: Watch) -> Iterator[Anomaly]:
    """Who was refused more often within a time than mistakes explain."""
    hours = int(watch.refusals_within.total_seconds() // 3600)
    refused = [access for access in accesses if access.refused]
    for person, mine in _by_person(refused).items():
        for group in _bursts(mine, watch.refusals_within, watch.refusals, lambda _: 1):
            yield _anomaly(person, group, MANDATE.finding("watch_refusals", refusals=len(group), hours=hours))


def new_purpose(accesses: Iterable[Access], known: Known) -> Iterator[Anomaly]:
    """Who named a purpose that their role had never used: the first time only."""
    seen = set(known)
    for access in accesses:
        if access.purpose is None or access.refused or (access.role, access.purpose) in seen:
            continue
        seen.add((access.role, access.purpose))
        finding = MANDATE.finding("watch_purpose", role=access.role.value, purpose=access.purpose.value)
        yield _anomaly(access.person, [access], finding)


def purposes_used(accesses: Iterable[Access]) -> Known:
    """The purposes that roles have used in these accesses: what `new_purpose` compares later ones with."""
    return frozenset(
        (access.role, access.purpose)
        for access in accesses
        if access.purpose is not None and not access.refused
    )


def _is_night(hour: int, watch: Watch) -> bool:
    if watch.night_from <= watch.night_until:
        return watch.night_from <= hour < watch.night_until
    return hour >= watch.night_from or hour < watch.night_until


def _bursts(
    mine: Iterable[Access], within: timedelta, most: int, weight: Callable[[Access], int]
) -> Iterator[list[Access]]:
    """Runs of accesses in one sliding time that weigh more than `most`; a run that was told is not told again."""
    window: deque[Access] = deque()
    for access in mine:
        window.append(access)
        while access.at - window[0].at > within:
            window.popleft()
        if sum(map(weight, window)) > most:
            yield list(window)
            window.clear()


def _by_person(accesses: Iterable[Access]) -> dict[str, list[Access]]:
    found: defaultdict[str, list[Access]] = defaultdict(list)
    for access in accesses:
        found[access.person].append(access)
    return dict(found)


def _anomaly(person: str, accesses: list[Access], finding: Finding) -> Anomaly:
    return Anomaly(person, tuple(access.id for access in accesses), accesses[0].at, finding)
