"""Keyed hashes that find a repetition: of a delivery's bytes, and of what its messages say, however they are written.

Keyed, since the hash of a short message about a known flight could be guessed back.
"""

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from attrs import evolve
from django.conf import settings
from django.db import connection

from catenary.core.intake.marks import MarkKind
from catenary.core.intake.model import CarrierMessage
from catenary.formats.records import as_json

_SIZE = 32
MARK_OCTETS = 16


def of_original(data: bytes) -> bytes:
    """Of the bytes as they came."""
    return _keyed(b"catenary delivery original", data)


def of_content(messages: Iterable[CarrierMessage]) -> bytes:
    """Of what the messages say: their numbering, references and findings left out, since a resent message has new ones."""
    told = json.dumps([_said(message) for message in messages], sort_keys=True, ensure_ascii=False)
    return _keyed(b"catenary delivery content", told.encode())


def of_mark(organisation: int, kind: MarkKind, text: str) -> bytes:
    """Of what a record of an organisation is found again by, in its one writing (`core.intake.marks`); shorter, as one column takes it."""
    return _keyed(b"catenary mark", f"{organisation} {kind.value} {text}".encode())[:MARK_OCTETS]


def of_booked(organisation: int, locator: str, name: str) -> bytes:
    """Of a person in a booking, by its locator and the letters of the name: the same in every later word on the booking."""
    return _keyed(b"catenary booked person", f"{organisation} {locator} {name}".encode())[:MARK_OCTETS]


def one_at_a_time(fingerprint: bytes) -> None:
    """Wait until nobody else takes or reads what has this fingerprint, and keep others waiting until the transaction ends.

    Otherwise two who see the same at the same moment would both be the first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(fingerprint[:8], "big", signed=True)]
        )


def _said(message: CarrierMessage) -> list[Any]:
    people = [evolve(each, id="", findings=()) for each in message.travellers]
    bookings = [evolve(each, travellers=(), findings=()) for each in message.bookings]
    parts = (message.message, message.function, message.flights, people, bookings, message.responses)
    return [as_json(part) for part in parts]


def _keyed(use: bytes, data: bytes) -> bytes:
    key = blake2b(use, key=settings.SECRET_KEY.encode()[:64], digest_size=_SIZE).digest()
    return blake2b(data, key=key, digest_size=_SIZE).digest()
