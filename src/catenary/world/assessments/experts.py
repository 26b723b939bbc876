"""The pool of raters: what they know, where they worked, and what was planted in how they rate."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from attrs import frozen

from catenary.core.assessment.planner import Conflict, ConflictKind
from catenary.world.assessments.reading import table
from catenary.world.assessments.states import assessed_state


@frozen
class Post:
    """Work for a State that ended some years ago."""

    state: str
    years_ago: int


@frozen
class Expert:
    """Somebody who rates; `organisation` is a key of the invented institutions, `areas` are codes of the method.

    Planted: `severity` in logits (above 0 is stricter than others), `reliability` (1 is usual, less is more haphazard).
    """

    name: str
    email: str
    organisation: str
    nationality: str
    areas: tuple[str, ...]
    languages: tuple[str, ...]
    posts: tuple[Post, ...]
    paid: tuple[str, ...]
    severity: float
    reliability: float

    @property
    def region(self) -> str:
        """Where they come from: the region of their State."""
        return assessed_state(self.nationality).region


@cache
def experts() -> tuple[Expert, ...]:
    """The whole pool, in a fixed order."""
    return tuple(_expert(row) for row in table("experts")["experts"])


@cache
def expert(email: str) -> Expert:
    """The one with this address. Raises KeyError when there is none."""
    return {each.email: each for each in experts()}[email]


def conflicts_of(each: Expert) -> tuple[Conflict, ...]:
    """Which States somebody does not rate, and why."""
    return (
        Conflict(each.email, each.nationality, ConflictKind.NATIONALITY),
        *(Conflict(each.email, post.state, ConflictKind.PAST_POST) for post in each.posts),
        *(Conflict(each.email, state, ConflictKind.PAID_WORK) for state in each.paid),
    )


def _expert(row: Mapping[str, Any]) -> Expert:
    return Expert(
        name=row["name"],
        email=row["email"],
        organisation=row["organisation"],
        nationality=row["nationality"],
        areas=tuple(row["areas"]),
        languages=tuple(row["languages"]),
        posts=tuple(Post(each["state"], each["years_ago"]) for each in row["posts"]),
        paid=tuple(row["paid"]),
        severity=row["severity"],
        reliability=row["reliability"],
    )
