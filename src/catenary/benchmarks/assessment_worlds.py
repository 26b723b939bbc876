"""Worlds of ratings in which the truth is known: planted levels, strict and careless raters, and raters partial to their region."""

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen

from catenary.core.assessment.planner import Case, Demand, Rater, plan
from catenary.core.assessment.rating_model import Regions, middle_half
from catenary.core.assessment.ratings import FloatArray, IntArray, Rating


@frozen
class World:
    """How a world is made; standard deviations in logits."""

    states: int = 16
    areas: int = 3
    questions: int = 8
    """In each area."""
    raters: int = 12
    panel: int = 4
    regions: int = 4
    design: str = "rotation"
    """Who rates whom: `own`, `outside` (one), `planner` (two outsiders, by the planner), `rotation`."""
    vignettes: int = 0
    regional: float = 0.0
    """Severity common to the raters of a region."""
    personal: float = 0.6
    reliability: float = 0.3
    """Of its logarithm."""
    centring: float = 0.2
    """Of its logarithm."""
    standing: float = 1.0
    uneven: float = 0.0
    """How much the standings of regions differ."""
    spread: float = 0.6
    heavy: bool = False
    """Standings, spreads and severities from Student's t with 3 degrees of freedom."""
    careless: float = 0.0
    """Share of raters who give any level at random in four of ten answers."""
    drift: float = 0.0
    """How much severity changes from the first State to the last, by rater."""
    halo: float = 0.0
    """How far a rater's impression of a State in an area strays from the rater's severity."""
    sharpness: float = 0.0
    """Of the logarithm of how sharply a question divides cases; the model supposes 0."""
    partial: float = 0.0
    """How much milder raters are to States of their own region."""
    told: bool = True
    """Whether the model is told who comes from where."""


@frozen(eq=False)
class Truth:
    """What was planted, beside the ratings it led to."""

    ratings: Sequence[Rating]
    areas: Mapping[str, str]
    vignettes: frozenset[str]
    regions: Regions
    levels: Mapping[tuple[str, str], float]
    """What the average rater would give a State in an area, over its questions."""
    severity: Mapping[str, float]


def make(world: World, generator: np.random.Generator) -> Truth:
    """One world; the same generator state makes the same one."""
    return _Maker(world, generator).truth()


class _Maker:
    def __init__(self, world: World, generator: np.random.Generator) -> None:
        self.world, self.dice = world, generator
        self.cases = world.states + world.vignettes
        shape = (self.cases, world.areas, world.questions)
        home = np.arange(world.raters) % world.regions
        severity = self._drawn((world.raters,), world.personal)
        severity += self.dice.normal(size=world.regions)[home] * world.regional
        self.home, self.severity = home, severity - severity @ middle_half(severity)
        logs = self.dice.normal(size=world.raters) * world.reliability
        self.reliability = np.exp(logs - logs.mean())
        logs = self.dice.normal(size=world.raters) * world.centring
        self.centring = np.exp(logs - logs.mean())
        self.careless = self.dice.random(world.raters) < world.careless
        self.drift = self.dice.normal(size=world.raters) * world.drift
        sharp = self.dice.normal(size=shape[1:]) * world.sharpness
        self.sharpness = np.exp(sharp - sharp.mean())
        self.thresholds = self._thresholds()
        standing = self._drawn(shape[:2], world.standing)
        if world.uneven:
            standing += self._of_regions(world.uneven)[:, None]
        self.place = standing[:, :, None] + self._drawn(shape, world.spread)

    def _drawn(self, shape: tuple[int, ...], scale: float) -> FloatArray:
        if self.world.heavy:
            heavy: FloatArray = self.dice.standard_t(3, size=shape) * scale / np.sqrt(3)
            return heavy
        return self.dice.normal(size=shape) * scale

    def _of_regions(self, scale: float) -> FloatArray:
        """One draw for all States of a region; vignettes belong to none."""
        drawn = self.dice.normal(size=self.world.regions) * scale
        home = np.array([self._region(case) for case in range(self.cases)])
        shared: FloatArray = np.where(np.arange(self.cases) < self.world.states, drawn[home], 0.0)
        return shared

    def _thresholds(self) -> FloatArray:
        world = self.world
        gaps = self.dice.uniform(0.7, 2.3, size=(world.areas, world.questions, 3))
        edges = np.concatenate([np.zeros((*gaps.shape[:2], 1)), gaps.cumsum(2)], axis=2)
        middle = self.dice.normal(size=gaps.shape[:2]) * 0.7
        result: FloatArray = edges - edges.mean(2, keepdims=True) + middle[:, :, None]
        return result

    def truth(self) -> Truth:
        names = [_case(each, self.world.states) for each in range(self.cases)]
        panels = self._panels()
        ratings = [each for cell, panel in panels.items() for each in self._rated(*cell, panel)]
        levels = self._levels()
        states = range(self.world.states)
        return Truth(
            ratings,
            {
                _question(a, q): f"a{a:02}"
                for a in range(self.world.areas)
                for q in range(self.world.questions)
            },
            frozenset(names[self.world.states :]),
            Regions(
                {_rater(each): str(home) for each, home in enumerate(self.home)},
                {names[each]: str(self._region(each)) for each in states},
            ),
            {(names[s], f"a{a:02}"): float(levels[s, a]) for s in states for a in range(self.world.areas)},
            {_rater(each): float(value) for each, value in enumerate(self.severity)},
        )

    def _region(self, case: int) -> int:
        return case % self.world.regions

    def _levels(self) -> FloatArray:
        steps = self.sharpness[None, :, :, None] * (self.place[:, :, :, None] - self.thresholds)
        result: FloatArray = 1 + (1 / (1 + np.exp(-steps))).sum(3).mean(2)
        return result

    def _panels(self) -> dict[tuple[int, int], Sequence[int]]:
        world = self.world
        everybody = range(world.raters)
        panels = self._planned() if world.design == "planner" else self._drawn_panels()
        for vignette in range(world.states, self.cases):
            panels |= {(vignette, area): everybody for area in range(world.areas)}
        return panels

    def _planned(self) -> dict[tuple[int, int], Sequence[int]]:
        world = self.world
        groups = [f"a{area:02}" for area in range(world.areas)]
        raters = [
            Rater(_rater(each), str(home), frozenset(groups), world.states * world.areas)
            for each, home in enumerate(self.home)
        ]
        cases = [Case(_case(each, world.states), str(self._region(each))) for each in range(world.states)]
        made = plan(raters, cases, groups, (), Demand(world.panel, 2))
        return {
            (int(case[1:]), int(group[1:])): [int(rater[1:]) for rater in panel]
            for (case, group), panel in made.panels.items()
        }

    def _drawn_panels(self) -> dict[tuple[int, int], Sequence[int]]:
        cells = [(state, area) for state in range(self.world.states) for area in range(self.world.areas)]
        return {(state, area): self._panel(state) for state, area in cells}

    def _panel(self, state: int) -> Sequence[int]:
        world, own = self.world, self.home == self._region(state)
        outsiders = {"own": 0, "outside": 1}.get(world.design)
        if outsiders is None:
            return list(self.dice.permutation(world.raters)[: world.panel])
        inside = self.dice.permutation(np.flatnonzero(own))[: world.panel - outsiders]
        return [*inside, *self.dice.permutation(np.flatnonzero(~own))[:outsiders]]

    def _rated(self, case: int, area: int, panel: Sequence[int]) -> list[Rating]:
        chosen = np.array(panel)
        levels = self._answers(case, area, chosen)
        name = _case(case, self.world.states)
        return [
            Rating(name, _question(area, question), _rater(rater), int(levels[place, question]))
            for place, rater in enumerate(chosen)
            for question in range(self.world.questions)
        ]

    def _answers(self, case: int, area: int, panel: IntArray) -> IntArray:
        world = self.world
        severity = self.severity[panel] + self.drift[panel] * (case / self.cases - 0.5)
        severity = severity - world.partial * (self.home[panel] == self._region(case)) * (case < world.states)
        severity = severity + self.dice.normal(size=len(panel)) * world.halo
        thresholds, sharp = self.thresholds[area], self.sharpness[area]
        middle = thresholds.mean(1)
        standing = self.reliability[panel][:, None] * sharp * (self.place[case, area] - middle)
        bounds = self.centring[panel][:, None, None] * (sharp[:, None] * (thresholds - middle[:, None]))
        shown = (standing - severity[:, None])[:, :, None] - bounds
        reached = 1 / (1 + np.exp(-shown))
        levels = 1 + (reached > self.dice.random(standing.shape)[:, :, None]).sum(2)
        random = self.careless[panel][:, None] & (self.dice.random(standing.shape) < 0.4)
        result: IntArray = np.where(random, self.dice.integers(1, 6, standing.shape), levels)
        return result


def _case(number: int, states: int) -> str:
    return f"{'s' if number < states else 'v'}{number:03}"


def _rater(number: int) -> str:
    return f"r{number:02}"


def _question(area: int, question: int) -> str:
    return f"q{area:02}.{question:02}"
