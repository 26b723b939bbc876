"""Writes what stands in several groups of PNRGOV alike: remarks and service requests."""

from collections.abc import Mapping

from catenary.core.intake.booking import Remark, RemarkKind, ServiceRequest
from catenary.formats.pnrgov.sheet import Sheet, composite

_SUBJECTS = {RemarkKind.OTHER_SERVICE: "28", RemarkKind.FARE_CALCULATION: "15", RemarkKind.SPONSOR: "43"}


def write_remark(sheet: Sheet, remark: Remark) -> None:
    """A remark as IFT."""
    code = remark.code or _SUBJECTS.get(remark.kind, "")
    sheet.put("IFT", composite("4", code, "", remark.carrier), remark.text)


def write_service(sheet: Sheet, service: ServiceRequest, numbers: Mapping[str, str]) -> None:
    """A service request as SSR; where it does not stand under its traveller, it names the traveller's number."""
    number = numbers.get(service.traveller or "", "")
    stated = composite(
        service.code, service.status, service.quantity, service.carrier, "", "", service.origin
    )
    details = [_with_number(detail.split(":"), number) for detail in service.details]
    if number and not details:
        details = [["", "", number]]
    sheet.put("SSR", [*stated, *composite(service.destination, service.text)], *details)


def _with_number(detail: list[str], number: str) -> list[str]:
    components = [*detail, "", "", ""][: max(len(detail), 3)]
    components[2] = components[2] or number
    return components
