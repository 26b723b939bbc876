"""Arabic compound names in one word, taken apart: *Abdurrahman* is abd + al + rahman, *Noureddine* is nur + al + din.

Clerks of different countries join, hyphenate and assimilate the article in every way there is; apart, the pieces that name
can meet their other spellings. Only compounds of known pieces are cut, so that *Abdulov* and *Geraldine* stay whole.
"""

import re
from functools import lru_cache

from catenary.core.screening.name_words import OF_THE_FAITH, SERVANT_OF

_ARTICLE = re.compile("(?:[aeiou]{1,2})?[lrsdtnz]?")
_ALONE = re.compile("abd[aeo]?[aeou][lr]")
_OF_THE_FAITH = re.compile("([aeiou]{1,2}[ld]?)d(?:i|ee|ie|y|e)ne?")
_LONGEST_FAITH = 8
_DOUBLED = re.compile(r"(.)\1+")
_SILENT = re.compile("[aeiouyhw]")
_ONE_SOUND = str.maketrans("qcgfz", "kkkbs")


def _consonants(word: str) -> str:
    """The bare consonants, letters that stand for one another in Arabic names made one."""
    return _DOUBLED.sub(r"\1", _SILENT.sub("", word).translate(_ONE_SOUND))


_SERVANT_BONES = frozenset(_consonants(word) for word in SERVANT_OF)
_FAITH_BONES = frozenset(_consonants(word) for word in OF_THE_FAITH)


def _is_one_of(word: str, words: frozenset[str], bones: frozenset[str]) -> bool:
    """Short words must be spelt as listed: one consonant would fit too many."""
    found = _consonants(word)
    return word in words or (len(found) > 1 and found in bones)


@lru_cache(maxsize=65_536)
def article_within(key: str) -> tuple[int, int] | None:
    """Where the article of a joined Arabic compound begins and ends in its Latin key; None for any other word."""
    if key.startswith("abd"):
        return (3, len(key)) if _ALONE.fullmatch(key) else _article_of_servant(key)
    return _article_of_faith(key)


def _article_of_faith(key: str) -> tuple[int, int] | None:
    for start in range(max(2, len(key) - _LONGEST_FAITH), len(key) - 3):
        found = _OF_THE_FAITH.fullmatch(key, start)
        if found and _is_one_of(key[:start], OF_THE_FAITH, _FAITH_BONES):
            return found.span(1)
    return None


def _article_of_servant(key: str) -> tuple[int, int] | None:
    for end in range(min(6, len(key) - 3), 2, -1):
        if _ARTICLE.fullmatch(key, 3, end) and _is_one_of(key[end:], SERVANT_OF, _SERVANT_BONES):
            return 3, end
    return None
