"""Name parts that stand for one another: classes from tables and from native forms that have several Latin spellings."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pairs import Pair

from catenary.core.screening.romanise import key_of
from catenary.core.screening.scripts import Script

LEAST_GROUP = 12
LEAST_MEMBER = 3
LEAST_SHARE = 0.02
LEAST_SHARE_ELSEWHERE = 0.15
FULL_SOUND = frozenset({Script.CYRILLIC, Script.ARABIC})
"""Scripts that keep names apart well enough for a small share of spellings to be believed."""

Class = tuple[str, tuple[str, ...]]


def classes(
    pairs: list[Pair], families: dict[str, list[str]], here: Path, nicknames: Path | None
) -> list[Class]:
    """(source, keys) of every class, without repetitions."""
    found = [("given", keys) for keys in _lines(here / "given_names.txt")]
    found += [
        ("family", tuple({key_of(natives[0], Script.HAN), *keys})) for natives, keys in families.items()
    ]
    found += [("nickname", keys) for keys in _nicknames(nicknames)] if nicknames else []
    found += [("wikidata", keys) for keys in _shared_natives(pairs)]
    unique = {
        tuple(sorted({key_of(key, Script.LATIN) for key in keys} - {""})): source
        for source, keys in reversed(found)
    }
    return sorted((source, keys) for keys, source in unique.items() if len(keys) > 1)


def _lines(path: Path) -> Iterator[tuple[str, ...]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(word for whole in line.split() for word in [whole] if "-" not in word)


def _nicknames(path: Path) -> Iterator[tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            groups[row["name1"]].append(row["name2"])
    yield from ((name, *group) for name, group in groups.items())


def _shared_natives(pairs: list[Pair]) -> Iterator[tuple[str, ...]]:
    groups: dict[tuple[Script, str], Counter[str]] = defaultdict(Counter)
    native_keys: dict[tuple[Script, str], str] = {}
    for pair in pairs:
        if not pair.held_out and len(pair.units) >= 3:
            groups[pair.script, pair.native][pair.key] += pair.count
            native_keys[pair.script, pair.native] = pair.native_key
    for where, group in groups.items():
        total = sum(group.values())
        least = LEAST_SHARE if where[0] in FULL_SOUND else LEAST_SHARE_ELSEWHERE
        members = [key for key, count in group.items() if count >= max(LEAST_MEMBER, least * total)]
        if total >= LEAST_GROUP:
            yield (native_keys[where], *members)
