"""Whether levels of the rating model hold what their intervals say, how far raters' regions bend them, and how long it takes."""

import resource
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import sqrt

import numpy as np
from attrs import evolve, frozen
from rich.console import Console
from rich.table import Table

from catenary.benchmarks.assessment_worlds import Truth, World, make
from catenary.benchmarks.surroundings import Stopwatch, apart, load, surroundings
from catenary.core.assessment.connection import connection, rated_cells
from catenary.core.assessment.rating_model import NO_REGIONS, Measured, measure, measure_connected
from catenary.core.assessment.ratings import given

_SEED = 2026
_SMALL = World()
_WORLDS: Mapping[str, World] = {
    "as the model supposes": _SMALL,
    "6 States, 6 raters, 3 each": World(states=6, raters=6, panel=3),
    "24 States, 5 each": World(states=24, raters=16, panel=5),
    "4 questions an area": World(questions=4),
    "6 vignettes rated by all": World(vignettes=6),
    "heavy tails": evolve(_SMALL, heavy=True),
    "a quarter careless": evolve(_SMALL, careless=0.25),
    "severity drifts": evolve(_SMALL, drift=1.0),
    "impressions colour whole areas": evolve(_SMALL, halo=0.4),
    "questions unequally sharp": evolve(_SMALL, sharpness=0.4),
    "milder to the own region": evolve(_SMALL, partial=0.6),
    "the same, regions not told": evolve(_SMALL, partial=0.6, told=False),
    "raters of a region alike": evolve(_SMALL, regional=0.6),
    "all of it": evolve(
        _SMALL, heavy=True, careless=0.25, drift=1.0, sharpness=0.4, partial=0.6, regional=0.6
    ),
    "1 State, 15 areas, 5 raters": World(states=1, areas=15, questions=17, raters=5, panel=5),
}
_WIDE = World(
    states=193, areas=2, questions=5, raters=48, panel=5, regions=6, regional=0.6, personal=0.5, uneven=0.5
)
_DESIGNS: Mapping[str, World] = {
    "own region only": evolve(_WIDE, design="own"),
    "1 of 5 from outside": evolve(_WIDE, design="outside"),
    "own region, 8 vignettes": evolve(_WIDE, design="own", vignettes=8),
    "planner, 2 from outside": evolve(_WIDE, design="planner"),
    "planner, 8 vignettes": evolve(_WIDE, design="planner", vignettes=8),
    "full rotation": _WIDE,
}


@frozen
class Held:
    """Of one world: how many intervals held the truth, of how many; errors; severity recovered."""

    held: int
    effects: int
    untold: int
    """States and areas of which the model says too little to print a level."""
    square: float
    square_plain: float
    """Mean squared errors by model and by plain average."""
    width: float
    severity: float
    """Correlation of planted and estimated severity."""
    severities_held: int
    raters: int


def run(effects: int = 2_400, repeats: int = 10, states: int = 193, questions: int = 250) -> None:
    """Coverage over --effects planted levels of each kind of world, bias by design over --repeats, one fit of --states by --questions.

    Worlds and numbers are invented; what carries over to real raters is the direction, and how intervals behave when the
    model's suppositions fail.
    """
    console = Console()
    console.print(_coverage(effects))
    console.print(_bias(repeats))
    console.print(_large(states, questions))


def _coverage(effects: int) -> Table:
    table = Table(title="Nominal 90 % intervals of levels", title_justify="left", caption=surroundings())
    for heading in (
        "world",
        "held (95 % binomial)",
        "by worlds",
        "too little to say",
        "error, model",
        "plain mean",
        "width",
        "severity r",
        "severities held",
    ):
        table.add_column(heading)
    for place, (name, world) in enumerate(_WORLDS.items()):
        rounds = -(-effects // (world.states * world.areas))
        every = [_held(world, np.random.default_rng([_SEED, place, each])) for each in range(rounds)]
        table.add_row(name, *_told(every))
    return table


def _held(world: World, generator: np.random.Generator) -> Held:
    truth = make(world, generator)
    regions = truth.regions if world.told else NO_REGIONS
    found = measure(truth.ratings, truth.areas, truth.vignettes, regions)
    known = {key: each.level for key, each in found.levels.items() if each.level}
    plain = _plain(truth)
    estimates = {rater: each.severity for rater, each in found.raters.items() if each.severity}
    slope = _slope(truth, {rater: each.value for rater, each in estimates.items()})
    return Held(
        sum(each.low <= truth.levels[key] <= each.high for key, each in known.items()),
        len(known),
        len(found.levels) - len(known),
        float(np.mean([(each.value - truth.levels[key]) ** 2 for key, each in known.items()])),
        float(np.mean([(plain[key] - truth.levels[key]) ** 2 for key in known])),
        float(np.mean([each.high - each.low for each in known.values()])),
        _correlation(truth, found),
        sum(each.low <= slope * truth.severity[rater] <= each.high for rater, each in estimates.items()),
        len(estimates),
    )


def _slope(truth: Truth, estimates: Mapping[str, float]) -> float:
    """Levels per logit, to compare severities that were planted in logits with those told in levels."""
    planted = np.array([truth.severity[rater] for rater in estimates])
    return float((planted * np.array(list(estimates.values()))).sum() / (planted * planted).sum())


def _told(every: Sequence[Held]) -> list[str]:
    effects, held = sum(each.effects for each in every), sum(each.held for each in every)
    share, raters = held / effects, sum(each.raters for each in every)
    half = 1.96 * sqrt(share * (1 - share) / effects)
    by_world = np.std([each.held / each.effects for each in every]) / sqrt(len(every))
    return [
        f"{share:.1%} of {effects:,} ({share - half:.1%} to {share + half:.1%})",
        f"+- {1.96 * by_world:.1%}",
        f"{sum(each.untold for each in every):,}",
        f"{sqrt(np.mean([each.square for each in every])):.3f}",
        f"{sqrt(np.mean([each.square_plain for each in every])):.3f}",
        f"{np.mean([each.width for each in every]):.2f}",
        f"{np.mean([each.severity for each in every]):.3f}",
        f"{sum(each.severities_held for each in every) / raters:.1%} of {raters:,}",
    ]


def _plain(truth: Truth) -> dict[tuple[str, str], float]:
    """The average of all ratings of a State in an area."""
    levels: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in truth.ratings:
        if each.level is not None:
            levels[each.case, truth.areas[each.question]].append(each.level)
    return {key: float(np.mean(part)) for key, part in levels.items()}


def _correlation(truth: Truth, found: Measured) -> float:
    pairs = [
        (truth.severity[name], each.severity.value) for name, each in found.raters.items() if each.severity
    ]
    return float(np.corrcoef(np.array(pairs).T)[0, 1])


def _bias(repeats: int) -> Table:
    title = f"193 States, 48 raters of 6 regions, 5 ratings of each answer: {repeats} worlds"
    table = Table(title=title, title_justify="left", caption=surroundings())
    for heading in (
        "design",
        "connected",
        "r, plain",
        "r, model",
        "regional bias, plain",
        "model",
        "severity r",
        "s a fit",
    ):
        table.add_column(heading)
    for name, world in _DESIGNS.items():
        every = [_bent(world, np.random.default_rng([_SEED, each])) for each in range(repeats)]
        connected = "yes" if all(each.connected for each in every) else "no: refused; in spite of that"
        table.add_row(name, connected, *_bias_told(every))
    return table


@frozen
class Bent:
    """Of one world: correlation with the truth and bias by region, by plain averages and by the model."""

    connected: bool
    plain: float
    model: float
    bias_plain: float
    bias_model: float
    severity: float
    seconds: float


def _bent(world: World, generator: np.random.Generator) -> Bent:
    truth = make(world, generator)
    watch = Stopwatch()
    found = measure_connected(given(truth.ratings), truth.areas, truth.vignettes, truth.regions)
    seconds = watch.spent().processor
    plain = {key: value for key, value in _plain(truth).items() if key in truth.levels}
    known = {key: each.level.value for key, each in found.levels.items() if each.level}
    return Bent(
        connection(rated_cells(truth.ratings)).connected,
        _alike(truth, plain),
        _alike(truth, known),
        _regional(truth, plain),
        _regional(truth, known),
        _correlation(truth, found),
        seconds,
    )


def _alike(truth: Truth, values: Mapping[tuple[str, str], float]) -> float:
    return float(
        np.corrcoef([(truth.levels[key], value) for key, value in values.items()], rowvar=False)[0, 1]
    )


def _regional(truth: Truth, values: Mapping[tuple[str, str], float]) -> float:
    """Root mean square over regions of the mean error of their States, in levels."""
    errors: dict[str, list[float]] = defaultdict(list)
    for key, value in values.items():
        errors[truth.regions.cases[key[0]]].append(value - truth.levels[key])
    return float(sqrt(np.mean([np.mean(part) ** 2 for part in errors.values()])))


def _bias_told(every: Sequence[Bent]) -> list[str]:
    def mean(value: Callable[[Bent], float]) -> str:
        return f"{np.mean([value(each) for each in every]):.3f}"

    return [
        mean(lambda each: each.plain),
        mean(lambda each: each.model),
        mean(lambda each: each.bias_plain),
        mean(lambda each: each.bias_model),
        mean(lambda each: each.severity),
        f"{np.mean([each.seconds for each in every]):.1f}",
    ]


@frozen
class Large:
    """One large fit."""

    ratings: int
    clock: float
    processor: float
    megabytes: float
    severity: float
    held: float
    settled: bool


def _large(states: int, questions: int) -> Table:
    world = World(states=states, areas=10, questions=questions // 10, raters=48, panel=5, regions=6)
    found, _ = apart(_fitted, world)
    table = Table(title="One large fit", title_justify="left", caption=surroundings())
    for heading in ("what", "measured", "load", "target"):
        table.add_column(heading)
    rows = [
        ("ratings", f"{found.ratings:,}", ""),
        ("from ratings to levels, by the clock", f"{found.clock:.1f} s", "< 60 s on two cores"),
        ("processor time", f"{found.processor:.1f} s", ""),
        ("largest resident size", f"{found.megabytes:,.0f} MB", ""),
        ("settled", "yes" if found.settled else "no", ""),
        ("planted severity recovered, r", f"{found.severity:.4f}", ">= .9"),
        ("intervals that hold the truth", f"{found.held:.1%} of {states * 10:,}", "88 to 92 %"),
    ]
    for what, measured, target in rows:
        table.add_row(what, measured, load(), target)
    return table


def _fitted(world: World) -> Large:
    truth = make(world, np.random.default_rng(_SEED))
    watch = Stopwatch()
    found = measure(truth.ratings, truth.areas, (), truth.regions)
    spent = watch.spent()
    levels = {key: each.level for key, each in found.levels.items() if each.level}
    return Large(
        len(truth.ratings),
        spent.clock,
        spent.processor,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
        _correlation(truth, found),
        sum(each.low <= truth.levels[key] <= each.high for key, each in levels.items()) / len(levels),
        not found.notes,
    )
