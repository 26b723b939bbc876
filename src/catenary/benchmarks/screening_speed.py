"""How fast travellers are screened against a list of a million names, and what the list costs to build and change."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter_ns, process_time_ns

from attrs import frozen
from rich.console import Console
from rich.table import Table

from catenary.benchmarks import nomenklatura_peer as peers
from catenary.benchmarks.planted_list import (
    BUILT_AT,
    LIST_NAME,
    PlantedList,
    Question,
    build,
    changed_entries,
    entries_of,
    innocents,
    name_only,
    write_list,
)
from catenary.benchmarks.surroundings import Spent, Stopwatch, apart, load, surroundings
from catenary.core.screening.edition import SourceInfo
from catenary.core.screening.model import Person
from catenary.core.screening.screener import Screener
from catenary.core.screening.tokens import split_name
from catenary.formats.list_index import open_list, update_list_index
from catenary.formats.name_model import load_name_model

_PLANTED_SHARE = 0.06
_CHANGED = 1_000
_TRIAL = 20
_ONCE_MORE = 4_000
_BEFORE = 10_000
_RATE_TARGET = ">= 1,850/s (50 x 37)"
_LATENCY_TARGET = "p50 < 1 ms, p99 < 10 ms"

Tell = Callable[..., None]


@frozen
class Answer:
    """What one question took, in ns by the clock and of processor time, and whether a part of the name was new."""

    clock: int
    processor: int
    first_seen: bool


@frozen
class Answered:
    """A stream of travellers in order of asking, and some of them asked once more, when all their parts are known."""

    stream: tuple[Answer, ...]
    again: tuple[Answer, ...]


def run(
    names: int = 1_000_000,
    queries: int = 20_000,
    peer_names: int = 100_000,
    peer_queries: int = 300,
    folder: Path | None = None,
) -> None:
    """Build, screen innocent and planted travellers, update; beside nomenklatura on a list of --peer-names.

    One core: nothing here runs in two threads. Rates and latencies are those of processor time, so that other work on
    the machine falls on neither side; by the clock in brackets. --peer-names 0 leaves the peer out. A part of a name
    that was never asked about costs a scan of the list's vocabulary; fictional names have a long tail, so the share of
    queries with such a part is told beside every rate.
    """
    table = Table(title="Screening speed, one core", title_justify="left", caption=surroundings())
    for heading in ("what", "measured", "load", "target at 1,000,000 names"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    with TemporaryDirectory(dir=folder) as scratch:
        _measure(Path(scratch), names, queries, lambda *row: table.add_row(*row[:2], load(), *row[2:]))
        if peer_names and peers.peer_version():
            _beside(Path(scratch), peer_names, peer_queries, lambda *row: table.add_row(*row[:2], load(), ""))
    console = Console()
    console.print(table)
    if not peers.peer_version():
        console.print("nomenklatura is not installed here: no ratio (see requirements/bench.txt)")


def _measure(folder: Path, names: int, queries: int, tell: Tell) -> None:
    made, _ = apart(write_list, folder / "list.csv", names, int(queries * _PLANTED_SHARE))
    tell("list", f"{made.entries:,} entries, {made.names:,} names", "")
    index = folder / "index"
    spent, megabytes = apart(_build, made.source, index)
    tell("build from its CSV file, reading included", f"{spent.clock:.1f} s", "< 60 s")
    tell("processor time of the build", f"{spent.processor:.1f} s", "")
    tell("largest memory while building", f"{megabytes:,.0f} MB", "< 1,000 MB")
    for known, only_names in (("name only", True), ("name, birth date, sex, nationality", False)):
        answered, megabytes = apart(ask, index, questions(made, queries), only_names=only_names)
        _tell_answers(known, answered, tell)
        tell(f"{known}: largest memory while screening", f"{megabytes:,.0f} MB", "< 1,000 MB")
    updated, _ = apart(_update, made.source, index)
    tell(f"update of {_CHANGED:,} entries", f"{updated.clock:.2f} s", "< 2 s")


def questions(made: PlantedList, count: int) -> list[Question]:
    """So many travellers, planted ones spread evenly among the innocent."""
    planted = made.planted()
    asked = innocents(max(0, count - len(planted)))
    apart_by = max(1, count // max(1, len(planted)))
    for place, plant in enumerate(planted):
        asked.insert(min(place * apart_by, len(asked)), plant)
    return asked


def _build(source: Path, index: Path) -> Spent:
    watch = Stopwatch()
    build(source, index)
    return watch.spent()


def _update(source: Path, index: Path) -> Spent:
    changed = changed_entries(entries_of(source), _CHANGED)
    load_name_model()
    stated = SourceInfo(LIST_NAME, "csv", len(changed), len(changed), "0" * 64)
    watch = Stopwatch()
    update_list_index(index, changed, [], stated, built_at=BUILT_AT)
    return watch.spent()


def ask(index: Path, asked: Sequence[Question], *, only_names: bool) -> Answered:
    """Screen everybody one after another, then the last ones again."""
    persons = [name_only(each.person) if only_names else each.person for each in asked]
    _, segments = open_list(index)
    _answers(Screener(segments, load_name_model()), persons[:_TRIAL], set())
    screener, seen = Screener(segments, load_name_model()), set[tuple[bytes, str]]()
    stream = _answers(screener, persons, seen)
    return Answered(stream, _answers(screener, persons[-_ONCE_MORE:], seen))


def _answers(
    screener: Screener, persons: Sequence[Person], seen: set[tuple[bytes, str]]
) -> tuple[Answer, ...]:
    answers = []
    for person in persons:
        parts = {(token.units, token.key) for name in person.names for token in split_name(name.full)}
        clock, processor = perf_counter_ns(), process_time_ns()
        screener.screen(person)
        processor, clock = process_time_ns() - processor, perf_counter_ns() - clock
        answers.append(Answer(clock, processor, not parts <= seen))
        seen |= parts
    return tuple(answers)


def _tell_answers(known: str, answered: Answered, tell: Tell) -> None:
    end = len(answered.stream)
    for begin in (0, end // 4, end // 2):
        stretch = answered.stream[begin : begin * 2 or end // 4]
        share = sum(each.first_seen for each in stretch) / max(1, len(stretch))
        tell(
            f"{known}: after {begin:,} others ({share:.0%} with a first-seen part)",
            rates(stretch),
            _RATE_TARGET,
        )
    warm = [each for each in answered.again if not each.first_seen]
    new = [each for each in answered.stream if each.first_seen]
    tell(f"{known}: all parts known", rates(warm), _RATE_TARGET)
    tell(f"{known}: one query, all parts known", percentiles(warm), _LATENCY_TARGET)
    tell(f"{known}: one query, a first-seen part ({len(new):,})", percentiles(new), _LATENCY_TARGET)


def rate(answers: Sequence[Answer]) -> float:
    """Travellers per second of processor time."""
    return len(answers) * 1e9 / max(1, sum(each.processor for each in answers))


def rates(answers: Sequence[Answer]) -> str:
    """Travellers per second of processor time, and by the clock in brackets."""
    by_clock = len(answers) * 1e9 / max(1, sum(each.clock for each in answers))
    return f"{rate(answers):,.0f}/s ({by_clock:,.0f}/s)"


def percentiles(answers: Sequence[Answer]) -> str:
    """Median and 99th percentile of processor time, and by the clock in brackets."""
    if not answers:
        return "-"
    columns = [sorted(each.processor for each in answers), sorted(each.clock for each in answers)]
    middle, late = (
        [column[len(column) * percent // 100] / 1e6 for column in columns] for percent in (50, 99)
    )
    return f"p50 {middle[0]:.2f} ({middle[1]:.2f}) ms, p99 {late[0]:.2f} ({late[1]:.2f}) ms"


def _beside(folder: Path, names: int, queries: int, tell: Tell) -> None:
    """Both on the same list with the same travellers; the peer in flights, as its index works best."""
    made, _ = apart(write_list, folder / "peer-list.csv", names, max(1, int(queries * _PLANTED_SHARE)))
    asked = questions(made, queries)
    apart(_build, made.source, folder / "peer-index")
    title = f"both on {made.names:,} names"
    for known, only_names in (("name only", True), ("with attributes", False)):
        before = questions(made, _BEFORE + len(asked))[len(asked) :]
        ours, _ = apart(ask, folder / "peer-index", [*before, *asked], only_names=only_names)
        own = rate(ours.stream[-len(asked) :])
        (built, screened), megabytes = apart(_ask_peer, made, asked, folder / known, only_names=only_names)
        theirs = len(asked) / screened.processor
        tell(f"{title}, {known}: Catenary, after {len(before):,} others", rates(ours.stream[-len(asked) :]))
        tell(
            f"{title}, {known}: nomenklatura {peers.peer_version()}",
            f"{theirs:,.1f}/s ({len(asked) / screened.clock:,.1f}/s)",
        )
        tell(f"{title}, {known}: ratio", f"{own / theirs:,.0f}")
        tell(f"{title}: nomenklatura builds", f"{built.processor:.0f} s of processor, {megabytes:,.0f} MB")


def _ask_peer(
    made: PlantedList, asked: Sequence[Question], folder: Path, *, only_names: bool
) -> tuple[Spent, Spent]:
    watch = Stopwatch()
    index = peers.Index(entries_of(made.source), folder)
    built = watch.spent()
    persons = [name_only(each.person) if only_names else each.person for each in asked]
    index.screen(persons[:_TRIAL])
    watch = Stopwatch()
    index.screen(persons)
    return built, watch.spent()
