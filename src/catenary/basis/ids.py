"""Ids that say nothing about what they name, in the order they were made."""

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562 s.5.7): milliseconds since 1970, then 74 random bits."""
    moment = int(time.time() * 1000).to_bytes(6, "big")
    bits = bytearray(moment + os.urandom(10))
    bits[6] = 0x70 | bits[6] & 0x0F
    bits[8] = 0x80 | bits[8] & 0x3F
    return UUID(bytes=bytes(bits))
