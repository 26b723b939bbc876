"""Latin spellings of one name, to learn how Latin letters stand for one another, in three customs of romanisation.

European: spellings that share a Cyrillic form. Abjad: spellings that share an Arabic form with a letter that foreign names
do not need. East: spellings that share a native-looking Han or Hangul form, and published systems (pinyin and Wade-Giles,
Revised and McCune-Reischauer, Hepburn and Kunrei) laid side by side.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations, product
from random import Random

from pairs import Pair

from catenary.core.screening.name_words import HAN_FAMILY_NAMES
from catenary.core.screening.romanise import key_of
from catenary.core.screening.scripts import PINYIN_FINALS, PINYIN_INITIALS, Script

STYLES = ("european", "abjad", "east")
ARABIC_ALONE = frozenset("حعقصضطظخذثء")
MOST_SPELLINGS = 14

Spelling = tuple[str, str, float]

_WADE_INITIALS = {
    "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "x": "hs", "zh": "ch", "z": "ts", "c": "ts", "r": "j",
}  # fmt: skip
_WADE_FINALS = {"ong": "ung", "ian": "ien", "ie": "ieh", "ue": "ueh", "er": "erh", "iong": "iung"}
_WADE_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu", "yi": "i", "ye": "yeh",
    "yan": "yen", "you": "yu", "yong": "yung", "ge": "ko", "ke": "ko", "he": "ho", "yue": "yueh", "wu": "wu",
}  # fmt: skip
_KUNREI = (("shi", "si"), ("chi", "ti"), ("tsu", "tu"), ("fu", "hu"), ("ji", "zi"), ("sha", "sya"), ("sho", "syo"),
           ("shu", "syu"), ("ja", "zya"), ("jo", "zyo"), ("ju", "zyu"), ("cha", "tya"), ("cho", "tyo"), ("chu", "tyu"))  # fmt: skip
_MC_CUNE = (("yeo", "yo"), ("eo", "o"), ("eu", "u"), ("wo", "wo"), ("g", "k"), ("d", "t"), ("b", "p"), ("j", "ch"))
_CUSTOM = (("yeong", "young"), ("jeong", "jung"), ("seong", "sung"), ("eong", "ung"), ("yeo", "you"), ("eo", "u"), ("u", "oo"),
           ("i", "ee"), ("j", "ch"), ("g", "k"), ("hyeon", "hyun"), ("eu", "u"))  # fmt: skip


_ABJAD_CUSTOMS = (
    ("u", "ou"), ("u", "oo"), ("u", "o"), ("ou", "u"), ("o", "u"), ("oo", "u"), ("i", "ee"), ("i", "e"), ("i", "y"), ("ee", "i"),
    ("e", "i"), ("y", "i"), ("a", "e"), ("e", "a"), ("aa", "a"), ("a", "aa"), ("j", "dj"), ("j", "g"), ("dj", "j"), ("sh", "ch"),
    ("ch", "sh"), ("q", "k"), ("q", "g"), ("q", "gh"), ("k", "q"), ("kh", "h"), ("kh", "ch"), ("kh", "k"), ("gh", "g"), ("dh", "d"),
    ("dh", "z"), ("dh", "th"), ("th", "t"), ("th", "s"), ("z", "dh"), ("w", "ou"), ("w", "u"), ("w", "v"), ("ay", "ai"), ("ai", "ei"),
    ("aw", "ou"), ("aw", "au"), ("iy", "i"), ("iyy", "y"), ("h", ""), ("s", "ss"), ("ss", "s"), ("d", "t"),
)  # fmt: skip
_CYRILLIC_SYSTEMS = {
    "ё": ("yo", "e", "jo", "io"), "ж": ("zh", "j", "sch", "z"), "й": ("y", "i", "j"), "х": ("kh", "h", "ch", "x"),
    "ц": ("ts", "tz", "c", "z"), "ч": ("ch", "tch", "tsch", "c"), "ш": ("sh", "ch", "sch", "s"),
    "щ": ("shch", "chtch", "schtsch", "sc"), "ы": ("y",), "э": ("e",), "ю": ("yu", "iu", "ju", "iou"),
    "я": ("ya", "ia", "ja"), "в": ("v", "v", "w"), "у": ("u", "ou", "u"), "ь": ("",), "ъ": ("",), "с": ("s", "s", "s", "ss"),
    "е": ("e", "e", "ye", "ie"), "і": ("i",), "ї": ("yi", "i"), "є": ("ye", "ie"), "ґ": ("g",),
}  # fmt: skip


def spellings(pairs: list[Pair], style: str) -> list[Spelling]:
    """(a, b, weight): both directions of each pair of spellings."""
    systems = {"european": _cyrillic_systems, "abjad": _abjad_customs, "east": _east_systems}[style]
    return [*_of_groups(_groups(pairs, style)), *_both_ways(systems(pairs))]


def _groups(pairs: list[Pair], style: str) -> dict[str, dict[str, int]]:
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for pair in pairs:
        if not pair.held_out and _belongs(pair, style):
            group = groups[pair.script.name + pair.native]
            group[pair.key] = group.get(pair.key, 0) + pair.count
    return groups


def _belongs(pair: Pair, style: str) -> bool:
    if style == "european":
        return pair.script == Script.CYRILLIC
    if style == "abjad":
        return pair.script == Script.ARABIC and not ARABIC_ALONE.isdisjoint(pair.native)
    return pair.script == Script.HAN and pair.native in HAN_FAMILY_NAMES and len(pair.key) <= len(pair.native_key) + 2


def _of_groups(groups: dict[str, dict[str, int]]) -> Iterator[Spelling]:
    for group in groups.values():
        common = sorted(group, key=lambda key: (-group[key], key))[:MOST_SPELLINGS]
        for a, b in permutations(common, 2):
            yield a, b, (group[a] * group[b]) ** 0.25 / len(common) ** 0.5


def _both_ways(rows: Iterable[tuple[str, str]]) -> Iterator[Spelling]:
    for a, b in sorted(set(rows)):
        if a != b:
            yield a, b, 1.0
            yield b, a, 1.0


def _cyrillic_systems(pairs: list[Pair]) -> Iterator[tuple[str, str]]:
    """A sample of the native forms in two of the systems that passports and libraries of different countries use."""
    chosen = Random(2)
    natives = sorted({pair.native for pair in pairs if pair.script == Script.CYRILLIC and not pair.held_out})
    for native in chosen.sample(natives, 12_000):
        yield _cyrillic(native, chosen.randrange(4)), _cyrillic(native, chosen.randrange(4))


def _cyrillic(native: str, system: int) -> str:
    letters = (_CYRILLIC_SYSTEMS.get(letter, (key_of(letter, Script.CYRILLIC),)) for letter in native)
    return "".join(choices[min(system, len(choices) - 1)] for choices in letters)


def _abjad_customs(pairs: list[Pair]) -> Iterator[tuple[str, str]]:
    """Spellings of Arabic names under the customs of English, French, German, Turkish and Persian clerks."""
    chosen = Random(3)
    keys = {pair.key for pair in pairs if not pair.held_out and _belongs(pair, "abjad")}
    for key in sorted(keys):
        for _ in range(3):
            rules = [rule for rule in _ABJAD_CUSTOMS if chosen.random() < 0.2]
            yield key, _sometimes(key, rules, chosen)


def _sometimes(text: str, rules: Iterable[tuple[str, str]], chosen: Random) -> str:
    for old, new in rules:
        at = text.find(old, chosen.randrange(len(text) or 1))
        if at >= 0 and not (at == 0 and new == ""):
            text = text[:at] + new + text[at + len(old) :]
    return text


def _east_systems(pairs: list[Pair]) -> Iterator[tuple[str, str]]:
    chosen = Random(1)
    syllables = [(i + f, _wade_giles(i, f)) for i, f in product(PINYIN_INITIALS, PINYIN_FINALS) if f and "v" not in f]
    yield from syllables
    for _ in range(4000):
        (a, x), (b, y) = chosen.choice(syllables), chosen.choice(syllables)
        yield a + b, x + y
    for pair in pairs:
        if pair.script == Script.HANGUL and len(pair.native) <= 2 and not pair.held_out:
            yield pair.native_key, _replaced(pair.native_key, _MC_CUNE)
            yield pair.native_key, _replaced(pair.native_key, [rule for rule in _CUSTOM if chosen.random() < 0.5])
        elif pair.script == Script.KANA and len(pair.native) <= 4 and not pair.held_out:
            yield pair.native_key, _replaced(pair.native_key, _KUNREI)


def _wade_giles(initial: str, final: str) -> str:
    whole = initial + final
    return _WADE_WHOLE.get(whole, _WADE_INITIALS.get(initial, initial) + _WADE_FINALS.get(final, final))


def _replaced(text: str, rules: Iterable[tuple[str, str]]) -> str:
    for old, new in rules:
        text = text.replace(old, new)
    return text
