"""What the codes of an ACKRES mean, and which errors a carrier is told of: a table that a State may replace."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Final

from attrs import field, frozen

from catenary.core.intake.booking_problems import BOOKING
from catenary.core.intake.model import CarrierMessage

ACCEPTED, REJECTED, UNKNOWN = "accepted", "rejected", "unknown"


@frozen
class ErrorTable:
    """Outcomes and errors by code, and the error that answers each finding."""

    outcome: Mapping[str, str] = field(factory=dict)
    errors: Mapping[str, str] = field(factory=dict)
    findings: Mapping[str, str] = field(factory=dict)

    def outcome_code(self, meaning: str) -> str:
        """The code of an outcome. Raises ProblemError when the table has none."""
        for code, meant in self.outcome.items():
            if meant == meaning:
                return code
        raise BOOKING.problem("acknowledgement_without_code", meaning=meaning)

    def errors_of(self, message: CarrierMessage) -> tuple[str, ...]:
        """The errors to tell the sender of a message, each once, in the order they were noticed."""
        noticed = [*message.findings, *(found for booking in message.bookings for found in booking.findings)]
        codes = (self.findings.get(finding.code) for finding in noticed)
        return tuple(dict.fromkeys(code for code in codes if code))


def error_table(text: str) -> ErrorTable:
    """A table from TOML with the tables `outcome`, `errors` and `findings`. Raises ProblemError for anything else."""
    try:
        tables = tomllib.loads(text)
        return ErrorTable(*(_texts(tables.get(name, {})) for name in ("outcome", "errors", "findings")))
    except (tomllib.TOMLDecodeError, AttributeError, TypeError) as fault:
        raise BOOKING.problem("acknowledgement_table_unreadable", reason=str(fault)) from fault


def _texts(table: Mapping[str, object]) -> Mapping[str, str]:
    return dict(_text_pairs(table.items()))


def _text_pairs(items: Iterable[tuple[str, object]]) -> Iterable[tuple[str, str]]:
    for code, meaning in items:
        if not isinstance(meaning, str):
            raise TypeError(f"{code} has no text")
        yield code, meaning


STANDARD_ERRORS: Final = error_table(
    files("catenary.formats.ackres").joinpath("data/errors.toml").read_text("utf-8")
)
"""The published PADIS codes that concern a PNRGOV."""
