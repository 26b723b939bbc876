"""Numbers, days and moments as the reader's language writes them."""

from datetime import UTC, date, datetime

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from django.utils import translation
from django.utils.translation import gettext

ENGLISH_OF_THE_WORLD = "en-001"
"""Day before month, as the United Nations write it; plain `en` would be that of the United States."""


def babel_locale() -> Locale:
    """The reader's language as CLDR knows it."""
    return Locale.parse(translation.get_language() or "en", sep="-")


def figure(value: float) -> str:
    """A number, grouped and pointed for the reader's language, with at most three decimals."""
    return format_decimal(value, locale=babel_locale())


def day(value: date) -> str:
    """A date with its month in letters, so that no reader takes the day for the month."""
    return format_date(value, "medium" if _is_english() else "long", locale=_locale_of_dates())


def moment(value: datetime) -> str:
    """A time to the minute in UTC, with its date; always on 24 hours."""
    at = value.astimezone(UTC)
    time = format_time(at, "HH:mm", locale=_locale_of_dates())
    return gettext("%(day)s, %(time)s UTC") % {"day": day(at.date()), "time": time}


def _is_english() -> bool:
    return babel_locale().language == "en"


def _locale_of_dates() -> Locale:
    return Locale.parse(ENGLISH_OF_THE_WORLD, sep="-") if _is_english() else babel_locale()
