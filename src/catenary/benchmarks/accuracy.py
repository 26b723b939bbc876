"""How well pairs of records are told apart at the one shipped threshold, and how far the score means what it says."""

import json
import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from attrs import frozen
from rich.console import Console
from rich.progress import track
from rich.table import Table

from catenary.benchmarks import nomenklatura_peer as peers
from catenary.benchmarks.planted_list import SEED, as_person
from catenary.benchmarks.surroundings import surroundings
from catenary.core.screening.building import IndexBuilder
from catenary.core.screening.comparing import compare
from catenary.core.screening.model import ListEntry, Person
from catenary.core.screening.scoring import MATCH_SCORE, Thresholds
from catenary.core.screening.screener import Listed as BuiltList
from catenary.core.screening.screener import Screener
from catenary.formats.name_model import load_name_model
from catenary.formats.pairs import read_pairs
from catenary.world.dice import Dice
from catenary.world.distortion import DISTORTIONS, Kind, distort
from catenary.world.listing import listed_people

_TARGETS = {
    "nk_cases_person": (0.80, "0.75"),
    "nk_entity_checks_person": (None, "0.90"),
    "un_treated_pos_hardneg": (0.99, "0.98"),
    "un_ofac_alias_pos_hardneg": (0.80, "0.74"),
    "un_ofac_entity_with_dob": (0.97, ""),
    "un_crossscript_full": (0.95, "0.90"),
    "coling_arabic": (0.93, "0.82"),
    "coling_russian": (0.96, "0.89"),
    "coling_hebrew": (0.90, "0.73"),
    "coling_korean": (0.88, "0.72"),
    "coling_japanese": (0.92, "0.78"),
    "coling_chinese": (0.80, "0.68"),
}
"""For each set the F1 to reach, and the best F1 of any matcher of nomenklatura at the best threshold for that set."""

_LEAST_SCORE = Thresholds(review=0.001)
_BARS = 40
_BESIDES_NAMES = (Kind.DAY_MONTH_SWAP, Kind.YEAR_ONLY, Kind.DOCUMENT_CONFUSED)


@frozen
class Scored:
    """A pair of records with its score; None is a pair the peer was not asked about."""

    same: bool
    score: float
    peer: float | None = None


def run(entries: int = 5_000, travellers: int = 3_000, folder: Path | None = None) -> None:
    """Print F1 per set of labelled pairs, beside nomenklatura's logic-v2, and the reliability of the score.

    The labelled pairs are development pairs: they were looked at while weights were chosen, though nothing was learned
    from them. Fictional pairs: each of --travellers distorted people with their own entry and with the most similar
    other one among --entries.
    """
    console = Console()
    labelled = _labelled(_folder(folder), console)
    if labelled:
        console.print(_accuracy_table(labelled))
        console.print(
            _diagram("labelled development pairs", [pair for each in labelled.values() for pair in each])
        )
    else:
        console.print("No labelled pairs here (CATENARY_SHARED_DATA names the data folder)")
    fictional = list(_fictional(entries, travellers, console))
    console.print(
        _diagram(f"fictional people, names only, list of {entries:,}", [each for each, _ in fictional])
    )
    console.print(_diagram("the same, with birth date, sex and nationality", [each for _, each in fictional]))
    console.print(surroundings())


def _folder(given: Path | None) -> Path:
    return given or Path(os.environ.get("CATENARY_SHARED_DATA", "../shared/data")) / "names"


def _labelled(folder: Path, console: Console) -> dict[str, list[Scored]]:
    paths = [path for name in _TARGETS if (path := folder / f"{name}.jsonl").is_file()]
    return {path.stem: list(_scored(path)) for path in track(paths, "labelled pairs", console=console)}


def _scored(path: Path) -> Iterator[Scored]:
    model = load_name_model()
    peer = peers.Matcher() if peers.peer_version() else None
    lines = [line for line in path.read_bytes().splitlines() if line.strip()]
    for line, pair in zip(lines, read_pairs(lines), strict=True):
        stated = json.loads(line)
        own = compare(pair.query, pair.candidate, model).score if pair.query and pair.candidate else 0.0
        theirs = peer.score(peer.record(stated["query"]), peer.record(stated["candidate"])) if peer else None
        yield Scored(stated["match"], own, theirs)


def _accuracy_table(labelled: dict[str, list[Scored]]) -> Table:
    version = peers.peer_version() or "not installed here"
    table = Table(
        title=f"Development pairs (looked at, never learned from); match threshold {MATCH_SCORE}; nomenklatura {version}",
        title_justify="left",
    )
    headings = ("set", "pairs", "precision", "recall", "F1", "to reach", "best known of the peer")
    for heading in (*headings, "logic-v2 at 0.7", "logic-v2 at its best"):
        table.add_column(heading, justify="left" if heading == "set" else "right")
    for name, pairs in labelled.items():
        table.add_row(name, *_accuracy_row(name, pairs))
    return table


def _accuracy_row(name: str, pairs: Sequence[Scored]) -> tuple[str, ...]:
    reach, best_known = _TARGETS[name]
    precision, recall, f1 = accuracy([(each.same, each.score) for each in pairs], MATCH_SCORE)
    verdict = "" if reach is None else f"{reach:.2f} " + ("reached" if f1 >= reach else "MISSED")
    row = (f"{len(pairs):,}", f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}", verdict, best_known)
    theirs = [(each.same, each.peer) for each in pairs if each.peer is not None]
    if not theirs:
        return (*row, "-", "-")
    threshold, best = best_threshold(theirs)
    return (*row, f"{accuracy(theirs, peers.DEFAULT_THRESHOLD)[2]:.3f}", f"{best:.3f} @ {threshold:.2f}")


def accuracy(pairs: Sequence[tuple[bool, float]], threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of saying yes from the threshold on."""
    said = sum(score >= threshold for _, score in pairs)
    right = sum(same and score >= threshold for same, score in pairs)
    true = sum(same for same, _ in pairs)
    return right / max(1, said), right / max(1, true), 2 * right / max(1, said + true)


def best_threshold(pairs: Sequence[tuple[bool, float]]) -> tuple[float, float]:
    """The threshold, in hundredths, with the best F1, and that F1."""
    tried = [(accuracy(pairs, percent / 100)[2], percent / 100) for percent in range(1, 101)]
    best, threshold = max(tried)
    return threshold, best


def _fictional(entries: int, travellers: int, console: Console) -> Iterator[tuple[Scored, Scored]]:
    """For every distorted person the right entry and the most similar other one, by name alone and by everything."""
    people = list(listed_people(SEED, entries))
    screener = _screener([each.entry for each in people])
    kinds = [kind for kind in DISTORTIONS if kind not in _BESIDES_NAMES]
    dice = Dice.keyed(SEED, "reliability")
    distorted = (
        (changed, listed.entry.entry)
        for place, listed in enumerate(people)
        if (changed := distort(listed.person, kinds[place % len(kinds)], dice))
    )
    for changed, entry in track(list(islice(distorted, travellers)), "fictional pairs", console=console):
        person = as_person(changed)
        by_name, by_all = (_both(screener, each, entry) for each in (Person(person.names), person))
        yield from zip(by_name, by_all, strict=True)


def _screener(entries: Sequence[ListEntry]) -> Screener:
    model = load_name_model()
    builder = IndexBuilder(model)
    for entry in entries:
        builder.add(entry)
    return Screener([BuiltList(builder.finish(), entries.__getitem__)], model)


def _both(screener: Screener, person: Person, entry: str) -> tuple[Scored, Scored]:
    """Scores below what screening looks for at all count as 0."""
    scores = {found.entry: found.score for found in screener.screen(person, _LEAST_SCORE)}
    right = scores.pop(entry, 0.0)
    return Scored(True, right), Scored(False, max(scores.values(), default=0.0))


def _diagram(title: str, pairs: Sequence[Scored]) -> Table:
    """A reliability diagram: a well calibrated score has the end of each bar at its mark."""
    table = Table(
        title=f"Reliability: {title}", title_justify="left", caption="bar: share of true pairs; |: mean score"
    )
    for heading in ("score", "pairs", "mean score", "true pairs"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("0" + " " * (_BARS - 2) + "1", no_wrap=True)
    for tenth in range(10):
        inside = [each for each in pairs if min(int(each.score * 10), 9) == tenth]
        if inside:
            mean = sum(each.score for each in inside) / len(inside)
            true = sum(each.same for each in inside) / len(inside)
            span = f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}"
            table.add_row(span, f"{len(inside):,}", f"{mean:.2f}", f"{true:.2f}", _bar(true, mean))
    return table


def _bar(share: float, mark: float) -> str:
    bar = list("#" * round(share * _BARS) + " " * (_BARS - round(share * _BARS)))
    bar[min(int(mark * _BARS), _BARS - 1)] = "|"
    return "".join(bar)
