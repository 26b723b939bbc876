"""The languages Catenary speaks to people: which there are, how one is chosen, and their sentences.

Codes, keys, numbers and whatever a program reads are the same in every language and never pass through here.
"""

from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from types import MappingProxyType
from typing import Final

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "en": "English",
        "fr": "français",
        "es": "español",
        "ru": "русский",
        "ar": "العربية",
        "zh_Hans": "简体中文",
    }
)
"""Each language with the name it gives itself; English is the language of the source and has no catalogue."""

RIGHT_TO_LEFT: Final = frozenset({"ar"})
FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"

DOMAIN: Final = "catenary"
"""The gettext domain of the command line and of every finding."""

FOLDER: Final = Path(__file__).parent
"""Where `<language>/LC_MESSAGES/<domain>.mo` lie."""

_SETTINGS = ("CATENARY_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_BY_TONGUE = {language.partition("_")[0]: language for language in LANGUAGES}


def nearest_language(tag: str) -> str | None:
    """The language that a tag names, of whatever country and writing: `fr_CA.UTF-8`, `zh-CN`; None for any other."""
    tongue = tag.replace("-", "_").partition("_")[0].partition(".")[0]
    return _BY_TONGUE.get(tongue.casefold())


def language_of(environment: Mapping[str, str]) -> str:
    """What the first of CATENARY_LANG, LC_ALL, LC_MESSAGES and LANG that is set asks for (POSIX s.8.2), else English."""
    asked = next((environment[name] for name in _SETTINGS if environment.get(name)), "en")
    return nearest_language(asked) or "en"


@cache
def sentences_in(language: str) -> NullTranslations:
    """The catalogue of a language; where it has none, every sentence is its own translation."""
    return translation(DOMAIN, FOLDER, [language], fallback=True)


def isolated(value: str, language: str) -> str:
    """A value fit to stand in a sentence: right to left, a code or name of the other direction must not jumble it.

    Unicode Standard Annex 9, s.2.4: first strong isolate, and its end.
    """
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}" if language in RIGHT_TO_LEFT and value else value
