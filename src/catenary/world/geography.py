"""The invented States, airports and carriers."""

import tomllib
from functools import cache
from importlib.resources import files

from attrs import frozen

from catenary.world.dice import Dice


@frozen
class State:
    """An invented State: its code, how its people are named, how its passports are numbered."""

    code: str
    name: str
    share: int
    customs: tuple[str, ...]
    passports: tuple[str, ...]
    airports: tuple[str, ...]


@frozen
class Carrier:
    """An invented carrier and the State it belongs to."""

    code: str
    name: str
    state: str


def _read(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((files("catenary.world") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def states() -> tuple[State, ...]:
    """All States, in a fixed order."""
    return tuple(
        State(
            code=code,
            name=row["name"],
            share=int(row["share"]),
            customs=tuple(row["customs"].split()),
            passports=tuple(row["passports"].split()),
            airports=tuple(row["airports"].split()),
        )
        for code, row in _read("states").items()
    )


@cache
def carriers() -> tuple[Carrier, ...]:
    """All carriers, in a fixed order."""
    return tuple(Carrier(code, row["name"], row["state"]) for code, row in _read("carriers").items())


@cache
def _people_by_state() -> tuple[State, ...]:
    return tuple(state for state in states() for _ in range(state.share))


def state_of_someone(dice: Dice) -> State:
    """A State, as often as it has people."""
    return dice.pick(_people_by_state())


@cache
def state_of_code(code: str) -> State:
    """The State with this code. Raises KeyError when there is none."""
    return {state.code: state for state in states()}[code]


def home_airport(carrier: Carrier) -> str:
    """Where a carrier's flights start or end."""
    return state_of_code(carrier.state).airports[0]


@cache
def airport_zones() -> dict[str, str]:
    """Where the clocks of all airports stand: names of the tz database by airport."""
    return {airport: row["zone"] for row in _read("states").values() for airport in row["airports"].split()}
