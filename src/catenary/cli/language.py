"""The language this process speaks to people. What programs read never passes through here."""

import gettext
import os
from contextvars import ContextVar

from catenary.locale import DOMAIN, FOLDER, isolated, sentences_in

_SPOKEN: ContextVar[str] = ContextVar("language", default="en")


def speak(language: str) -> None:
    """From now on people are told everything in this language, one of `catenary.locale.LANGUAGES`.

    click tells its own messages through the process-wide domain and the setting LANGUAGE of GNU gettext.
    """
    _SPOKEN.set(language)
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language


def spoken() -> str:
    """The language spoken now."""
    return _SPOKEN.get()


def _(message: str) -> str:
    """A literal of the command line in the language spoken now."""
    return sentences_in(_SPOKEN.get()).gettext(message) if message else message


def counted(one: str, many: str, count: int) -> str:
    """The form of a sentence that a count wants, in the language spoken now."""
    return sentences_in(_SPOKEN.get()).ngettext(one, many, count)


def later(message: str) -> str:
    """Marks a literal for translators where it is kept; `_` translates it where it is told."""
    return message


def word(code: str) -> str:
    """What people call a value that programs know by a code: `not_checked` is "not checked" in English."""
    return _(code.replace("_", " ") if code.isidentifier() else code)


def kept_together(value: str) -> str:
    """A value that must not mix with the direction of the sentence around it."""
    return isolated(value, _SPOKEN.get())
