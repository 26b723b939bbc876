"""Whom screening finds among a million names recombined from real name parts, whom it troubles, and how fast."""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen
from rich.console import Console
from rich.table import Table

from catenary.benchmarks import recombined_list as made
from catenary.benchmarks.planted_list import BUILT_AT, name_only
from catenary.benchmarks.screening_speed import Answer, percentiles
from catenary.benchmarks.surroundings import Stopwatch, apart, load, surroundings
from catenary.core.screening.edition import SourceInfo
from catenary.core.screening.model import ListEntry, Person
from catenary.core.screening.screener import Screener
from catenary.formats.list_index import build_list_index, open_list
from catenary.formats.name_model import load_name_model
from catenary.world.dice import Dice

_SEED = 2026
_KNOWLEDGE = {"name only": True, "name, birth date, sex, nationality": False}
_AGAIN = 2_000


@frozen
class Asked:
    """Somebody to screen: the entry that is meant and how its name was distorted, or None for an innocent traveller."""

    person: Person
    entry: str | None = None
    kind: str | None = None


@frozen
class Answered:
    """The entries shown for each, and what some took when they were asked once more and every part was known."""

    shown: Sequence[frozenset[str]]
    again: Sequence[Answer]


def run(
    names: int = 1_000_000, planted: int = 200, travellers: int = 2_000, folder: Path | None = None
) -> None:
    """Build --names invented people, look for --planted of each kind of distortion, and screen innocent --travellers.

    Name parts come from the folder `transliteration` of the development data (CATENARY_SHARED_DATA, or --folder);
    nothing is measured where it is absent. Rates are those of processor time on one core, all parts known.
    """
    console = Console()
    try:
        source = made.Names.read(_folder(folder))
    except FileNotFoundError:
        console.print("No name parts here (CATENARY_SHARED_DATA names the development data)")
        return
    with TemporaryDirectory() as scratch:
        (asked, spent), _ = apart(_build, source, names, planted, Path(scratch))
        asked += innocents(source, travellers)
        table = Table(title=f"{names:,} recombined names", title_justify="left", caption=surroundings())
        for heading in ("what", "measured", "load", "target at 1,000,000 names"):
            table.add_column(heading)
        table.add_row("build", f"{spent:.1f} s of processor time", load(), "< 60 s")
        for known, only_names in _KNOWLEDGE.items():
            answered, _ = apart(_screen, Path(scratch), asked, only_names=only_names)
            _tell(known, asked, answered, table)
        console.print(table)


def _folder(given: Path | None) -> Path:
    return given or Path(os.environ.get("CATENARY_SHARED_DATA", "../shared/data")) / "transliteration"


def _build(source: made.Names, names: int, planted: int, folder: Path) -> tuple[list[Asked], float]:
    """Build the index, and distort people of the list: the same ones for every kind, spread over all of it."""
    every = list(made.entries(source, names, Dice.keyed(_SEED, "list")))
    watch = Stopwatch()
    stated = SourceInfo("recombined", "made", names, names, "0" * 64)
    build_list_index(every, [stated], folder / "index", built_at=BUILT_AT)
    dice = Dice.keyed(_SEED, "planted")
    return [each for kind in made.DISTORTIONS for each in islice(_plants(every, kind, dice), planted)], (
        watch.spent().processor
    )


def _plants(entries: Sequence[ListEntry], kind: str, dice: Dice) -> Iterator[Asked]:
    while True:
        entry = dice.pick(entries)
        if person := made.distorted(entry, kind, dice):
            yield Asked(person, entry.entry, kind)


def innocents(source: made.Names, count: int) -> list[Asked]:
    """Travellers whom no entry means, of names made in the same way."""
    dice = Dice.keyed(_SEED, "innocent")
    return [Asked(made.person(source.make(dice), dice)) for _ in range(count)]


def _screen(folder: Path, asked: Sequence[Asked], *, only_names: bool) -> Answered:
    persons = [name_only(each.person) if only_names else each.person for each in asked]
    screener = Screener(open_list(folder / "index")[1], load_name_model())
    shown = [frozenset(found.entry for found in screener.screen(person)) for person in persons]
    return Answered(shown, [_timed(screener, person) for person in persons[-_AGAIN:]])


def _timed(screener: Screener, person: Person) -> Answer:
    watch = Stopwatch()
    screener.screen(person)
    spent = watch.spent()
    return Answer(int(spent.clock * 1e9), int(spent.processor * 1e9), first_seen=False)


def _tell(known: str, asked: Sequence[Asked], answered: Answered, table: Table) -> None:
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for each, shown in zip(asked, answered.shown, strict=True):
        if each.kind:
            by_kind[each.kind].append(each.entry in shown)
    for kind, found in by_kind.items():
        table.add_row(f"{known}: found, {kind}", f"{sum(found) / len(found):.1%}", load(), "")
    every = [each for found in by_kind.values() for each in found]
    table.add_row(
        f"{known}: found, all kinds", f"{sum(every) / len(every):.1%} of {len(every):,}", load(), ">= 95 %"
    )
    alerts = [len(shown) for each, shown in zip(asked, answered.shown, strict=True) if not each.kind]
    target = "<= 5" if "birth" in known else "fewer than nomenklatura at equal recall"
    rate = sum(alerts) * 1000 / max(1, len(alerts))
    table.add_row(f"{known}: alerts per 1,000 innocent travellers", f"{rate:,.1f}", load(), target)
    speed = 1e9 * len(answered.again) / max(1, sum(each.processor for each in answered.again))
    table.add_row(f"{known}: queries a second", f"{speed:,.0f}", load(), ">= 1,850/s")
    table.add_row(f"{known}: single query", percentiles(answered.again), load(), "p50 < 1 ms, p99 < 10 ms")
