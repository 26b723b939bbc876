"""What candidate search loses against scoring every name of a list by the same rules."""

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from catenary.benchmarks.planted_list import Question, name_only
from catenary.core.screening.model import Person
from catenary.core.screening.scoring import Thresholds
from catenary.core.screening.screener import Screener
from catenary.formats.list_index import open_list
from catenary.formats.name_model import load_name_model


@frozen
class Lost:
    """How many candidates scoring every name gives, and how many of them searching does not give with that score."""

    hits: int
    lost: int

    def said(self) -> str:
        """In words, with the recall that chance leaves room for when nothing was lost."""
        sure = not self.lost and self.hits
        bound = f", recall >= {0.05 ** (1 / self.hits):.4f} with 95 % confidence" if sure else ""
        return f"{self.lost} of {self.hits:,} candidates{bound}"


def against_brute_force(
    index: Path, asked: Sequence[Question], reviews: Sequence[float], *, only_names: bool
) -> list[Lost]:
    """What searching loses at each review threshold; every name is scored once, at the lowest."""
    _, segments = open_list(index)
    model = load_name_model()
    searching, scoring_all = Screener(segments, model), Screener(segments, model, exhaustive=True)
    counts = {review: Lost(0, 0) for review in reviews}
    for each in asked:
        person = name_only(each.person) if only_names else each.person
        every = _candidates(scoring_all, person, min(reviews))
        for review, count in counts.items():
            due = {found for found in every if found[1] >= review}
            missing = due - _candidates(searching, person, review)
            counts[review] = Lost(count.hits + len(due), count.lost + len(missing))
    return list(counts.values())


def _candidates(screener: Screener, person: Person, review: float) -> set[tuple[str, float]]:
    return {(found.entry, found.score) for found in screener.screen(person, Thresholds(review))}
