"""Whom screening finds and whom it troubles: planted people, innocent travellers, and nothing lost by searching fast."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen
from rich.console import Console
from rich.table import Table

from catenary.benchmarks import nomenklatura_peer as peers
from catenary.benchmarks.brute_force import against_brute_force
from catenary.benchmarks.planted_list import (
    PlantedList,
    Question,
    build,
    entries_of,
    innocents,
    name_only,
    write_list,
)
from catenary.benchmarks.surroundings import apart, load, surroundings
from catenary.core.screening.model import ListEntry
from catenary.core.screening.scoring import Thresholds, thresholds_for
from catenary.core.screening.screener import Listed, Screener
from catenary.formats.list_index import open_list
from catenary.formats.name_model import load_name_model
from catenary.world.distortion import Kind

_NAMED = frozenset(
    {
        Kind.ONE_EDIT,
        Kind.TWO_EDITS,
        Kind.ORDER_SWAP,
        Kind.JOINED,
        Kind.SPLIT,
        Kind.ONE_RESPELLED,
        Kind.ALL_RESPELLED,
    }
)
"""Edits, swaps, joins, splits, transliterations: the kinds of which 95 % are to be found."""

_LOW = 0.02
_FAR_BELOW = 0.001
_JUDGED = 20_000
_KNOWLEDGE = {"name only": True, "name, birth date, sex, nationality": False}

Tell = Callable[..., None]
Scores = Mapping[str, float]


@frozen
class Found:
    """What one person met: scores by entry, and those of the entries of which everything compared is known."""

    scores: Scores
    fully_known: frozenset[str]


def run(
    names: int = 1_000_000,
    planted: int = 1_600,
    travellers: int = 5_000,
    brute_force: int = 40,
    peer_names: int = 100_000,
    peer_queries: int = 500,
    folder: Path | None = None,
) -> None:
    """Screen --planted distorted listed people and --travellers innocent ones at the review threshold.

    --brute-force planted people are also scored against every name, and what searching loses is counted at the review
    threshold and far below it, where there are many more candidates to lose. nomenklatura screens --peer-queries
    innocent people and as many planted ones against a list of --peer-names, and both are compared at equal recall.
    --peer-names 0 leaves it out.
    """
    console = Console()
    with TemporaryDirectory(dir=folder) as scratch:
        made, index = _made(Path(scratch), names, planted)
        title = f"{made.entries:,} entries, {made.names:,} names; review thresholds {_reviews(made)}"
        table = _table(title, "what", "measured", "load", "target at 1,000,000 names")
        _measure(made, index, travellers, brute_force, _teller(table))
        console.print(table)
        if peer_names and peers.peer_version():
            console.print(_beside(Path(scratch) / "peer", peer_names, peer_queries))
    if not peers.peer_version():
        console.print("nomenklatura is not installed here: nothing beside (see requirements/bench.txt)")


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left", caption=surroundings())
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if place else "left")
    return table


def _teller(table: Table) -> Tell:
    return lambda what, measured, target="": table.add_row(what, measured, load(), target)


def _made(folder: Path, names: int, planted: int) -> tuple[PlantedList, Path]:
    folder.mkdir(exist_ok=True)
    made, _ = apart(write_list, folder / "list.csv", names, planted)
    apart(build, made.source, folder / "index")
    return made, folder / "index"


def _measure(made: PlantedList, index: Path, travellers: int, brute_force: int, tell: Tell) -> None:
    planted = [each for each in made.planted() if each.kind is not Kind.DOCUMENT_CONFUSED]
    spread = planted[:: max(1, len(planted) // max(1, brute_force))][:brute_force]
    share = _share_fully_known(made)
    for known, only_names in _KNOWLEDGE.items():
        reviews = (_review(made, only_names=only_names), _FAR_BELOW)
        lost, _ = apart(against_brute_force, index, spread, reviews, only_names=only_names)
        for review, count in zip(reviews, lost, strict=True):
            what = f"{known}: lost against scoring every name, from {review} on"
            tell(what, count.said(), "0; recall >= 0.999")
        found, _ = apart(screen_all, index, planted, only_names=only_names)
        _tell_planted(known, planted, found, tell)
        met, _ = apart(screen_all, index, innocents(travellers), only_names=only_names)
        _tell_alerts(known, met, share, tell)


def _review(made: PlantedList, *, only_names: bool) -> float:
    """The shipped review threshold for a list of this length."""
    return thresholds_for(made.entries, born=not only_names).review


def _reviews(made: PlantedList) -> str:
    return ", ".join(f"{known}: {_review(made, only_names=only):.2f}" for known, only in _KNOWLEDGE.items())


def screen_all(
    index: Path, asked: Sequence[Question], *, only_names: bool, review: float | None = None
) -> list[Found]:
    """Everybody against a built list, at its own thresholds unless a review threshold is given."""
    _, segments = open_list(index)
    screener = Screener(segments, load_name_model())
    limits = None if review is None else Thresholds(review)
    return [_screen(screener, segments[0], each, limits, only_names=only_names) for each in asked]


def _screen(
    screener: Screener, listed: Listed, asked: Question, limits: Thresholds | None, *, only_names: bool
) -> Found:
    person = name_only(asked.person) if only_names else asked.person
    scores = {each.entry: each.score for each in screener.screen(person, limits)}
    return Found(scores, frozenset(entry for entry in scores if fully_known(listed.entry(_row(entry)))))


def _row(entry: str) -> int:
    """Fictional entries are numbered from 1 in the order of the list."""
    return int(entry[1:]) - 1


def fully_known(entry: ListEntry) -> bool:
    """Whether a list states the day of birth, the sex and the nationality."""
    exact = any(
        span.earliest == span.latest and span.earliest.day and not span.approximate for span in entry.born
    )
    return bool(exact and entry.sex and entry.nationalities)


def _share_fully_known(made: PlantedList) -> float:
    judged = [fully_known(entry) for entry in islice(entries_of(made.source), _JUDGED)]
    return sum(judged) / len(judged)


def _tell_planted(known: str, asked: Sequence[Question], found: Sequence[Found], tell: Tell) -> None:
    by_kind: dict[Kind, list[bool]] = defaultdict(list)
    for question, met in zip(asked, found, strict=True):
        assert question.kind is not None
        by_kind[question.kind].append(question.entry in met.scores)
    for kind in sorted(by_kind):
        tell(f"{known}: found, {kind.replace('_', ' ')}", _shares(by_kind[kind]))
    named = [each for kind in _NAMED for each in by_kind[kind]]
    tell(f"{known}: found, edits, swaps, joins, splits, transliterations", _shares(named), ">= 95 %")
    tell(f"{known}: found, every kind", _shares([each for kind in by_kind.values() for each in kind]))


def _shares(found: Sequence[bool]) -> str:
    return f"{sum(found) / max(1, len(found)):.1%} of {len(found):,}"


def _tell_alerts(known: str, met: Sequence[Found], share: float, tell: Tell) -> None:
    target = "<= 5" if "birth" in known else "fewer than nomenklatura at equal recall"
    tell(
        f"{known}: alerts per 1,000 innocent travellers",
        _per_thousand(len(each.scores) for each in met),
        target,
    )
    tell(f"{known}: travellers of 1,000 with an alert", _per_thousand(bool(each.scores) for each in met))
    full = sum(len(each.fully_known) for each in met) * 1000 / max(1, len(met))
    tell(
        f"{known}: of these by entries with day of birth, sex and nationality ({share:.0%} of the list)",
        f"{full:.1f} (a list of such entries only: about {full / max(share, 1e-9):.1f})",
        target,
    )


def _per_thousand(counts: Iterable[int]) -> str:
    every = list(counts)
    return f"{sum(every) * 1000 / max(1, len(every)):.1f}"


def _beside(folder: Path, names: int, queries: int) -> Table:
    """Both at equal recall: the peer at the threshold that finds as many as Catenary, and the other way round."""
    made, index = _made(folder, names, queries)
    title = f"At equal recall: {made.names:,} names, {queries:,} planted and {queries:,} innocent people"
    table = _table(
        title, "what is known, and whose recall is met", "who", "threshold", "recall", "alerts per 1,000"
    )
    planted = [each for each in made.planted() if each.kind is not Kind.DOCUMENT_CONFUSED]
    asked = [*planted, *innocents(queries)]
    for known, only_names in _KNOWLEDGE.items():
        own, _ = apart(screen_all, index, asked, only_names=only_names, review=_LOW)
        theirs, _ = apart(_peer_scores, made, asked, folder / known, only_names=only_names)
        ours = _Curve.of(planted, [each.scores for each in own])
        peer = _Curve.of(planted, theirs)
        _compare(known, ours, peer, _review(made, only_names=only_names), table)
    return table


def _peer_scores(
    made: PlantedList, asked: Sequence[Question], folder: Path, *, only_names: bool
) -> list[Scores]:
    persons = (name_only(each.person) if only_names else each.person for each in asked)
    return list(peers.Index(entries_of(made.source), folder).screen(persons))


@frozen
class _Curve:
    """The scores of the right entries of planted people (0 where it is no candidate), and those of innocents' alerts."""

    right: tuple[float, ...]
    alerts: tuple[float, ...]
    innocents: int

    @classmethod
    def of(cls, planted: Sequence[Question], found: Sequence[Scores]) -> "_Curve":
        """Of answers to the planted first and the innocent after them."""
        right = (scores.get(each.entry or "", 0.0) for each, scores in zip(planted, found, strict=False))
        rest = found[len(planted) :]
        return cls(tuple(right), tuple(score for scores in rest for score in scores.values()), len(rest))

    def recall(self, threshold: float) -> float:
        return sum(score >= threshold for score in self.right) / max(1, len(self.right))

    def alerts_per_thousand(self, threshold: float) -> float:
        return sum(score >= threshold for score in self.alerts) * 1000 / max(1, self.innocents)

    def threshold_for(self, recall: float) -> float | None:
        """The highest threshold with this recall; None where none has it."""
        place = round(recall * len(self.right))
        score = sorted(self.right, reverse=True)[max(0, place - 1)]
        return score if score > 0 else None


def _compare(known: str, ours: _Curve, peer: _Curve, review: float, table: Table) -> None:
    version = f"nomenklatura {peers.peer_version()}"
    for whose, own, other, name, threshold in (
        ("Catenary", ours, peer, version, review),
        (version, peer, ours, "Catenary", peers.DEFAULT_THRESHOLD),
    ):
        about = f"{known}; that of {whose} as shipped"
        table.add_row(about, whose, *_point(own, threshold))
        table.add_row("", name, *_point(other, other.threshold_for(own.recall(threshold))))


def _point(curve: _Curve, threshold: float | None) -> tuple[str, str, str]:
    if threshold is None:
        return "none", f"at most {curve.recall(1e-9):.1%}", "-"
    return (
        f"{threshold:.2f}",
        f"{curve.recall(threshold):.1%}",
        f"{curve.alerts_per_thousand(threshold):,.1f}",
    )
