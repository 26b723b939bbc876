"""Reads the name model that ships with the package: numbers and words only, nothing executable."""

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np

from catenary.core.screening.model_values import Array, NameModel, Tables
from catenary.core.screening.scripts import CHANNEL_UNITS, CHANNELS

VERSION = "1"


@lru_cache(maxsize=1)
def load_name_model() -> NameModel:
    """The shipped name model, read once per process."""
    folder = files(__package__).joinpath("data")
    return NameModel(VERSION, _tables(folder), _rarities(folder), _classes(folder))


def _rarities(folder: Traversable) -> dict[str, float]:
    lines = folder.joinpath("rarities.tsv").read_text(encoding="ascii").splitlines()
    return {key: float(nats) for key, _, nats in (line.partition("\t") for line in lines)}


def _classes(folder: Traversable) -> dict[str, tuple[int, ...]]:
    """By key, the line numbers of the classes it belongs to; the source before the tab is for people."""
    found: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(
        folder.joinpath("equivalents.tsv").read_text(encoding="ascii").splitlines()
    ):
        for key in line.partition("\t")[2].split():
            found[key] = (*found.get(key, ()), number)
    return found


def _tables(folder: Traversable) -> Tables:
    with folder.joinpath("channels.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    widest = max(len(arrays[f"{channel}.child"]) for channel in CHANNEL_UNITS)
    child = np.zeros((CHANNELS, widest, 27), np.int16)
    rows_at, shares_at = np.full(CHANNELS, -1, np.int64), np.full(CHANNELS, -1, np.int64)
    sizes, widths = np.zeros(CHANNELS, np.int64), np.zeros(CHANNELS, np.int64)
    rows: list[Array] = []
    shares: list[Array] = []
    for channel, units in CHANNEL_UNITS.items():
        tree = arrays[f"{channel}.child"]
        child[channel, : len(tree)] = tree
        rows_at[channel], shares_at[channel] = sum(map(len, rows)), sum(map(len, shares))
        sizes[channel], widths[channel] = units + 1, len(tree)
        rows.append(arrays[f"{channel}.row"])
        shares.append(_dense(arrays, channel, len(tree)))
    return Tables(
        trigram=arrays["trigram"],
        customs=arrays["customs"],
        child=child,
        rows=np.concatenate(rows),
        rows_at=rows_at,
        sizes=sizes,
        shares=np.concatenate(shares),
        shares_at=shares_at,
        widths=widths,
        floors=np.tile(arrays["floors"], (CHANNELS, 1)),
    )


def _dense(arrays: dict[str, Array], channel: int, width: int) -> Array:
    """One share per (row, node), from the stored entries of each row, logarithms in 32nds of a nat."""
    starts, nodes, values = (arrays[f"{channel}.{part}"] for part in ("starts", "nodes", "values"))
    dense = np.zeros((len(starts) - 1, width), np.float32)
    dense[np.repeat(np.arange(len(starts) - 1), np.diff(starts)), nodes] = np.exp(
        (values.astype(np.float32) - 255) / 32
    )
    return dense.ravel()
