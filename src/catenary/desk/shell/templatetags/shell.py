"""Template tags of the frame: what htmx may do, languages, appearance, and codes in words."""

import json
from datetime import date, datetime, timedelta
from enum import StrEnum

from babel import Locale, UnknownLocaleError
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone

from catenary.desk.shell import clocks, words
from catenary.desk.shell.cookies import cookie_name
from catenary.desk.shell.numbers import babel_locale, day, figure, moment
from catenary.desk.shell.parts import Coded, Masked, Tag, Told

register = template.Library()

SCHEME_COOKIE = "scheme"
KEYS_COOKIE = "keys"
HTMX_CONFIG = json.dumps(
    {
        "allowEval": False,
        "allowScriptTags": False,
        "selfRequestsOnly": True,
        "disableInheritance": True,
        "includeIndicatorStyles": False,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "timeout": 30_000,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "409", "swap": True},
            {"code": "422", "swap": True},
            {"code": "[45]..", "swap": False, "error": True},
        ],
    }
)
"""No evaluation, no other origin, no page kept in the browser's storage; a form told wrong (422) or stale (409) is shown."""


class Scheme(StrEnum):
    """Light, dark, or whichever the reader's device asks for."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


@register.simple_tag
def htmx_config() -> str:
    """What htmx may do, for its meta element."""
    return HTMX_CONFIG


@register.simple_tag(takes_context=True)
def appearance(context: Context) -> str:
    """The scheme the reader chose, from a cookie that tells nothing else; anything unknown is the device's choice."""
    request = context.get("request")
    chosen = request.COOKIES.get(cookie_name(SCHEME_COOKIE), "") if isinstance(request, HttpRequest) else ""
    return chosen if chosen in {*Scheme} else Scheme.AUTO


@register.simple_tag(takes_context=True)
def single_keys(context: Context) -> bool:
    """Whether single keys do something; they do until the reader turns them off."""
    request = context.get("request")
    return not (isinstance(request, HttpRequest) and request.COOKIES.get(cookie_name(KEYS_COOKIE)) == "off")


@register.simple_tag
def six_languages() -> list[tuple[str, str, str]]:
    """Code, tag for `lang`, and own name of each language of the desk."""
    return [(code, language_tag(code), str(name)) for code, name in settings.LANGUAGES]


@register.filter
def language_tag(code: str) -> str:
    """A language code as BCP 47 writes it: `zh-hans` is `zh-Hans`."""
    head, *rest = code.split("-")
    return "-".join([head, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


@register.simple_tag
def nearness(address: str, path: str) -> str:
    """What `aria-current` says of a link: the page itself, a page below it (`true`), or nothing."""
    if path == address:
        return "page"
    return "true" if address != "/" and path.startswith(address.rstrip("/") + "/") else ""


@register.filter
def word(code: str, vocabulary: str) -> str:
    """A code of the mandate in words: `{{ role|word:"role" }}`."""
    return words.word(vocabulary, code)


@register.filter
def citation(basis: str) -> str:
    """A legal basis as it is cited."""
    return words.citation(basis)


@register.filter
def clock(due_at: datetime | None, soon_hours: int = 24) -> clocks.Clock | None:
    """The clock of a time that something is due, now; it runs out in its last `soon_hours`."""
    return clocks.clock(due_at, timezone.now(), timedelta(hours=soon_hours)) if due_at else None


register.filter("figure", figure)
register.filter("day", day)
register.filter("moment", moment)

_KINDS = ((Tag, "tag"), (Told, "told"), (Masked, "masked"), (Coded, "coded"), (clocks.Clock, "clock"),
          (bool, "text"), (int | float, "number"), (datetime, "time"), (date, "date"))  # fmt: skip


@register.filter
def kind_of(value: object) -> str:
    """Which template shows a value."""
    if value is None or value == "":
        return "missing"
    return next((kind for types, kind in _KINDS if isinstance(value, types)), "text")


@register.simple_tag
def language_note(language: str) -> str:
    """The name of a text's language where it is not the reader's, else nothing."""
    locale = babel_locale()
    if language.split("-", maxsplit=1)[0] == locale.language:
        return ""
    try:
        return Locale.parse(language, sep="-").get_display_name(locale) or language
    except (UnknownLocaleError, ValueError):
        return language
