"""A time-stamping authority over HTTP (RFC 3161 s.3.4), and whether its answer is one to our question."""

import http.client
import urllib.request
from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256
from pathlib import Path

from attrs import field, frozen
from attrs.validators import matches_re
from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from catenary.core.ledger.time_stamping import TimeStampToken
from catenary.peers.time_stamping.problems import TIME_STAMPING

_LONGEST_ANSWER = 200_000
_SECONDS = 10.0
_GIVEN = frozenset({PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS})


class _NoWayOn(urllib.request.HTTPRedirectHandler):
    """An answer that leads elsewhere is none: the operator named one address (OWASP ASVS 15.3.2)."""

    def redirect_request(self, *_args: object) -> None:
        """No request follows; the redirection is an error like any other status."""


_OPENER = urllib.request.build_opener(_NoWayOn)


@frozen
class Authority:
    """A `TimeStamper`: where it is asked, and the certificates it must lead to, if the operator gave any.

    Raises ValueError for an address that is neither http nor https.
    """

    address: str = field(validator=matches_re("https?://.+"))
    roots: tuple[Certificate, ...] = field(default=(), converter=tuple[Certificate, ...])
    seconds: float = _SECONDS
    """How long an answer is waited for."""

    def stamp(self, message: bytes) -> TimeStampToken:
        """A time stamp on the SHA-256 of the message.

        Problems: `authority_away`, `answer_unreadable`, `answer_refused`, `answer_other`, `answer_untrusted`.
        """
        question = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).build()
        return checked_answer(self._asked(question), question, message, self.roots)

    def _asked(self, question: TimeStampRequest) -> bytes:
        request = urllib.request.Request(  # noqa: S310  http and https only, see `address`
            self.address,
            data=question.as_bytes(),
            headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
        )
        try:
            with _OPENER.open(request, timeout=self.seconds) as answer:
                return bytes(answer.read(_LONGEST_ANSWER))
        except (OSError, http.client.HTTPException):
            raise TIME_STAMPING.problem("authority_away") from None


def checked_answer(
    answer: bytes, question: TimeStampRequest, message: bytes, roots: Sequence[Certificate]
) -> TimeStampToken:
    """The answer, if it is one to this question about this message. Problems as for `Authority.stamp`."""
    response = _response(answer)
    if PKIStatus(response.status) not in _GIVEN:
        raise TIME_STAMPING.problem("answer_refused", status=int(response.status))
    told = response.tst_info
    if told.message_imprint.message != sha256(message).digest() or told.nonce != question.nonce:
        raise TIME_STAMPING.problem("answer_other")
    if roots:
        _check_signature(response, question, message, roots)
    return TimeStampToken(answer, told.gen_time.astimezone(UTC), verified=bool(roots))


def trusted_certificates(file: Path) -> tuple[Certificate, ...]:
    """The certificates of a PEM file. Problem `certificates_unreadable`."""
    try:
        return tuple(load_pem_x509_certificates(file.read_bytes()))
    except (OSError, ValueError):
        raise TIME_STAMPING.problem("certificates_unreadable", file=file.name) from None


def _response(answer: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(answer)
    except ValueError:
        raise TIME_STAMPING.problem("answer_unreadable") from None


def _check_signature(
    response: TimeStampResponse, question: TimeStampRequest, message: bytes, roots: Sequence[Certificate]
) -> None:
    builder = VerifierBuilder.from_request(question)
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(response, message)
    except (VerificationError, ValueError):
        raise TIME_STAMPING.problem("answer_untrusted") from None
