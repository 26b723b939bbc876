"""A written name taken apart: the tokens that name, with the marks of those that only link or honour."""

import re
from functools import lru_cache
from unicodedata import category, normalize

from attrs import frozen

from catenary.core.screening import name_words as words
from catenary.core.screening.compounds import article_within
from catenary.core.screening.romanise import key_of
from catenary.core.screening.scripts import Script, script_of, unify_letters, units_of


@frozen
class Token:
    """One part of a name as written, and the forms it is compared in."""

    text: str
    key: str
    """Canonical romanisation, a to z, at most 24 letters."""
    script: Script
    units: bytes
    """Unit codes of its own script, at most 24 (`scripts.units_of`)."""
    particle: bool = False
    """Links names (al, bin, van, de): says little by its presence, nothing by its absence."""
    title: bool = False
    """A title or honorific (Dr, Sheikh, Haji); some are names too, so it is kept."""


_IGNORED = re.compile(
    "[\u0640\u064b-\u065f\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]"
)
_APOSTROPHES = re.compile("['’‘ʻʼʾʿ`´′ʹ]")
_PIECES = re.compile(r"[^\s,;:/|()\[\]{}<>\"“”„«».·・•‧＝=_+*&!?@#$%^~\\،؛]+")
_HYPHENS = re.compile("[-‐‑‒–—−־゠]")
_LOOK_ALIKES = str.maketrans("01345789", "oieashbg")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ]{3})(?=[A-ZÀ-Þ][a-zà-ÿ]{2})")
_JOINED_SYLLABLES = re.compile(r"^[A-Z][^\W\d_A-Z]{0,5}-[^\W\d_A-Z]{1,6}$")
_SYLLABLE = "(?:ch|sh|zh|ts|hs|kk|pp|tt|ss|jj|ph|th|kh|[bcdfghjklmnpqrstwxyz])?[wy]?[aeiouŏŭüöê]{1,3}(?:ng|[nkglmpt])?"
_EAST_ASIAN = re.compile(f"{_SYLLABLE}-{_SYLLABLE}", re.IGNORECASE)
"""Two syllables of a Chinese or Korean given name, hyphened: in capitals nothing else tells them from two names."""


def split_name(text: str) -> tuple[Token, ...]:
    """The tokens of a name in any script, in written order.

    Case is folded for comparing only. Parts without a letter carry no evidence of a name and give no token.
    A Han or Hangul name written in one piece is split into family and given name by the table of family names.
    """
    plain = _IGNORED.sub("", normalize("NFKC", text))
    tokens = [token for piece in _PIECES.findall(plain) for token in _tokens_of_piece(piece)]
    if any(token.script >= Script.ARABIC for token in tokens):
        tokens = _arabic_servants(tokens)
        if len(tokens) == 1:
            return _family_and_given(tokens[0])
    return tuple(tokens)


@lru_cache(maxsize=262_144)
def _tokens_of_piece(piece: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for run, script in _script_runs(piece):
        tokens += _latin_tokens(run) if script == Script.LATIN else _other_tokens(run, script)
    return tuple(tokens)


def _script_runs(piece: str) -> list[tuple[str, Script]]:
    """The piece cut where the script changes; marks, digits and hyphens stay with what stands before them."""
    runs: list[tuple[str, Script]] = []
    for letter in piece:
        script = script_of(letter) if category(letter).startswith("L") and letter != "ー" else None
        if letter == "ー":
            script = Script.KANA
        if runs and (script is None or script == runs[-1][1]):
            runs[-1] = (runs[-1][0] + letter, runs[-1][1])
        elif script is not None or letter.isdigit():
            runs.append((letter, Script.LATIN if script is None else script))
    return runs


def _latin_tokens(run: str) -> list[Token]:
    run = _APOSTROPHES.sub("", run)
    joined = _JOINED_SYLLABLES.match(run) or _EAST_ASIAN.fullmatch(run)
    if joined and run.split("-")[0].lower() not in words.PARTICLES:
        run = run.replace("-", "")
    tokens: list[Token] = []
    for part in _HYPHENS.split(run):
        for word in _CAMEL.split(part) if not part.islower() else [part]:
            tokens += _latin_word(word)
    return tokens


def _latin_word(word: str) -> list[Token]:
    if any(c.isdigit() for c in word):
        word = word.translate(_LOOK_ALIKES) if any(c.isalpha() for c in word) else ""
    key = key_of(word, Script.LATIN)
    if not key:
        return []
    article = article_within(key) if len(word) == len(key) else None
    if article:
        return _compound(word, *article)
    return [_token(word, key, Script.LATIN, particle=key in words.PARTICLES, title=key in words.TITLES)]


def _compound(word: str, start: int, end: int) -> list[Token]:
    """The pieces of a joined Arabic compound; however the article is assimilated, its key is *al*."""
    pieces = [_token(word[:start], key_of(word[:start], Script.LATIN), Script.LATIN)]
    if end > start:
        pieces.append(_token(word[start:end], "al", Script.LATIN, particle=True))
    if len(word) > end:
        pieces.append(_token(word[end:], key_of(word[end:], Script.LATIN), Script.LATIN))
    return pieces


def _other_tokens(run: str, script: Script) -> list[Token]:
    tokens = [
        _other_word(word, script) for part in _HYPHENS.split(run) for word in _arabic_article(part, script)
    ]
    return [token for token in tokens if token.key]


def _other_word(word: str, script: Script) -> Token:
    folded = unify_letters(word, script).lower()
    particle = folded in words.ARABIC_PARTICLES
    return _token(word, key_of(word, script), script, particle=particle, title=folded in words.OTHER_TITLES)


def _token(text: str, key: str, script: Script, *, particle: bool = False, title: bool = False) -> Token:
    return Token(text, key, script, units_of(text.lower(), script, key), particle, title)


def _arabic_article(word: str, script: Script) -> list[str]:
    """The article as a token of its own, also inside joined *abd al-* and *al-din*; the name of God keeps it."""
    if script != Script.ARABIC:
        return [word]
    folded = unify_letters(word, script)
    if folded.startswith("عبدال") and len(word) > 6 and not folded.startswith("عبدالله"):
        return [word[:3], word[3:5], word[5:]]
    if folded.endswith("الدين") and len(word) > 6:
        return [word[:-5], word[-5:-3], word[-3:]]
    if folded.startswith("ال") and len(word) > 4:
        return [word[:2], word[2:]]
    return [word]


def _arabic_servants(tokens: list[Token]) -> list[Token]:
    """*abd allah* in one token, as it is mostly written in Latin letters."""
    joined: list[Token] = []
    for token in tokens:
        if token.text == "الله" and joined and joined[-1].script == Script.ARABIC and not joined[-1].particle:
            joined[-1] = _other_word(joined[-1].text + token.text, Script.ARABIC)
        else:
            joined.append(token)
    return joined


@lru_cache(maxsize=65_536)
def _family_and_given(token: Token) -> tuple[Token, ...]:
    if token.script == Script.HAN:
        at = _family_length(token.text, words.HAN_FAMILY_NAMES, words.HAN_DOUBLE_FAMILY_NAMES)
    elif token.script == Script.HANGUL:
        at = _family_length(token.text, words.HANGUL_FAMILY_NAMES, words.HANGUL_DOUBLE_FAMILY_NAMES)
    else:
        at = 0
    parts = (token.text[:at], token.text[at:]) if at else (token.text,)
    tokens = (_other_word(part, token.script) for part in parts)
    return tuple(token for token in tokens if token.key)


def _family_length(text: str, singles: frozenset[str], doubles: frozenset[str]) -> int:
    if 3 <= len(text) <= 4 and text[:2] in doubles:
        return 2
    return 1 if 2 <= len(text) <= 3 and text[0] in singles else 0
