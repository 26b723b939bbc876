"""One canonical romanisation per token, in the letters a to z: what scripts without a learned channel meet in."""

import re
from functools import lru_cache

from anyascii import anyascii

from catenary.core.screening.scripts import LONGEST, Script, unify_letters

_NOT_LETTERS = re.compile("[^a-z]+")

_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d",
    "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh",
    "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "ى": "a", "پ": "p", "چ": "ch",
    "ژ": "zh", "گ": "g", "ڤ": "v", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ئ": "", "ؤ": "u", "ء": "",
}  # fmt: skip
_HEBREW = {
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ז": "z", "ח": "h", "ט": "t", "כ": "k", "ך": "k", "ל": "l",
    "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": "p", "ף": "f", "צ": "ts", "ץ": "ts", "ק": "k",
    "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_CYRILLIC = {
    "ё": "yo", "ж": "zh", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj",
    "ђ": "dj", "ћ": "c", "џ": "dz", "қ": "k", "ғ": "g", "ү": "u", "ұ": "u", "ө": "o", "ә": "a", "ң": "ng", "һ": "h",
}  # fmt: skip
_HEBREW_GERESH = (("ג'", "j"), ("ז'", "zh"), ("צ'", "ch"), ("ץ'", "ch"), ("ת'", "th"), ("ח'", "kh"))
_GREEK_DIGRAPHS = (
    ("ου", "ou"), ("μπ", "b"), ("ντ", "nt"), ("γκ", "gk"), ("γγ", "ng"), ("γχ", "nch"), ("γξ", "nx"),
    ("ευ", "ev"), ("αυ", "av"), ("ηυ", "iv"), ("τζ", "tz"), ("χ", "ch"), ("φ", "f"), ("υ", "y"), ("η", "i"),
)  # fmt: skip


@lru_cache(maxsize=65_536)
def key_of(text: str, script: Script) -> str:
    """At most 24 letters a to z; empty where the text holds no letter that can be romanised."""
    written = text.lower()
    if script == Script.ARABIC:
        latin = _abjad(unify_letters(written, script), _ARABIC, waw="و", yod="ي")
    elif script == Script.HEBREW:
        latin = _hebrew(unify_letters(written, script))
    elif script == Script.GREEK:
        latin = anyascii(_replaced(_greek_plain(written), _GREEK_DIGRAPHS))
    elif script == Script.CYRILLIC:
        latin = anyascii("".join(_CYRILLIC.get(letter, letter) for letter in written))
    else:
        latin = anyascii(written)
    return _NOT_LETTERS.sub("", latin.lower())[:LONGEST]


def _hebrew(written: str) -> str:
    return _abjad(_replaced(written, _HEBREW_GERESH), _HEBREW, waw="ו", yod="י")


def _greek_plain(written: str) -> str:
    return written.translate(str.maketrans("άέήίόύώϊϋΐΰς", "αεηιουωιυιυσ"))


def _replaced(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def _abjad(written: str, table: dict[str, str], waw: str, yod: str) -> str:
    """Consonants by table; *waw* and *yod* are vowels between consonants and consonants before vowels and at the start."""
    latin = ""
    for at, letter in enumerate(written):
        following = table.get(written[at + 1], written[at + 1]) if at + 1 < len(written) else ""
        as_consonant = at == 0 or latin[-1:] == "a" or following[:1] == "a"
        if letter == waw:
            latin += "w" if as_consonant else "u"
        elif letter == yod:
            latin += "y" if as_consonant else "i"
        elif letter in table:
            latin += table[letter]
        elif letter.isascii():
            latin += letter
    return latin
