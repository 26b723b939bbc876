"""Requests to S3-compatible servers, signed (AWS Signature Version 4, `AWS4-HMAC-SHA256`).

Source: Amazon S3 API Reference, "Authenticating Requests: Using the Authorization Header". The primitives are those of hashlib and hmac.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from attrs import field, frozen

_ALGORITHM: Final = "AWS4-HMAC-SHA256"
_UNRESERVED: Final = "-._~"  # RFC 3986 s.2.3, besides letters and digits


@frozen
class Signer:
    """Who asks, in which region."""

    key: str
    secret: str = field(repr=False)
    region: str

    def headers(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        body: bytes,
        now: datetime,
    ) -> dict[str, str]:
        """The headers to send, all of them signed: those given, which hold `host`, and those of the signature.

        `path` is percent-encoded already (`encoded_path`); `query` is not.
        """
        at = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        content = sha256(body).hexdigest()
        named = {name.lower(): " ".join(value.split()) for name, value in headers.items()}
        named |= {"x-amz-content-sha256": content, "x-amz-date": at}
        signed = ";".join(sorted(named))
        lines = [f"{name}:{named[name]}\n" for name in sorted(named)]
        asked = "\n".join([method, path, encoded_query(query), "".join(lines), signed, content])
        scope = f"{at[:8]}/{self.region}/s3/aws4_request"
        to_sign = "\n".join([_ALGORITHM, at, scope, sha256(asked.encode()).hexdigest()])
        signature = _hmac(self._key_of(at[:8]), to_sign).hex()
        told = f"{_ALGORITHM} Credential={self.key}/{scope},SignedHeaders={signed},Signature={signature}"
        return {**named, "authorization": told}

    def _key_of(self, day: str) -> bytes:
        key = f"AWS4{self.secret}".encode()
        for part in (day, self.region, "s3", "aws4_request"):
            key = _hmac(key, part)
        return key


def encoded_path(*parts: str) -> str:
    """The path of a bucket and a key: every octet percent-encoded but the unreserved ones and the slashes within the key."""
    return "/" + "/".join(quote(part, safe=f"/{_UNRESERVED}") for part in parts)


def encoded_query(query: Mapping[str, str]) -> str:
    """The query in the one form that is both sent and signed: sorted, percent-encoded."""
    encoded = [
        (quote(name, safe=_UNRESERVED), quote(value, safe=_UNRESERVED)) for name, value in query.items()
    ]
    return "&".join(f"{name}={value}" for name, value in sorted(encoded))


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
