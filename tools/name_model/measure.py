"""Measures the shipped name model: `python tools/name_model/measure.py TRANSLITERATION_FOLDER [PAIRS_FOLDER]`.

Held-out transliteration pairs against random other tokens of the same script: area under the curve and best F1; how many
pairs pass the skeleton gate. Two-token names of labelled pairs (only looked at, never learned from): best F1 of the sum
of the best-aligned evidence, and precision and recall at one threshold for all scripts.
"""

import argparse
import json
from collections.abc import Sequence
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import numpy as np
from pairs import FILES, Pair, read_pairs

from catenary.core.screening.channel import letters_of, token_evidence
from catenary.core.screening.model_values import NameModel
from catenary.core.screening.scripts import Script
from catenary.core.screening.skeleton import skeleton
from catenary.core.screening.tokens import Token, split_name
from catenary.formats.name_model import load_name_model

Array = np.ndarray[Any, np.dtype[Any]]
SAMPLE = 3000
ONE_THRESHOLD = 3.0


def evidence(model: NameModel, a: Token, b: Token) -> float:
    return token_evidence(a, b, model)


def best_f1(yes: Array, no: Array) -> tuple[float, float]:
    scores, truth = np.concatenate([yes, no]), np.repeat([1, 0], [len(yes), len(no)])
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(scores) + 1) + len(yes))
    at = int(np.argmax(f1))
    return float(f1[at]), float(scores[order][at])


def area(yes: Array, no: Array) -> float:
    below = np.searchsorted(np.sort(no), yes, "left") + np.searchsorted(np.sort(no), yes, "right")
    return float(below.mean() / 2 / len(no))


def held_out(model: NameModel, pairs: Sequence[Pair], script: Script) -> None:
    chosen = np.random.default_rng(1)
    tests = [pair for pair in pairs if pair.script == script and pair.held_out]
    tests = [tests[at] for at in chosen.permutation(len(tests))[:SAMPLE]]
    native = [Token(pair.native, pair.native_key, script, pair.units) for pair in tests]
    latin = [_latin(pair.key) for pair in tests]
    yes = np.array([evidence(model, a, b) for a, b in zip(native, latin, strict=True)])
    no = np.array(
        [
            evidence(model, a, latin[(at + step) % len(latin)])
            for at, a in enumerate(native)
            for step in (1, 7)
        ]
    )
    f1, threshold = best_f1(yes, no)
    print(
        f"{script.name:9} {len(yes):5} pairs  AUC {area(yes, no):.4f}  F1 {f1:.3f} @ {threshold:5.1f}"
        f"  yes<0 {np.mean(yes < 0):.3f}  no>0 {np.mean(no > 0):.4f}  mean yes {yes.mean():5.2f}"
    )


def gate(pairs: Sequence[Pair], model: NameModel) -> None:
    """Share of pairs with evidence whose skeletons are no more than 1 + n // 4 edits apart; the same of random pairs."""
    chosen = np.random.default_rng(2)
    tests = [pair for pair in pairs if pair.held_out]
    tests = [tests[at] for at in chosen.permutation(len(tests))[: 3 * SAMPLE]]
    kept = [
        _close(pair.native_key, pair.key)
        for pair in tests
        if evidence(model, Token(pair.native, pair.native_key, pair.script, pair.units), _latin(pair.key)) > 2
    ]
    passing = [_close(a.key, b.key) for a, b in pairwise(tests)]
    print(
        f"skeleton gate keeps {np.mean(kept):.3f} of {len(kept)} pairs with evidence, passes {np.mean(passing):.3f} of random pairs"
    )


def _latin(key: str) -> Token:
    return Token(key, key, Script.LATIN, letters_of(key).tobytes())


def _close(a: str, b: str) -> bool:
    left, right = f"{skeleton(a):x}", f"{skeleton(b):x}"
    rows = [list(range(len(right) + 1))]
    for i, letter in enumerate(left, start=1):
        rows.append([i])
        for j, other in enumerate(right, start=1):
            best = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (letter != other))
            swapped = i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other
            rows[i].append(min(best, rows[i - 2][j - 2] + 1) if swapped else best)
    return rows[-1][-1] <= 1 + max(len(left), len(right)) // 4


def name_score(model: NameModel, query: str, candidate: str) -> float:
    """The sum of evidence of the best one-to-one alignment of all tokens of the shorter name, spaces lost or kept."""
    a, b = split_name(query), split_name(candidate)
    a, b = (a, b) if len(a) <= len(b) else (b, a)
    if not a or len(b) > 6:
        return -99.0
    table = [[evidence(model, left, right) for right in b] for left in a]
    return max(sum(table[i][j] for i, j in enumerate(order)) for order in permutations(range(len(b)), len(a)))


def labelled(model: NameModel, path: Path) -> None:
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    scores = np.array([name_score(model, row["query"]["name"], row["candidate"]["name"]) for row in rows])
    truth = np.array([row["match"] for row in rows])
    f1, threshold = best_f1(scores[truth], scores[~truth])
    said = scores > ONE_THRESHOLD
    both = (said & truth).sum()
    print(
        f"{path.stem:20} best F1 {f1:.3f} @ {threshold:5.1f}   @ {ONE_THRESHOLD}: F1 {2 * both / (said.sum() + truth.sum()):.3f}"
        f" precision {both / max(1, said.sum()):.3f} recall {both / truth.sum():.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("labelled", type=Path, nargs="?")
    arguments = parser.parse_args()
    model = load_name_model()
    pairs = read_pairs(arguments.folder)
    for script in sorted(set(FILES.values())):
        held_out(model, pairs, script)
    gate(pairs, model)
    for path in sorted(arguments.labelled.glob("coling_*.jsonl")) if arguments.labelled else ():
        labelled(model, path)


if __name__ == "__main__":
    main()
