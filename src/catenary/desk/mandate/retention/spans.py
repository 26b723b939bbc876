"""How long something is kept, as text: ISO 8601 durations in months, days or hours."""

import re
from datetime import timedelta

from catenary.core.mandate.model import Months, Span

_FORM = re.compile(r"P(?:(?P<months>\d{1,4})M|(?P<days>\d{1,5})D|T(?P<hours>\d{1,6})H)")


def span_of(text: str) -> Span | None:
    """The time that a text such as `P6M`, `P30D` or `PT24H` tells; None where it is empty.

    Raises ValueError for any other text.
    """
    if not text:
        return None
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError("not a duration in months, days or hours")
    if months := found["months"]:
        return Months(int(months))
    return timedelta(days=int(found["days"] or 0), hours=int(found["hours"] or 0))


def text_of(span: Span | None) -> str:
    """The same the other way; whole hours are kept, what is less is cut off."""
    if span is None:
        return ""
    if isinstance(span, Months):
        return f"P{span.count}M"
    return f"PT{int(span.total_seconds()) // 3600}H"
