"""Writes groups 10 to 12 of PNRGOV: the history of a booking, entry by entry."""

from collections.abc import Iterable

from catenary.core.intake.booking import (
    Baggage,
    BookedSegment,
    FormerName,
    HistoryEntry,
    Remark,
    ServiceRequest,
)
from catenary.formats.pnrgov.sheet import Sheet, composite, day_and_time
from catenary.formats.pnrgov.write_itinerary import write_bags, write_status, write_travel
from catenary.formats.pnrgov.write_parts import write_remark, write_service


def write_history(sheet: Sheet, entries: Iterable[HistoryEntry]) -> None:
    """Every entry: a line of text as LTS, a change with its source, time and action."""
    for entry in entries:
        if entry.by is None and entry.item is None:
            sheet.put("LTS", entry.text)
        else:
            _write_source(sheet, entry)
            _write_item(sheet, entry)


def _write_source(sheet: Sheet, entry: HistoryEntry) -> None:
    by = entry.by
    if by is None:
        sheet.put("ABI")
    else:
        sheet.put(
            "ABI", by.type, composite(by.iata_number, by.office), by.location, None, by.company, *by.details
        )
    if entry.at:
        sheet.put("DAT", ["ZT", *day_and_time(entry.at)])
    if entry.action:
        sheet.put("SAC", None, None, entry.action)


def _write_item(sheet: Sheet, entry: HistoryEntry) -> None:
    match entry.item:
        case BookedSegment() as flight:
            write_travel(sheet, flight)
            write_status(sheet, flight)
        case ServiceRequest() as service:
            write_service(sheet, service, {})
        case Remark() as remark:
            write_remark(sheet, remark)
        case Baggage() as bags:
            write_bags(sheet, bags)
        case FormerName() as name:
            sheet.put("TIF", name.surname, name.given_names)
        case None if entry.text:
            sheet.put("LTS", entry.text)
