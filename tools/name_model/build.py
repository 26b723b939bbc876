"""Builds the name model from a folder of transliteration pairs.

    python tools/name_model/build.py FOLDER [--nicknames names.csv] [--out DIR]

Deterministic: the same folder gives the same bytes. A tenth of the pairs is never learned from (see measure.py).
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import em
import numpy as np
from equivalents import classes
from pairs import FILES, Pair, read_pairs
from spellings import CUSTOMS, Spelling, spellings
from systems import native_renderings, read_families

from catenary.core.screening.channel import RAREST, letters_of
from catenary.core.screening.compounds import article_within
from catenary.core.screening.scripts import CHANNEL_UNITS, LATIN_CHANNELS, LONGEST, Script

Array = np.ndarray[Any, np.dtype[Any]]
HERE = Path(__file__).parent
OUT = HERE.parents[1] / "src/catenary/formats/name_model/data"
WORLD = 0.4
LEAST_COUNT = 2
CONTEXT_ROUNDS = 4
FLOORS = np.array([3e-3, 1e-3, 3e-5, 1e-6, 3e-8, 1e-9, 3e-11])
LEAST_WEIGHT = 12.0
LEAST_SEEN = 25.0
LEAST_SHARE = 2e-3
PULL = 12.0


def trigrams(keys: list[str]) -> Array:
    """log P(letter | two before), Witten-Bell smoothed, over distinct Latin spellings; 0 is the edge."""
    counts = np.zeros((27, 27, 27))
    for key in keys:
        before = last = 0
        for letter in [*letters_of(key), 0]:
            counts[before, last, letter] += 1
            before, last = last, int(letter)
    shares = np.full(27, 1 / 27)
    for level in (counts.sum((0, 1)), counts.sum(0), counts):
        kinds = (level > 0).sum(-1, keepdims=True)
        shares = (level + kinds * shares) / np.maximum(level.sum(-1, keepdims=True) + kinds, 1)
        shares = np.where(kinds > 0, shares, 1 / 27)
    return np.log(shares).astype(np.float32)


def spelling_log(key: Array, table: Array) -> float:
    padded = np.concatenate([[0, 0], key, [0]])
    return float(table[padded[:-2], padded[1:-1], padded[2:]].sum())


def parts_of(key: str) -> tuple[str, ...]:
    """The parts that screening compares: a compound without its article (*abdulkarim*: abd, karim), any other key itself."""
    article = article_within(key)
    return tuple(filter(None, (key[: article[0]], key[article[1] :]))) if article else (key,)


def rarities(pairs: list[Pair], common: dict[str, float]) -> dict[str, float]:
    """-log share of a key: the mean over the scripts' data, mixed with what is known of the world's commonest names."""
    shares: dict[str, float] = defaultdict(float)
    seen: Counter[str] = Counter()
    for script in set(FILES.values()):
        counts: Counter[str] = Counter()
        for pair in pairs:
            if pair.script == script:
                for key in (*parts_of(pair.key), *parts_of(pair.native_key)):
                    counts[key] += pair.count
        seen.update(counts)
        total = sum(counts.values()) / 2
        for key, count in counts.items():
            shares[key] += (1 - WORLD) * count / total / 6
    for name, per_100_000 in common.items():
        for key in parts_of(name):
            shares[key] += WORLD * per_100_000 / 1e5
            seen[key] += LEAST_COUNT
    nats = {key: -float(np.log(share)) for key, share in shares.items() if key and seen[key] >= LEAST_COUNT}
    return {key: value for key, value in nats.items() if value < RAREST}


def native_examples(pairs: Iterable[Pair], script: Script, table: Array) -> list[em.Example]:
    return [
        (
            pair.units,
            letters_of(pair.key),
            1.0 + np.log(pair.count),
            spelling_log(letters_of(pair.key), table),
        )
        for pair in pairs
        if pair.script == script and not pair.held_out
    ]


def certain(examples: list[em.Example]) -> list[em.Example]:
    """The same, never to be taken for noise: they follow a rule."""
    return [(units, key, weight, -500.0) for units, key, weight, _ in examples]


def latin_examples(rows: list[Spelling], table: Array) -> list[em.Example]:
    return [
        (letters_of(a).tobytes(), letters_of(b), weight, spelling_log(letters_of(b), table))
        for a, b, weight in rows
        if max(len(a), len(b)) <= LONGEST
    ]


def learn(
    corpus: em.Corpus, size: int, *, longest: int, clean: float
) -> tuple[em.Contexts, Array, em.Levels]:
    """First each unit for itself over all segments, then in context over the segments that proved of use."""
    child = em.segment_tree(corpus, max(30, corpus.weights.size // 2000), longest)
    prior = first_guess(child)
    shares = np.repeat(prior[None], size, 0)
    alone = em.units_alone(size)
    for number in range(5):
        counts, clean = _expect(number, corpus, alone, size, shares, child, clean)
        shares = em.unit_shares(counts, prior)
    child, kept = em.pruned_tree(child, counts.sum(0), LEAST_WEIGHT)
    prior = first_guess(child)
    contexts = em.contexts_of(corpus, size)
    shares = shares[contexts.unit][:, kept]
    for number in range(5, 5 + CONTEXT_ROUNDS):
        counts, clean = _expect(number, corpus, contexts.row, size, shares, child, clean)
        levels = em.maximise(counts, contexts, size, prior, PULL)
        shares = levels.triple
    return contexts, child, levels


def _expect(
    number: int, corpus: em.Corpus, row: Array, size: int, shares: Array, child: Array, clean: float
) -> tuple[Array, float]:
    counts, total, kept = em.expect(corpus, row, size, shares, child, FLOORS, clean)
    clean = kept / corpus.weights.sum()
    print(
        f"  round {number}: {total / corpus.weights.sum():.4f} nats a pair, clean {clean:.3f}, {shares.shape} shares",
        flush=True,
    )
    return counts, clean


def first_guess(child: Array) -> Array:
    """A segment is the likelier the shorter: nothing 0.2, one letter 0.5 in all, two 0.2, three 0.08, ..."""
    depth = np.zeros(len(child), np.int64)
    for node in range(len(child)):
        for below in child[node][child[node] > 0]:
            depth[below] = depth[node] + 1
    share = np.array([0.2, 0.5, 0.2, 0.07, 0.02, 0.007, 0.003])
    return share[depth] / np.bincount(depth, minlength=7)[depth]


def pack(contexts: em.Contexts, child: Array, levels: em.Levels, size: int) -> dict[str, Array]:
    """Rows worth keeping, and for every (left, unit, right) the narrowest of them."""
    triples = np.flatnonzero(levels.triple_seen >= LEAST_SEEN)
    lefts = np.flatnonzero(levels.left_seen >= LEAST_SEEN)
    rights = np.flatnonzero(levels.right_seen >= LEAST_SEEN)
    shares = np.concatenate(
        [levels.unit, levels.left_pair[lefts], levels.right_pair[rights], levels.triple[triples]]
    )
    left, unit, right = np.indices((size, size, size)).reshape(3, -1)
    row = unit.copy()
    for kept, part, base in (
        (lefts, left * size + unit, size),
        (rights, unit * size + right, size + lefts.size),
    ):
        number = np.full(size * size, -1)
        number[kept] = base + np.arange(kept.size)
        row = np.where(number[part] >= 0, number[part], row)
    number = np.full(len(levels.triple), -1)
    number[triples] = size + lefts.size + rights.size + np.arange(triples.size)
    narrowest = np.where(contexts.row >= 0, number[contexts.row], -1)
    row = np.where(narrowest >= 0, narrowest, row).astype(np.int16)
    return {"row": row, "child": child, **_sparse(shares)}


def _sparse(shares: Array) -> dict[str, Array]:
    kept = shares >= LEAST_SHARE
    rows, nodes = np.nonzero(kept)
    values = np.clip(np.round(np.log(shares[kept]) * 32 + 255), 0, 255).astype(np.uint8)
    return {
        "starts": np.searchsorted(rows, np.arange(len(shares) + 1)).astype(np.int32),
        "nodes": nodes.astype(np.uint16),
        "values": values,
    }


def channel(examples: list[em.Example], units: int, *, longest: int, clean: float) -> dict[str, Array]:
    contexts, child, levels = learn(em.corpus_of(examples), units + 1, longest=longest, clean=clean)
    return pack(contexts, child, levels, units + 1)


def channels(pairs: list[Pair], families: dict[str, list[str]], table: Array) -> dict[str, Array]:
    """Every channel's arrays, and the trigrams that tell the Latin customs apart."""
    arrays: dict[str, Array] = {"trigram": table, "floors": FLOORS.astype(np.float32)}
    customs = []
    for number, custom in zip(LATIN_CHANNELS, CUSTOMS, strict=True):
        print(custom)
        rows = spellings(pairs, families, custom)
        customs.append(trigrams(sorted({key for a, b, _ in rows for key in (a, b)})))
        learned = channel(latin_examples(rows, table), CHANNEL_UNITS[number], longest=4, clean=0.7)
        arrays |= {f"{number}.{name}": array for name, array in learned.items()}
    arrays["customs"] = np.stack(customs)
    renderings = list(native_renderings(pairs, families))
    for script in sorted(set(FILES.values())):
        print(script.name)
        examples = native_examples(pairs, script, table) + certain(native_examples(renderings, script, table))
        learned = channel(
            examples, CHANNEL_UNITS[script], longest=6 if script == Script.HAN else 4, clean=0.9
        )
        arrays |= {f"{int(script)}.{name}": array for name, array in learned.items()}
    return arrays


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--nicknames", type=Path, help="names.csv of the package `nicknames` (Apache-2.0)")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    pairs, families = read_pairs(arguments.folder), read_families(HERE / "family_names.tsv")
    table = trigrams(sorted({pair.key for pair in pairs}))
    np.savez_compressed(arguments.out / "channels.npz", **channels(pairs, families, table))
    common = dict(
        line.split("\t") for line in (HERE / "common_names.tsv").read_text().splitlines() if "\t" in line
    )
    nats = rarities(pairs, {key: float(count) for key, count in common.items()})
    _write(arguments.out / "rarities.tsv", (f"{key}\t{value:.2f}" for key, value in sorted(nats.items())))
    found = classes(pairs, families, HERE, arguments.nicknames)
    _write(arguments.out / "equivalents.tsv", (f"{source}\t{' '.join(keys)}" for source, keys in found))


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")


if __name__ == "__main__":
    main()
