"""Writing systems: which one a letter belongs to, and the unit alphabet of those with a learned channel."""

from enum import IntEnum
from functools import lru_cache
from unicodedata import name as character_name
from unicodedata import normalize

from anyascii import anyascii


class Script(IntEnum):
    """A writing system of names; the numbers are part of the name model's file format."""

    LATIN = 0
    CYRILLIC = 1
    ARABIC = 2
    HEBREW = 3
    HAN = 4
    KANA = 5
    HANGUL = 6
    GREEK = 7
    DEVANAGARI = 8
    THAI = 9
    GEORGIAN = 10
    ARMENIAN = 11
    ETHIOPIC = 12
    OTHER = 13


_SCRIPT_WORDS = {
    "LATIN": Script.LATIN,
    "FULLWIDTH": Script.LATIN,
    "MODIFIER": Script.LATIN,
    "CYRILLIC": Script.CYRILLIC,
    "ARABIC": Script.ARABIC,
    "HEBREW": Script.HEBREW,
    "CJK": Script.HAN,
    "HIRAGANA": Script.KANA,
    "KATAKANA": Script.KANA,
    "KATAKANA-HIRAGANA": Script.KANA,
    "HANGUL": Script.HANGUL,
    "GREEK": Script.GREEK,
    "DEVANAGARI": Script.DEVANAGARI,
    "THAI": Script.THAI,
    "GEORGIAN": Script.GEORGIAN,
    "ARMENIAN": Script.ARMENIAN,
    "ETHIOPIC": Script.ETHIOPIC,
}


@lru_cache(maxsize=65_536)
def script_of(letter: str) -> Script:
    """The script of one letter, by the first word of its Unicode character name."""
    if letter.isascii():
        return Script.LATIN
    return _SCRIPT_WORDS.get(character_name(letter, "").partition(" ")[0], Script.OTHER)


ARABIC_UNITS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئپچژگڤٹڈڑں"
HEBREW_UNITS = "אבגדהוזחטיכלמנסעפצקרשתךםןףץ'"
CYRILLIC_UNITS = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўјљњћђџқғүұөәңһѕќѓ"
KANA_UNITS = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
    "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴァィゥェォャュョッーヮヰヱ"
)
PINYIN_INITIALS = (
    "", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r",
    "z", "c", "s", "y", "w",
)  # fmt: skip
PINYIN_FINALS = (
    "", "a", "o", "e", "i", "u", "v", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "er",
    "ia", "ie", "iao", "iu", "ian", "in", "iang", "ing", "iong", "ua", "uo", "uai", "ui", "uan", "un",
    "uang", "ue", "ve", "io",
)  # fmt: skip
WEAK_LETTERS = {
    Script.CYRILLIC: "йьъёэ",
    Script.ARABIC: "ىةءأإآؤئ",
    Script.HEBREW: "וי'",
    Script.KANA: "ーッァィゥェォ",
}
"""Letters that writers of one language put, leave out or exchange more freely than the rest; long vowels of Arabic are not
among them, for they tell names apart."""
HANGUL_VOWELS_FROM = 19
HANGUL_CODAS_FROM = HANGUL_VOWELS_FROM + 21
ABJAD_CUSTOM, EAST_CUSTOM = 14, 15
"""Channel numbers after the last `Script`: Latin respellings of Arabic and of East Asian names."""
LATIN_CHANNELS = (int(Script.LATIN), ABJAD_CUSTOM, EAST_CUSTOM)
"""The three customs in which one Latin spelling stands for another; the first is the European one."""
CHANNELS = 16
CHANNEL_UNITS = {
    **dict.fromkeys(LATIN_CHANNELS, 26),
    Script.CYRILLIC: len(CYRILLIC_UNITS),
    Script.ARABIC: len(ARABIC_UNITS),
    Script.HEBREW: len(HEBREW_UNITS),
    Script.HAN: len(PINYIN_INITIALS) + len(PINYIN_FINALS),
    Script.KANA: len(KANA_UNITS),
    Script.HANGUL: HANGUL_CODAS_FROM + 27,
}
"""Channels into Latin letters, by number, and how many units each has."""
LONGEST = 24
"""Units and key letters kept of one token; ICAO Doc 9303-3 leaves at most 39 for a whole name."""

_ARABIC_SAME = str.maketrans(
    {"ک": "ك", "ی": "ي", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ە": "ه", "ے": "ي", "ٱ": "ا", "ڨ": "ق", "ۆ": "و"}
)
_CYRILLIC_SAME = str.maketrans("ҳҷӣӯҡҙҫҗҝҹӑӗӳҥҕӕ", "һжиуқзсжгчаеүңғә")
"""Letters of Tajik, Bashkir, Tatar, Azerbaijani, Chuvash, Yakut and Ossetian that the learned channel has not met."""

_CODES = {
    script: {letter: code for code, letter in enumerate(letters, start=1)}
    for script, letters in (
        (Script.ARABIC, ARABIC_UNITS),
        (Script.HEBREW, HEBREW_UNITS),
        (Script.CYRILLIC, CYRILLIC_UNITS),
        (Script.KANA, KANA_UNITS),
    )
}
_INITIAL_CODES = {initial: code for code, initial in enumerate(PINYIN_INITIALS, start=1)}
_FINAL_CODES = {final: code for code, final in enumerate(PINYIN_FINALS, start=1 + len(PINYIN_INITIALS))}


def units_of(text: str, script: Script, key: str) -> bytes:
    """The unit codes (1 to 255) of a token's own script, at most 24; of its key where the script has no channel."""
    if script == Script.HAN:
        codes = _han_codes(text)
    elif script == Script.HANGUL:
        codes = _hangul_codes(text)
    elif script in _CODES:
        codes = _letter_codes(text, script)
    else:
        codes = [ord(letter) - 96 for letter in key]
    return bytes(codes[:LONGEST])


def unify_letters(text: str, script: Script) -> str:
    """One form of letters that keyboards or countries write differently (Persian kaf, hiragana, Tajik che)."""
    if script == Script.ARABIC:
        return text.translate(_ARABIC_SAME)
    if script == Script.CYRILLIC:
        return text.translate(_CYRILLIC_SAME)
    if script == Script.KANA:
        return "".join(chr(ord(c) + 96) if "ぁ" <= c <= "ゖ" else c for c in text)
    if script == Script.HEBREW:
        return text.replace("׳", "'").replace("’", "'").replace("װ", "וו").replace("ײ", "יי")
    return text


def _letter_codes(text: str, script: Script) -> list[int]:
    known = _CODES[script]
    return [known[letter] for letter in unify_letters(text, script) if letter in known]


def _hangul_codes(text: str) -> list[int]:
    codes: list[int] = []
    for syllable in text:
        index = ord(syllable) - 0xAC00
        if 0 <= index < 11172:
            initial, rest = divmod(index, 588)
            vowel, coda = divmod(rest, 28)
            codes += [1 + initial, 1 + HANGUL_VOWELS_FROM + vowel]
            codes += [HANGUL_CODAS_FROM + coda] if coda else []
    return codes


def _han_codes(text: str) -> list[int]:
    codes: list[int] = []
    for character in text:
        initial, final = pinyin_parts(character)
        codes += [_INITIAL_CODES[initial], _FINAL_CODES[final]]
    return codes


@lru_cache(maxsize=32_768)
def pinyin_parts(character: str) -> tuple[str, str]:
    """Initial and final of a Han character's most usual Mandarin reading; finals we do not know count as none."""
    syllable = normalize("NFKD", anyascii(character)).lower()
    initial = syllable[:2] if syllable[:2] in {"zh", "ch", "sh"} else syllable[:1]
    initial = initial if initial in _INITIAL_CODES else ""
    final = syllable[len(initial) :]
    return initial, final if final in _FINAL_CODES else ""
