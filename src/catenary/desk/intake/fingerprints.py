"""Keyed hashes that find a repetition: of a delivery's bytes, and of what its messages say, however they are written.

Keyed, since the hash of a short message about a known flight could be guessed back.
"""

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from attrs import evolve
from django.conf import settings

from catenary.core.intake.model import CarrierMessage
from catenary.formats.records import as_json

_SIZE = 32


def of_original(data: bytes) -> bytes:
    """Of the bytes as they came."""
    return _keyed(b"catenary delivery original", data)


def of_content(messages: Iterable[CarrierMessage]) -> bytes:
    """Of what the messages say: their numbering, references and findings left out, since a resent message has new ones."""
    told = json.dumps([_said(message) for message in messages], sort_keys=True, ensure_ascii=False)
    return _keyed(b"catenary delivery content", told.encode())


def _said(message: CarrierMessage) -> list[Any]:
    people = [evolve(each, id="", findings=()) for each in message.travellers]
    bookings = [evolve(each, travellers=(), findings=()) for each in message.bookings]
    parts = (message.message, message.function, message.flights, people, bookings, message.responses)
    return [as_json(part) for part in parts]


def _keyed(use: bytes, data: bytes) -> bytes:
    key = blake2b(use, key=settings.SECRET_KEY.encode()[:64], digest_size=_SIZE).digest()
    return blake2b(data, key=key, digest_size=_SIZE).digest()
