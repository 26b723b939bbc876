"""How long each class of data is kept unless a State's law says otherwise, and what a State's law may change."""

from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from attrs import evolve

from catenary.core.mandate.model import (
    ClockStart,
    DataClass,
    Months,
    RetentionClass,
    RetentionTable,
    Span,
)
from catenary.core.mandate.problems import MANDATE
from catenary.core.mandate.retention import after

_DAY = timedelta(hours=24)
_HALF_YEAR = Months(6)
_FIVE_YEARS = Months(60)

_ROWS: tuple[RetentionClass, ...] = (
    RetentionClass(
        DataClass.PASSENGER_RECORD, _HALF_YEAR, _HALF_YEAR, _FIVE_YEARS,
        "CJEU C-817/19; Directive (EU) 2016/681 art. 12(1)-(2); ICAO Annex 9 s.9.32-9.33", limit=_HALF_YEAR,
    ),
    RetentionClass(
        DataClass.PASSENGER_INFORMATION, _DAY, _DAY, None,
        "Council Directive 2004/82/EC art. 6(1)", limit=_HALF_YEAR, starts=ClockStart.BORDER_CHECK,
    ),
    RetentionClass(
        DataClass.CLEARED_MATCH, _HALF_YEAR, _HALF_YEAR, _FIVE_YEARS,
        "Directive (EU) 2016/681 art. 12(5): no longer than the record it is about", limit=_HALF_YEAR,
    ),
    RetentionClass(
        DataClass.REQUEST, None, Months(36), None,
        "Directive (EU) 2016/680 art. 5; working default", limit=Months(120), starts=ClockStart.CLOSE,
    ),
    RetentionClass(DataClass.EVIDENCE, None, None, None, "by order of the court or authority"),
    RetentionClass(
        DataClass.RIGHTS_REQUEST, None, Months(36), None,
        "Directive (EU) 2016/680 art. 5; working default", limit=_FIVE_YEARS, starts=ClockStart.CLOSE,
    ),
    RetentionClass(
        DataClass.REDRESS, None, Months(6), None,
        "Directive (EU) 2016/680 art. 5; working default, after the redress ends", limit=Months(120), starts=ClockStart.CLOSE,
    ),
    RetentionClass(
        DataClass.ACCOUNT, None, _FIVE_YEARS, None,
        "Directive (EU) 2016/681 art. 13(6): as long as the logs that name it", starts=ClockStart.CLOSE,
    ),
    RetentionClass(DataClass.ASSESSMENT, None, None, None, "tells about no person"),
    RetentionClass(DataClass.PRACTICE, None, None, None, "tells about no person"),
)  # fmt: skip

DEFAULT_RETENTION: Final[RetentionTable] = MappingProxyType({row.data_class: row for row in _ROWS})
"""What holds where no State's law is entered. `working default` marks times that are ours, for the State to confirm."""

_PROBES = tuple(datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(4 * 365 + 1))
"""Every day of four years, one of them a leap year: two periods are compared from each."""


def with_state_law(
    table: RetentionTable,
    data_class: DataClass,
    *,
    source: str,
    masked_after: Span | None = None,
    erased_after: Span | None = None,
    erased_after_linked: Span | None = None,
) -> RetentionTable:
    """The table with a State's own times for a class, and the law they come from; what is not named stays.

    Shorter is always allowed; longer only for `erased_after`, up to the class's limit. Raises ProblemError
    `mandate.retention_longer`, `mandate.retention_not_positive`, `mandate.retention_source_missing`.
    """
    if not source.strip():
        raise MANDATE.problem("retention_source_missing")
    kept, most = table[data_class], DEFAULT_RETENTION[data_class]
    changed = evolve(
        kept,
        source=source.strip(),
        masked_after=masked_after or kept.masked_after,
        erased_after=erased_after or kept.erased_after,
        erased_after_linked=erased_after_linked or kept.erased_after_linked,
    )
    _check(data_class, "masked_after", masked_after, most.masked_after)
    _check(data_class, "erased_after", erased_after, most.limit or most.erased_after)
    _check(data_class, "erased_after_linked", erased_after_linked, most.erased_after_linked or most.limit)
    return MappingProxyType({**table, data_class: changed})


def _check(data_class: DataClass, name: str, span: Span | None, bound: Span | None) -> None:
    if span is None:
        return
    if after(_PROBES[0], span) <= _PROBES[0]:
        raise MANDATE.problem("retention_not_positive", data=data_class.value, field=name)
    if bound is not None and any(after(start, span) > after(start, bound) for start in _PROBES):
        raise MANDATE.problem("retention_longer", data=data_class.value, field=name)
