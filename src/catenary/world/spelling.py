"""How a name part may be written in Latin letters: one table per script, one column per habit.

These tables belong to the world alone. Screening has its own knowledge of scripts and must find what they produce.
"""

import re
from functools import cache
from importlib.resources import files
from unicodedata import normalize

_EMPTY = "-"
_LETTERS = "letters"
_DOUBLED = re.compile(r"([^aiuāīūeoēō])\1")
_WORD = re.compile(r"[^ \-\u05be]+")
_VIRAMA_BEFORE_VOWEL = re.compile("्([aािीुूृेैोौ])")


class SpellingTable:
    """The spellings of one script: the longest piece wins, `^` and `$` are the ends of a word."""

    def __init__(self, systems: tuple[str, ...], rows: dict[str, tuple[str, ...]]) -> None:
        self.systems = systems
        self.rows = rows
        pieces = sorted(rows, key=len, reverse=True)
        self._piece = re.compile("|".join([*map(re.escape, pieces), "."]), re.DOTALL)

    def spell(self, word: str) -> tuple[str, ...]:
        """One spelling per system, in lower case; what the table does not know stays as it is."""
        pieces = self._piece.findall(f"^{word}$")
        return tuple(map("".join, zip(*map(self._row, pieces), strict=True)))

    def _row(self, piece: str) -> tuple[str, ...]:
        return self.rows.get(piece) or ("" if piece in "^$" else piece,) * len(self.systems)


@cache
def _table(script: str) -> SpellingTable:
    text = (files("catenary.world") / "data" / "spelling" / f"{script}.tsv").read_text(encoding="utf-8")
    head, *rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    values = {key: tuple("" if cell == _EMPTY else cell for cell in cells) for key, *cells in rows}
    return SpellingTable(tuple(head[1:]), values)


def systems(script: str) -> tuple[str, ...]:
    """The names of the habits in which a script is spelled, in the order of `spellings`."""
    names = tuple(name for name in _table(script).systems if name != _LETTERS)
    return ("as_written", *names) if script == "latin" else names


def spellings(sound: str, script: str) -> tuple[str, ...]:
    """A name part in Latin letters, once per system of its script, each word capitalised."""
    count = len(_table(script).systems)
    words = [_spell_word(word, script) for word in _WORD.findall(sound)]
    gaps = ["-" if gap == "\u05be" else gap for gap in _WORD.split(sound)]
    spelled = tuple(
        "".join(gap + word[i] for gap, word in zip(gaps, words, strict=False)) + gaps[-1]
        for i in range(count)
    )
    return (sound, *spelled) if script == "latin" else spelled[: len(systems(script))]


def _spell_word(word: str, script: str) -> tuple[str, ...]:
    if script == "latin":
        return _keeping_case(word)
    spelled = _table(script).spell(_letter_by_letter(word) if script == "hangul" else word.lower())
    return tuple(form[:1].upper() + form[1:] for form in spelled)


def _keeping_case(word: str) -> tuple[str, ...]:
    table = _table("latin")
    if word.isascii():
        return (word,) * len(table.systems)
    letters = [(table.rows.get(c) or _capital(table.rows.get(c.lower())) or (c, c)) for c in word]
    return tuple(map("".join, zip(*letters, strict=True)))


def _capital(forms: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return tuple(form.capitalize() for form in forms) if forms else None


def _letter_by_letter(word: str) -> str:
    known = _table("hangul").rows
    return "".join(syllable if syllable in known else normalize("NFD", syllable) for syllable in word)


def kept_as_sound(script: str) -> bool:
    """Whether name parts of this script are kept as transcriptions from which the letters follow."""
    return _LETTERS in _table(script).systems


def home_letters(sound: str, script: str) -> str:
    """A transcription in the letters of its own script. Raises ValueError where the script has no such column."""
    table = _table(script)
    column = table.systems.index(_LETTERS)
    words = [table.spell(_DOUBLED.sub(r"\1", word))[column] for word in sound.split(" ")]
    return " ".join(map(_joined_vowels, words)) if script == "devanagari" else " ".join(words)


def _joined_vowels(word: str) -> str:
    """Devanagari: a vowel sign takes the place of the virama; the vowel `a` and a last virama are not written."""
    return _VIRAMA_BEFORE_VOWEL.sub(r"\1", word).rstrip("्").replace("a", "")
