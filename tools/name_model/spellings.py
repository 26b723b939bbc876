"""Latin spellings of one name, to learn how Latin letters stand for one another, in three customs of romanisation.

European: spellings that share a Cyrillic form. Abjad: spellings that share an Arabic form with a letter that foreign names
do not need. East: spellings of one Han family name. To each come the published systems laid side by side.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations
from random import Random

from pairs import Pair
from systems import ARABIC_ALONE, abjad_custom, cyrillic_system, korean_customs, kunrei, pinyin_and_wade_giles

from catenary.core.screening.scripts import Script

CUSTOMS = ("european", "abjad", "east")
MOST_SPELLINGS = 14

Spelling = tuple[str, str, float]


def spellings(pairs: list[Pair], families: dict[str, list[str]], custom: str) -> list[Spelling]:
    """(a, b, weight): both directions of each pair of spellings of one custom."""
    systems = {"european": _cyrillic_systems, "abjad": _abjad_customs, "east": _east_systems}
    found = [*_of_groups(_groups(pairs, custom)), *_both_ways(systems[custom](pairs))]
    if custom == "east":
        found += [(a, b, 4.0) for keys in families.values() for a, b in permutations(keys, 2)]
    return found


def _groups(pairs: list[Pair], custom: str) -> dict[str, dict[str, int]]:
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for pair in pairs:
        if not pair.held_out and _belongs(pair, custom):
            group = groups[pair.script.name + pair.native]
            group[pair.key] = group.get(pair.key, 0) + pair.count
    return groups


def _belongs(pair: Pair, custom: str) -> bool:
    if custom == "european":
        return pair.script == Script.CYRILLIC
    return custom == "abjad" and pair.script == Script.ARABIC and not ARABIC_ALONE.isdisjoint(pair.native)


def _of_groups(groups: dict[str, dict[str, int]]) -> Iterator[Spelling]:
    for group in groups.values():
        common = sorted(group, key=lambda key: (-group[key], key))[:MOST_SPELLINGS]
        for a, b in permutations(common, 2):
            yield a, b, (group[a] * group[b]) ** 0.25 / len(common) ** 0.5


def _both_ways(rows: Iterable[tuple[str, str]]) -> Iterator[Spelling]:
    for a, b in sorted(set(rows)):
        if a and b and a != b:
            yield a, b, 1.0
            yield b, a, 1.0


def _cyrillic_systems(pairs: list[Pair]) -> Iterator[tuple[str, str]]:
    chosen = Random(2)
    natives = sorted({pair.native for pair in pairs if pair.script == Script.CYRILLIC and not pair.held_out})
    for native in chosen.sample(natives, min(12_000, len(natives))):
        yield cyrillic_system(native, chosen.randrange(4)), cyrillic_system(native, chosen.randrange(4))


def _abjad_customs(pairs: list[Pair]) -> Iterator[tuple[str, str]]:
    chosen = Random(3)
    keys = {pair.key for pair in pairs if not pair.held_out and _belongs(pair, "abjad")}
    for key in sorted(keys):
        for _ in range(3):
            yield key, abjad_custom(key, chosen)


def _east_systems(pairs: list[Pair]) -> Iterator[tuple[str, str]]:
    chosen = Random(1)
    yield from pinyin_and_wade_giles(chosen, 4000)
    for pair in pairs:
        if pair.script == Script.HANGUL and len(pair.native) <= 2 and not pair.held_out:
            for written in korean_customs(pair.native_key, chosen):
                yield pair.native_key, written
        elif pair.script == Script.KANA and len(pair.native) <= 4 and not pair.held_out:
            yield pair.native_key, kunrei(pair.native_key)
