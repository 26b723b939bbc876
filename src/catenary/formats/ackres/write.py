"""Writes ACKRES (PADIS): a State tells a carrier that its PNRGOV arrived, and what was wrong with it."""

from collections.abc import Sequence

from catenary.core.intake.model import CarrierMessage
from catenary.formats.ackres.table import ACCEPTED, REJECTED, STANDARD_ERRORS, ErrorTable
from catenary.formats.edifact.writing import Style
from catenary.formats.pnrgov.sheet import Sheet

FUNCTION = "23"
VERSION = "11:1:IA"


def write_ackres(
    acknowledged: CarrierMessage,
    style: Style,
    reference: str,
    errors: Sequence[str] | None = None,
    table: ErrorTable = STANDARD_ERRORS,
) -> list[str]:
    """The segments that acknowledge a message, from UNH to UNT, ready for `write_interchange`.

    It is rejected when there are errors; without `errors` they are those the table finds in the message. The
    sender's access reference is repeated, so that the sender knows which message is meant. Nothing personal is sent.
    """
    told = table.errors_of(acknowledged) if errors is None else tuple(errors)
    version = (acknowledged.version or VERSION).split(":")
    sheet = Sheet(style)
    sheet.put("UNH", reference, ["ACKRES", *version], acknowledged.access_reference)
    sheet.put("MSG", ["", FUNCTION], table.outcome_code(REJECTED if told else ACCEPTED))
    for code in told:
        sheet.put("ERC", code)
    sheet.put("UNT", str(len(sheet.segments) + 1), reference)
    return sheet.segments
