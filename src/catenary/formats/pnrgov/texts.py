"""Texts and service requests of PNRGOV (SSR, IFT, ADD, LTS), with everything sensitive removed before it is kept."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from catenary.core.intake.booking import ContactKind, RemarkKind, SeatSource
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.cards import mask_card_numbers_in_text
from catenary.formats.pnrgov.draft import Draft, Elements, Fields, part, parts
from catenary.formats.pnrgov.identity_text import IDENTITY_SERVICES, Identity

REMARK_KINDS: Final = {
    "15": RemarkKind.FARE_CALCULATION,
    "28": RemarkKind.OTHER_SERVICE,
    "43": RemarkKind.SPONSOR,
}
"""Text subject qualifiers of IFT (PADIS 4451) that the public examples explain; others are kept as `other`."""

_CONTACT = re.compile(r"(?:[A-Z0-9]{2} )?(?P<code>CTC[A-Z]?)\b[ /-]*(?P<text>.*)", re.DOTALL)
_CONTACT_KINDS = {"CTCA": ContactKind.ADDRESS, "CTCE": ContactKind.EMAIL}
_SEATS_IN_TEXT = re.compile(r"(\d{1,3}[A-Z])[NSW]?", re.ASCII)
_LONG_DIGITS = re.compile(r"\d[\d -]{12}")
_PHONE = re.compile(r"(?:\D*\d){5}")
_DOCS_IN_HISTORY = re.compile(r"\bSSR ?(DOC[SOA])[A-Z0-9]{2}[A-Z]{2}\d{0,2}[ /]*(?P<text>.+)", re.DOTALL)
_SERVICE_TEXT, _DOCS_LENGTH = 8, 9


def kept_text(draft: Draft, components: Sequence[Sequence[str]]) -> str | None:
    """The text of these elements, card numbers masked; None when there is none or it had to go."""
    text = " ".join([":".join(element) for element in components]).strip()
    if not text or draft.removals.takes_text(text):
        return None
    return mask_card_numbers_in_text(text) if _LONG_DIGITS.search(text) else text


def read_text(draft: Draft, _: Segment, elements: Elements) -> None:
    """IFT: other service information, fare calculation and remarks; contacts among them become contacts."""
    code, carrier = part(elements, 1, 1), part(elements, 1, 3)
    said = elements[2:]
    text = kept_text(draft, said)
    if text is None and any(map(any, said)):
        return
    if text and code == "28" and (found := _CONTACT.match(text)):
        _keep_contact(draft, found["code"], found["text"], carrier)
        return
    draft.remarks.append(
        {
            "kind": REMARK_KINDS.get(code or "", RemarkKind.OTHER),
            "text": text or "",
            "code": code,
            "carrier": carrier,
            "traveller": draft.traveller.id if draft.traveller else None,
            "segment": draft.segment,
        }
    )


def read_payer_text(draft: Draft, _: Segment, elements: Elements) -> None:
    """IFT after FOP: who pays, in lines."""
    lines = [kept_text(draft, [components]) for components in elements[2:]]
    if draft.payments:
        draft.payments[-1].setdefault("payer", []).extend(filter(None, lines))


def _keep_contact(
    draft: Draft, code: str, text: str, carrier: str | None, traveller: str | None = None
) -> None:
    kind = _CONTACT_KINDS.get(code) or (ContactKind.PHONE if _PHONE.match(text) else ContactKind.OTHER)
    draft.contacts.append(
        {
            "kind": kind,
            "text": plain_email(text) if kind is ContactKind.EMAIL else text,
            "purpose": code,
            "carrier": carrier,
            "traveller": traveller or (draft.traveller.id if draft.traveller else None),
        }
    )


def plain_email(text: str) -> str:
    """An address as people write it; reservation systems, which lack these characters, write `//` `..` and `./`."""
    return text.replace("//", "@").replace("..", "_").replace("./", "-")


def read_address(draft: Draft, _: Segment, elements: Elements) -> None:
    """ADD of groups 1 and 2: address and telephone."""
    for components in elements[2:]:
        _read_address(draft, components, ContactKind.ADDRESS)


def read_payer_address(draft: Draft, _: Segment, elements: Elements) -> None:
    """ADD after FOP: where the payer lives."""
    for components in elements[2:]:
        _read_address(draft, components, ContactKind.PAYER)


def _read_address(draft: Draft, components: Sequence[str], kind: ContactKind) -> None:
    purpose, street, city, region, region_name, country, postcode = (*components, *[""] * 7)[:7]
    text = ":".join(components[7:]).strip()
    if draft.removals.takes_text(" ".join(components)):
        return
    if not any((street, city, region, region_name, country, postcode)):
        kind, text = _kind_of_text(text, purpose)
    draft.contacts.append(
        {
            "kind": kind,
            "text": text,
            "purpose": purpose or None,
            "street": street or None,
            "city": city or None,
            "region": region or region_name or None,
            "country": country or None,
            "postcode": postcode or None,
            "traveller": draft.traveller.id if draft.traveller else None,
        }
    )


def _kind_of_text(text: str, purpose: str) -> tuple[ContactKind, str]:
    found = _CONTACT.match(text)
    if (found and found["code"] == "CTCE") or purpose == "E":
        return ContactKind.EMAIL, plain_email(found["text"] if found else text)
    return (ContactKind.PHONE if _PHONE.match(text) else ContactKind.OTHER), text


def read_service(draft: Draft, segment: Segment, elements: Elements) -> None:
    """SSR: removed when it tells something sensitive; else a document, a seat, a contact or a service."""
    code = (part(elements, 1) or "").upper()
    if draft.removals.takes_ssr(code):
        return
    _BY_SERVICE.get(code, _keep_service)(draft, segment, elements)


def service_fields(draft: Draft, elements: Elements) -> Fields | None:
    """A service request with its text; None when the text had to go, and the request with it."""
    stated = elements[1] if len(elements) > 1 else ()
    text = ":".join(stated[_SERVICE_TEXT:]).strip()
    details = tuple(":".join(components) for components in elements[2:])
    if (text or any(details)) and draft.removals.takes_text(" ".join((text, *details))):
        return None
    code, status, quantity, carrier, _, _, origin, destination = parts(elements, 1, _SERVICE_TEXT)
    return {
        "code": code or "",
        "status": status,
        "quantity": quantity,
        "carrier": carrier,
        "origin": origin,
        "destination": destination,
        "text": (mask_card_numbers_in_text(text) if _LONG_DIGITS.search(text) else text) or None,
        "details": details,
    }


def _keep_service(draft: Draft, _: Segment, elements: Elements) -> None:
    """A request for each traveller it names; what is said per traveller stands in `details`."""
    fields = service_fields(draft, elements)
    if fields is None:
        return
    for components in elements[2:] or ((),):
        reference = part([components], 0, 2)
        said = ":".join([*components[:2], "", *components[3:]]).rstrip(":")
        service = {**fields, "details": (said,) if said else (), "segment": draft.segment}
        draft.services.append(service)
        draft.assign(service, reference, fields["origin"], fields["destination"])


def _read_identity(draft: Draft, segment: Segment, elements: Elements) -> None:
    code = (part(elements, 1) or "").upper()
    read_identity(draft, segment, code, ":".join(elements[1][_SERVICE_TEXT:]), part(elements, 2, 2))
    if code == "INFT":
        _keep_service(draft, segment, elements)


def read_identity(
    draft: Draft, segment: Segment, code: str, text: str, reference: str | None, action: str | None = None
) -> None:
    """Keep what a DOCS, DOCO, DOCA or INFT says until all travellers are known."""
    container = draft.traveller.id if draft.traveller else None
    identity = Identity(code, segment, reference, container, action)
    if identity.read(text, draft.as_of):
        draft.identities.append(identity)
    else:
        draft.note("document_unreadable", segment, service=code)


def _read_seat_requests(draft: Draft, _segment: Segment, elements: Elements) -> None:
    _, status, _, _, _, _, origin, destination = parts(elements, 1, _SERVICE_TEXT)
    common = {
        "source": SeatSource.REQUESTED,
        "status": status,
        "segment": draft.segment,
    }
    for n, components in enumerate(elements[2:], start=2):
        number, _, reference = parts(elements, n, 3)
        if number:
            seat = {**common, "number": number, "characteristics": draft.kept_characteristics(components[3:])}
            draft.seats.append(seat)
            draft.assign(seat, reference, origin, destination)
    for number in _SEATS_IN_TEXT.findall(":".join(elements[1][_SERVICE_TEXT:])):
        draft.seats.append({**common, "number": number})
        draft.assign(draft.seats[-1], None, origin, destination)


def _read_contact_service(draft: Draft, _: Segment, elements: Elements) -> None:
    text = kept_text(draft, [elements[1][_SERVICE_TEXT:]])
    owner = draft.owner(part(elements, 2, 2))
    if text:
        _keep_contact(draft, elements[1][0].strip().upper(), text.lstrip("/"), part(elements, 1, 3), owner)


_BY_SERVICE: Final[dict[str, Callable[[Draft, Segment, Elements], None]]] = {
    **dict.fromkeys(IDENTITY_SERVICES, _read_identity),
    **dict.fromkeys(("CTCE", "CTCM", "CTCR", "CTCT"), _read_contact_service),
    "SEAT": _read_seat_requests,
}


def read_history_line(draft: Draft, segment: Segment, elements: Elements) -> None:
    """LTS: a line of history as the carrier's system prints it; documents in it are read as well."""
    raw = " ".join([":".join(components) for components in elements[1:]])
    found = _DOCS_IN_HISTORY.search(raw)
    text = kept_text(draft, elements[1:])
    if text is None:
        return
    draft.history.append({"text": text})
    if found:
        fields = found["text"].split("/")
        read_identity(draft, segment, found[1], "/".join(fields[:_DOCS_LENGTH]), None, "")
