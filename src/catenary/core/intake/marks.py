"""What a traveller or a booking is found again by: locators, document numbers, ways to reach somebody, in one writing each.

Carriers write the same number with and without spaces and small letters; here it is one text. Texts are for digests: they tell of
persons and are neither shown nor kept.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, TypeAlias

from catenary.core.intake.booking import Booking, ContactKind
from catenary.core.intake.model import Traveller


class MarkKind(StrEnum):
    """What a mark was made from."""

    LOCATOR = "locator"
    DOCUMENT = "document"
    CONTACT = "contact"


Mark: TypeAlias = tuple[MarkKind, str]

MASKED: Final = frozenset({MarkKind.DOCUMENT, MarkKind.CONTACT})
"""Marks of what masking makes invisible (Directive (EU) 2016/681 art. 12(2)); nobody is found by them once it has."""
_LEAST_DIGITS: Final = 7
"""A shorter number is an extension or a fragment, which many share."""


def as_written(kind: MarkKind, text: str) -> str:
    """The one writing of a locator, a document number, a telephone number or an address of e-mail; empty where nothing is told."""
    if kind is MarkKind.CONTACT:
        return _contact(text)
    return "".join(letter for letter in text.upper() if letter.isalnum())


def marks_of_traveller(traveller: Traveller) -> frozenset[Mark]:
    """The locator and the documents of a traveller."""
    return marks_told(traveller.booking_reference or "", (each.number for each in traveller.documents))


def marks_told(locator: str, documents: Iterable[str]) -> frozenset[Mark]:
    """The same of what is told apart already."""
    return _told([(MarkKind.LOCATOR, locator), *((MarkKind.DOCUMENT, each) for each in documents)])


def marks_of_booking(booking: Booking, travellers: tuple[Traveller, ...]) -> frozenset[Mark]:
    """The locators of a booking, the documents of those it is for, and how they can be reached; an agency's own address is none."""
    locators = [booking.locator or "", *(each.number for each in booking.locators)]
    contacts = (each.text for each in booking.contacts if each.kind in _REACHING)
    return _told(
        [
            *((MarkKind.LOCATOR, each) for each in locators),
            *((MarkKind.CONTACT, each) for each in contacts),
            *(mark for each in travellers for mark in marks_of_traveller(each)),
        ]
    )


def _told(marks: list[Mark]) -> frozenset[Mark]:
    written = ((kind, as_written(kind, text)) for kind, text in marks)
    return frozenset(mark for mark in written if mark[1])


def _contact(text: str) -> str:
    """An address of e-mail in small letters (carriers write `//` for `@`, `..` for `_`); of a telephone number the digits."""
    told = "".join(text.split()).lower().replace("//", "@").replace("..", "_")
    if "@" in told:
        return told
    digits = "".join(letter for letter in told if letter.isdecimal()).lstrip("0")
    return digits if len(digits) >= _LEAST_DIGITS else ""


_REACHING: Final = frozenset({ContactKind.PHONE, ContactKind.EMAIL})
