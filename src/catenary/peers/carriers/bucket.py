"""A bucket of an S3-compatible server (Amazon S3 REST API, path-style addresses), with the six requests that fetching needs.

Its own few lines and no library: those there are bring a dozen packages, or a description of every service of one provider. Nothing is
followed elsewhere: a redirection is an answer that is not understood.
"""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from typing import Final
from urllib.parse import unquote_plus
from xml.etree.ElementTree import Element

from attrs import frozen
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from catenary.core.intake.ports import BucketFaultError, StoredObject
from catenary.peers.carriers.addresses import BucketAddress
from catenary.peers.carriers.signature import Signer, encoded_path, encoded_query

_PATIENCE_SECONDS: Final = 30
_LONGEST_LISTING: Final = 8 * 2**20
_OK, _NO_CONTENT, _NOT_FOUND, _CHANGED, _NOT_IMPLEMENTED = 200, 204, 404, 412, 501
_GONE: Final = frozenset({_NOT_FOUND, _CHANGED})
"""What was listed is no longer there, or is another by now."""
_FAULTS: Final[Mapping[int, str]] = {401: "refused", 403: "refused", _NOT_FOUND: "bucket_missing"}
_OVER_THERE: Final = 500
"""From this status on the fault is the server's own, whatever file was asked for: it is asked again later (RFC 9110 s.15.6)."""
_NOTHING: Final[Mapping[str, str]] = {}


def _now() -> datetime:
    return datetime.now(UTC)


@frozen
class S3Bucket:
    """The bucket at an address; every request is a connection of its own, signed with the time that `clock` tells."""

    address: BucketAddress
    clock: Callable[[], datetime] = _now

    def listed(self, folder: str) -> Iterator[StoredObject]:
        """As `core.intake.ports.Bucket` says (ListObjectsV2, a thousand at a time)."""
        query = {"list-type": "2", "prefix": folder, "delimiter": "/", "encoding-type": "url"}
        while True:
            page = _parsed(self._asked("GET", "", query, most=_LONGEST_LISTING).data)
            yield from _objects(page, folder)
            if _text(page, "IsTruncated") != "true":
                return
            query["continuation-token"] = _text(page, "NextContinuationToken")

    def content(self, found: StoredObject, most: int) -> bytes | None:
        """As the port says; `If-Match` keeps what changed meanwhile from being sent, and where a server does not heed it, its `ETag` tells."""
        told = self._asked("GET", found.key, headers=_only(found), most=most, well=_GONE)
        return told.data if told.status == _OK and told.etag == found.etag else None

    def remove(self, found: StoredObject) -> None:
        """As the port says. Not every server knows a condition when it deletes; so the file is looked at right before as well."""
        if self._asked("HEAD", found.key, headers=_only(found), well=_GONE).etag != found.etag:
            return
        told = self._asked("DELETE", found.key, headers=_only(found), well=_GONE | {_NOT_IMPLEMENTED})
        if told.status == _NOT_IMPLEMENTED:
            self._asked("DELETE", found.key, well=_GONE)

    def move(self, found: StoredObject, key: str) -> None:
        """As the port says; only what was listed is copied, and only what was copied is removed."""
        source = encoded_path(self.address.bucket, found.key)
        headers = {"x-amz-copy-source": source, "x-amz-copy-source-if-match": found.etag}
        told = self._asked("PUT", key, headers=headers, most=_LONGEST_LISTING, well=_GONE)
        if told.status != _OK:
            return
        if not _parsed(told.data).tag.endswith("CopyObjectResult"):
            raise BucketFaultError("answer_odd")  # an error may come with status 200
        self.remove(found)

    def _asked(
        self,
        method: str,
        key: str,
        query: Mapping[str, str] = _NOTHING,
        headers: Mapping[str, str] = _NOTHING,
        most: int = 0,
        well: frozenset[int] = frozenset(),
    ) -> "_Told":
        path = encoded_path(self.address.bucket, key) if key else encoded_path(self.address.bucket)
        signer = Signer(self.address.key, self.address.secret, self.address.region)
        signed = signer.headers(method, path, query, {"host": self._host(), **headers}, b"", self.clock())
        target = f"{path}?{encoded_query(query)}" if query else path
        try:
            with closing(self._connection()) as connection:
                connection.request(method, target, headers=signed)
                answer = connection.getresponse()
                told = _Told(answer.status, _read(answer, most), answer.headers.get("ETag", ""))
        except (OSError, HTTPException) as fault:
            raise BucketFaultError("unreachable") from fault
        if told.status in {_OK, _NO_CONTENT} or told.status in well:
            return told
        raise BucketFaultError(
            _FAULTS.get(told.status, "unreachable" if told.status >= _OVER_THERE else "answer_odd")
        )

    def _host(self) -> str:
        usual = 443 if self.address.tls else 80
        at = self.address
        return at.host if at.port == usual else f"{at.host}:{at.port}"

    def _connection(self) -> HTTPConnection:
        host, port = self.address.host, self.address.port
        if self.address.tls:
            context = ssl.create_default_context()
            return HTTPSConnection(host, port, timeout=_PATIENCE_SECONDS, context=context)
        return HTTPConnection(host, port, timeout=_PATIENCE_SECONDS)


@frozen
class _Told:
    status: int
    data: bytes
    etag: str


def _only(found: StoredObject) -> Mapping[str, str]:
    """That a request is about this content and no later one under its name."""
    return {"if-match": found.etag}


def _read(answer: HTTPResponse, most: int) -> bytes:
    """No more than was asked for, and no less than was promised: http.client passes over an answer that breaks off.

    What an error says besides its status is not read.
    """
    if answer.status != _OK or not most:
        return b""
    promised = answer.length
    data = answer.read(most)
    if promised is not None and len(data) < min(promised, most):
        raise IncompleteRead(data)
    return data


def _parsed(data: bytes) -> Element:
    try:
        page: Element = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as fault:
        raise BucketFaultError("answer_odd") from fault
    return page


def _objects(page: Element, folder: str) -> Iterator[StoredObject]:
    """Those whose names lie directly in the folder, whatever the server says; the folder's own marker is left out."""
    encoded = _text(page, "EncodingType") == "url"
    for each in page.iterfind("{*}Contents"):
        told, octets = _text(each, "Key"), _text(each, "Size")
        key = unquote_plus(told) if encoded else told
        name = key.removeprefix(folder)
        if not key.startswith(folder) or not name or "/" in name:
            continue
        if not octets.isdecimal():
            raise BucketFaultError("answer_odd")
        yield StoredObject(key, _text(each, "ETag"), int(octets))


def _text(element: Element, name: str) -> str:
    return element.findtext(f"{{*}}{name}", "")
