"""Sensitive data stops at the door: which service codes and texts are removed, and the policy that says so.

Removal is counted per category for the whole message and leaves nothing else: no value, no place, no mark on the
person, since a mark would tell what was removed.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Final, TypeAlias

from attrs import define, field, frozen

from catenary.core.intake.sensitive_table import (
    NEUTRAL_MEALS,
    PHRASES,
    SEAT_CHARACTERISTICS,
    SERVICE_CODES,
    Category,
    Phrase,
    ServiceCode,
)

__all__ = [
    "DEFAULT_POLICY",
    "Category",
    "Phrase",
    "Removals",
    "SensitivePolicy",
    "ServiceCode",
    "categories_in_text",
    "category_of_ssr",
]

_MEAL = re.compile(r"[A-Z]{2}ML")
_NOT_A_LETTER = str.maketrans({mark: " " for mark in map(chr, range(128)) if not mark.isalpha()})
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = r"[^\W\d_]"
_AFTER_CODE = rf"(?:(?!{_LETTER})|(?=[A-Z0-9]{{2}}[A-Z]{{2}}\d))"
"""A code ends the word, or carrier, status and number follow at once, as in the history line `SSR WCHRUTHK1`."""
_STEM = 4
"""Words are sieved by their first letters before any pattern is tried."""
_Test: TypeAlias = tuple[re.Pattern[str], Category]
_NOTHING: Final[frozenset[Category]] = frozenset()


@frozen(slots=False)
class SensitivePolicy:
    """What a State removes: the default table and what the State adds to it.

    Raises ValueError for a table that lacks a code, a phrase or a category of the default: protection may grow and
    never shrink.
    """

    codes: tuple[ServiceCode, ...] = SERVICE_CODES
    phrases: tuple[Phrase, ...] = PHRASES

    def __attrs_post_init__(self) -> None:
        missing = [row.code for row in SERVICE_CODES if row not in self.codes]
        missing += [row.words for row in PHRASES if row not in self.phrases]
        if missing:
            raise ValueError(f"the default table may be extended, never shrunk: lacks {', '.join(missing)}")

    @classmethod
    def extended_by(
        cls, codes: Iterable[ServiceCode] = (), phrases: Iterable[Phrase] = ()
    ) -> "SensitivePolicy":
        """The default with more codes and phrases."""
        return cls((*SERVICE_CODES, *codes), (*PHRASES, *phrases))

    @cached_property
    def _by_code(self) -> Mapping[str, Category]:
        return {row.code: row.category for row in reversed(self.codes)}

    def category_of_ssr(self, code: str) -> Category | None:
        """What a special service code tells of a person; None for one that tells nothing sensitive.

        A meal code that is neither in the table nor known to be neutral is `unclear`: carriers invent meals.
        """
        code = code.strip().upper()
        found = self._by_code.get(code)
        if found is None and code.endswith("ML") and code not in NEUTRAL_MEALS and _MEAL.fullmatch(code):
            return Category.UNCLEAR
        return found

    def categories_in_text(self, text: str) -> Collection[Category]:
        """Which categories a free text tells, each once; empty for nearly every text, and then quick."""
        if text.isascii():
            text = text.upper()
            words = text.translate(_NOT_A_LETTER).split()
        else:
            text = _plain(text)
            words = _WORD.findall(text)
        by_stem = self._by_stem
        begun = [word for word in words if word[:_STEM] in by_stem]
        if not begun and text.isascii():
            return _NOTHING
        tests = {test for word in begun for start, test in by_stem[word[:_STEM]] if word.startswith(start)}
        return {category for pattern, category in tests.union(self._unspaced) if pattern.search(text)}

    @cached_property
    def _by_stem(self) -> Mapping[str, list[tuple[str, _Test]]]:
        """By the first letters of a word: how a phrase or code begins, and the pattern worth trying then."""
        tests: dict[str, list[tuple[str, _Test]]] = {}
        for row in self.phrases:
            test = (re.compile(_phrase_source(row.words)), row.category)
            for word in _plain(row.words.split()[0]).split("|"):
                start = word.removesuffix("*")
                tests.setdefault(start[:_STEM], []).append((start, test))
        for code in self.codes:
            test = (re.compile(_code_source(code)), code.category)
            for start in (code.code, f"SSR{code.code}"):
                tests.setdefault(start[:_STEM], []).append((start, test))
        return tests

    @cached_property
    def _unspaced(self) -> tuple[_Test, ...]:
        """The patterns of scripts that put no space between words: tried on every text that is not ASCII."""
        rows = [row for row in self.phrases if _is_unspaced(row.words)]
        return tuple((re.compile(_phrase_source(row.words)), row.category) for row in rows)


def _code_source(row: ServiceCode) -> str:
    before = "SSR[ /-]*" if row.also_a_name else "(?:SSR[ /-]*)?"
    return rf"(?<!{_LETTER}){before}{row.code}{_AFTER_CODE}"


def _phrase_source(words: str) -> str:
    body = r"[\W\d_]+".join(_word_source(word) for word in _plain(words).split())
    return body if _is_unspaced(words) else rf"(?<!{_LETTER}){body}(?!{_LETTER})"


def _word_source(word: str) -> str:
    choices = (
        re.escape(choice.removesuffix("*")) + (f"{_LETTER}*" if choice.endswith("*") else "")
        for choice in word.split("|")
    )
    return f"(?:{'|'.join(choices)})"


def _is_unspaced(words: str) -> bool:
    return unicodedata.name(words[0], "").startswith("CJK")


def _plain(text: str) -> str:
    """Upper case without accents, so that one phrase meets every way of typing it."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).upper()


DEFAULT_POLICY: Final = SensitivePolicy()


def category_of_ssr(code: str) -> Category | None:
    """What a special service code tells of a person under the default policy."""
    return DEFAULT_POLICY.category_of_ssr(code)


def categories_in_text(text: str) -> Collection[Category]:
    """Which categories a free text tells under the default policy."""
    return DEFAULT_POLICY.categories_in_text(text)


@define
class Removals:
    """Counts what one message lost at the door: a code or a text counts once in each category it tells."""

    policy: SensitivePolicy = DEFAULT_POLICY
    counts: dict[str, int] = field(
        factory=lambda: dict.fromkeys((category.value for category in Category), 0)
    )

    def takes_ssr(self, code: str) -> bool:
        """Whether a special service request must go; counts it when so."""
        category = self.policy.category_of_ssr(code)
        if category is None:
            return False
        self.counts[category.value] += 1
        return True

    def takes_seat(self, characteristic: str) -> bool:
        """Whether a seat characteristic must go; counts it when so."""
        category = SEAT_CHARACTERISTICS.get(characteristic.strip().upper())
        if category is None:
            return False
        self.counts[category.value] += 1
        return True

    def takes_text(self, text: str) -> bool:
        """Whether a free text must go; counts it when so."""
        categories = self.policy.categories_in_text(text)
        for category in categories:
            self.counts[category.value] += 1
        return bool(categories)
