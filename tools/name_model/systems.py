"""Published romanisation systems and clerks' customs, as rules: data to learn from where Wikidata shows one spelling only.

Wade-Giles beside pinyin; McCune-Reischauer and common custom beside Revised Romanization; Kunrei (ISO 3602) beside Hepburn;
passport, French and German custom for Cyrillic; English, French, Turkish and Persian custom for Arabic names.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from random import Random

from pairs import Pair

from catenary.core.screening.romanise import key_of
from catenary.core.screening.scripts import PINYIN_FINALS, PINYIN_INITIALS, Script, pinyin_parts, units_of

ARABIC_ALONE = frozenset("حعقصضطظخذثء")
"""Letters that foreign names do not need: a form with one of them is most likely an Arabic, Persian or Turkic name."""

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
_MC_CUNE = (
    ("yeo", "yo"),
    ("eo", "o"),
    ("eu", "u"),
    ("wo", "wo"),
    ("g", "k"),
    ("d", "t"),
    ("b", "p"),
    ("j", "ch"),
)
_NORTHERN = (("yeo", "yo"), ("eo", "o"), ("eu", "u"))
_CUSTOM = (("yeong", "young"), ("jeong", "jung"), ("seong", "sung"), ("eong", "ung"), ("yeo", "you"), ("eo", "o"), ("eo", "u"), ("eu", "u"), ("u", "oo"),
           ("i", "ee"), ("j", "ch"), ("g", "k"), ("hyeon", "hyun"))  # fmt: skip


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


def native_renderings(pairs: list[Pair], families: dict[str, list[str]]) -> Iterator[Pair]:
    """Native forms of the training pairs, and family names, in the Latin spellings that the systems give them."""
    chosen = Random(4)
    for pair in pairs:
        if not pair.held_out and pair.script in _SYSTEMS and len(pair.native) <= 12:
            written = _SYSTEMS[pair.script](pair, chosen)
            if written and chosen.random() < SAMPLED:
                yield pair._replace(key=written, count=1)
    for _ in range(KOREAN_NAMES):
        native = chosen.choice(KOREAN_GIVEN) + chosen.choice(KOREAN_GIVEN)
        romanised = key_of(native, Script.HANGUL)
        units = units_of(native, Script.HANGUL, "")
        for key in sorted({romanised, _replaced(romanised, _NORTHERN), *korean_customs(romanised, chosen)}):
            yield Pair(native, Script.HANGUL, units, romanised, key, 1)
    for natives, spellings in families.items():
        for native, key in product(natives, spellings):
            script = Script.HANGUL if native >= "가" else Script.HAN
            yield Pair(
                native, script, units_of(native, script, ""), key_of(native, script), key, FAMILY_COUNT
            )


def read_families(path: Path) -> dict[str, list[str]]:
    """Family names by character or syllable (or both forms of a character), with their spellings."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    return {natives: [key for key in spellings.split() if key.isalpha()] for natives, spellings in lines}


def cyrillic_system(native: str, system: int) -> str:
    letters = (_CYRILLIC_SYSTEMS.get(letter, (key_of(letter, Script.CYRILLIC),)) for letter in native)
    return "".join(choices[min(system, len(choices) - 1)] for choices in letters)


def abjad_custom(key: str, chosen: Random) -> str:
    """The same Arabic name as another country's clerk may spell it."""
    return _sometimes(key, [rule for rule in _ABJAD_CUSTOMS if chosen.random() < 0.2], chosen)


def pinyin_and_wade_giles(chosen: Random, names: int) -> Iterator[tuple[str, str]]:
    """All syllables, and *names* given names of two."""
    syllables = [
        (i + f, _wade_giles(i, f)) for i, f in product(PINYIN_INITIALS, PINYIN_FINALS) if f and "v" not in f
    ]
    yield from syllables
    for _ in range(names):
        (a, x), (b, y) = chosen.choice(syllables), chosen.choice(syllables)
        yield a + b, x + y


def korean_customs(key: str, chosen: Random) -> tuple[str, str]:
    """McCune-Reischauer without its marks, and a mixture as passports have it, of a Revised Romanization."""
    return _replaced(key, _MC_CUNE), _replaced(key, [rule for rule in _CUSTOM if chosen.random() < 0.5])


def kunrei(key: str) -> str:
    return _replaced(key, _KUNREI)


def _cyrillic_rendering(pair: Pair, chosen: Random) -> str:
    return cyrillic_system(pair.native, chosen.randrange(4))


def _abjad_rendering(pair: Pair, chosen: Random) -> str:
    return "" if ARABIC_ALONE.isdisjoint(pair.native) else abjad_custom(pair.key, chosen)


def _han_rendering(pair: Pair, chosen: Random) -> str:
    if len(pair.native) > 2:
        return ""
    parts = [pinyin_parts(character) for character in pair.native]
    return (
        "".join(i + f for i, f in parts)
        if chosen.random() < 0.6
        else "".join(_wade_giles(i, f) for i, f in parts)
    )


def _kana_rendering(pair: Pair, chosen: Random) -> str:
    return pair.native_key if chosen.random() < 0.5 else kunrei(pair.native_key)


def _korean_rendering(pair: Pair, chosen: Random) -> str:
    return (
        chosen.choice([pair.native_key, *korean_customs(pair.native_key, chosen)])
        if len(pair.native) <= 2
        else ""
    )


_SYSTEMS: dict[Script, Callable[[Pair, Random], str]] = {
    Script.CYRILLIC: _cyrillic_rendering,
    Script.ARABIC: _abjad_rendering,
    Script.HAN: _han_rendering,
    Script.KANA: _kana_rendering,
    Script.HANGUL: _korean_rendering,
}
SAMPLED = 0.3
KOREAN_GIVEN = "정은민지수영현준성진호재희경미선혜승우연동태상철용근훈석원일남순숙자옥애화하서윤예채빈종학규기명범봉복덕만열천택형환광국인주란향춘월심연길홍"
"""Syllables of many Korean given names; two make one."""
KOREAN_NAMES = 3000
FAMILY_COUNT = 60


def _sometimes(text: str, rules: Iterable[tuple[str, str]], chosen: Random) -> str:
    for old, new in rules:
        at = text.find(old, chosen.randrange(len(text) or 1))
        if at >= 0 and not (at == 0 and new == ""):
            text = text[:at] + new + text[at + len(old) :]
    return text


def _wade_giles(initial: str, final: str) -> str:
    whole = initial + final
    return _WADE_WHOLE.get(whole, _WADE_INITIALS.get(initial, initial) + _WADE_FINALS.get(final, final))


def _replaced(text: str, rules: Iterable[tuple[str, str]]) -> str:
    for old, new in rules:
        text = text.replace(old, new)
    return text
