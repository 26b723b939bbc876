"""From a document to its keyed tag: without the key nobody can say which number a tag stands for.

One keyed BLAKE2b digest (RFC 7693) of issuer and number skeleton gives 64 bits that find the record and 16 bits, of
which 13 cover its spelling and class. The status lies open: the file shows how many documents are lost or stolen.
The skeleton has each confusable letter as its digit; hence one search meets the same and every confusable number.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import TypeAlias

from catenary.core.documents.model import DocumentClass, Record, RecordedStatus
from catenary.core.documents.numbers import SPELLING_BITS, spelling

DIGEST_SIZE = 10
"""Bytes: 8 of tag, 2 of cover."""

Digest: TypeAlias = Callable[[bytes], bytes]

_TAG_PURPOSE = b"lost-stolen tag"
_CHECK_PURPOSE = b"lost-stolen key"
_ISSUERS_KEPT = 1000
STATUS_BITS = 3
_CLASS_BITS = 3
STATUS_MASK = 0b111
COVERED = 0xFFFF ^ STATUS_MASK
_SPELLING_SHIFT = STATUS_BITS + _CLASS_BITS
assert _SPELLING_SHIFT + SPELLING_BITS == 16


class TagKey:
    """Makes the digests of one key, a function per issuer, kept because issuers are few and numbers are many."""

    def __init__(self, key: bytes) -> None:
        self.check_value = blake2b(key=key, digest_size=16, person=_CHECK_PURPOSE).hexdigest()
        self._hasher = blake2b(key=key, digest_size=DIGEST_SIZE, person=_TAG_PURPOSE)
        self._digests: dict[str, Digest] = {}

    def of_issuer(self, issuer: str) -> Digest:
        """The function from number skeletons of this issuer to digests of `DIGEST_SIZE` bytes."""
        digest = self._digests.get(issuer)
        if digest is None:
            if len(self._digests) >= _ISSUERS_KEPT:
                self._digests.clear()
            digest = self._digests[issuer] = self._new_digest(issuer)
        return digest

    def _new_digest(self, issuer: str) -> Digest:
        begun = self._hasher.copy()
        begun.update(issuer.encode() + b"\0")

        def digest(number_skeleton: bytes) -> bytes:
            hasher = begun.copy()
            hasher.update(number_skeleton)
            return hasher.digest()

        return digest


def class_and_status(document_class: DocumentClass, status: RecordedStatus) -> int:
    """The low bits of a payload, before they are covered."""
    return document_class << STATUS_BITS | status


def spelling_bits(plain: bytes) -> int:
    """The high bits of the payload of a number in the form of `plain_number`, before they are covered."""
    return spelling(plain) << _SPELLING_SHIFT


def record(covered: int, cover: int, plain: bytes) -> Record:
    """What a covered payload says to someone who asks for the number `plain`."""
    bits = covered ^ (cover & COVERED)
    same_spelling = bits >> _SPELLING_SHIFT == spelling(plain)
    return _RECORDS[same_spelling][bits & _LOW_MASK]


_LOW_MASK = (1 << _SPELLING_SHIFT) - 1


def _records(*, same_spelling: bool) -> tuple[Record, ...]:
    """A record for every value of the low bits; values no version has written mean unknown and other."""
    classes = [
        DocumentClass(at) if at < len(DocumentClass) else DocumentClass.UNKNOWN
        for at in range(1 << _CLASS_BITS)
    ]
    statuses = [
        RecordedStatus(at) if at < len(RecordedStatus) else RecordedStatus.OTHER
        for at in range(1 << STATUS_BITS)
    ]
    return tuple(Record(same_spelling, of_class, status) for of_class in classes for status in statuses)


_RECORDS = (_records(same_spelling=False), _records(same_spelling=True))
"""Made once: a look-up has microseconds."""
