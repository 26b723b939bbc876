"""Reads the name model that ships with the package: numbers and words only, nothing executable."""

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np

from catenary.core.screening.model_values import Array, NameModel, Tables
from catenary.core.screening.scripts import CHANNEL_UNITS, Script

VERSION = "1"
_FLOORS = (3e-3, 1e-3, 3e-5, 1e-6, 3e-8, 1e-9, 3e-11)


@lru_cache(maxsize=1)
def load_name_model() -> NameModel:
    """The shipped name model, read once per process."""
    folder = files(__package__).joinpath("data")
    return NameModel(VERSION, _tables(folder), _rarities(folder), {})


def _rarities(folder: Traversable) -> dict[str, float]:
    lines = folder.joinpath("rarities.tsv").read_text(encoding="ascii").splitlines()
    return {key: float(nats) for key, _, nats in (line.partition("\t") for line in lines)}


def _tables(folder: Traversable) -> Tables:
    with folder.joinpath("channels.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    scripts = len(Script)
    widest = max(len(arrays[f"{script.name}.child"]) for script in CHANNEL_UNITS)
    child = np.zeros((scripts, widest, 27), np.int16)
    rows_at, shares_at = np.full(scripts, -1, np.int64), np.full(scripts, -1, np.int64)
    sizes, widths = np.zeros(scripts, np.int64), np.zeros(scripts, np.int64)
    rows: list[Array] = []
    shares: list[Array] = []
    for script, units in CHANNEL_UNITS.items():
        tree = arrays[f"{script.name}.child"]
        child[script, : len(tree)] = tree
        rows_at[script], shares_at[script] = sum(map(len, rows)), sum(map(len, shares))
        sizes[script], widths[script] = units + 1, len(tree)
        rows.append(arrays[f"{script.name}.row"])
        shares.append(_dense(arrays, script, len(tree)))
    floors = np.tile(np.array(_FLOORS, np.float32), (scripts, 1))
    return Tables(
        arrays["trigram"], child, np.concatenate(rows), rows_at, sizes, np.concatenate(shares), shares_at, widths, floors
    )


def _dense(arrays: dict[str, Array], script: Script, width: int) -> Array:
    """One share per (row, node), from the stored entries of each row, logarithms in 32nds of a nat."""
    starts, nodes, values = (arrays[f"{script.name}.{part}"] for part in ("starts", "nodes", "values"))
    dense = np.zeros((len(starts) - 1, width), np.float32)
    dense[np.repeat(np.arange(len(starts) - 1), np.diff(starts)), nodes] = np.exp((values.astype(np.float32) - 255) / 32)
    return dense.ravel()
