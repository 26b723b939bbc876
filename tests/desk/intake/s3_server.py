"""A small S3-like server for tests, strict where S3 is: every request's signature is worked out again from what arrived, `If-Match` (where
it deletes as `deletes_on_condition` says: None refuses it) and `x-amz-copy-source-if-match` are heeded, listings come in pages, and what it does not know is refused.
"""

import hmac
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import md5, sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote_plus, unquote, urlsplit
from xml.sax.saxutils import escape

from catenary.peers.carriers.addresses import BucketAddress

KEY, SECRET, REGION, BUCKET = "carrier-key", "a secret/of+the desk", "eu-west-1", "carriers"
PAGE = 2
_LIST = "http://s3.amazonaws.com/doc/2006-03-01/"


class Server(ThreadingHTTPServer):
    """Holds objects by key; `asked` are the requests it answered, `status` one it answers everything with, `statuses` those
    for a method and a key; it may break off in the middle of content."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects = {}
        self.asked = []
        self.status = None
        self.statuses = {}
        self.breaks_off = False
        self.deletes_on_condition = True

    @property
    def address(self):
        return BucketAddress(
            "127.0.0.1",
            self.server_address[1],
            tls=False,
            bucket=BUCKET,
            key=KEY,
            secret=SECRET,
            region=REGION,
        )


def etag_of(data):
    return f'"{md5(data).hexdigest()}"'


@contextmanager
def running():
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._answer(self._get)

    def do_HEAD(self):
        self._answer(self._get)

    def do_PUT(self):
        self._answer(self._copy)

    def do_DELETE(self):
        self._answer(self._delete)

    def log_message(self, *_args):
        """Nothing is told."""

    def _answer(self, act):
        parts = urlsplit(self.path)
        self.query = dict(parse_qsl(parts.query, keep_blank_values=True))
        bucket, _, self.key = unquote(parts.path[1:]).partition("/")
        self.server.asked.append((self.command, self.key))
        if status := self.server.status or self.server.statuses.get((self.command, self.key)):
            return self._tell(status)
        if not self._is_signed(parts):
            return self._tell(403)
        return act() if bucket == BUCKET else self._tell(404)

    def _get(self):
        if not self.key:
            return self._list()
        data = self.server.objects.get(self.key)
        if data is None:
            return self._tell(404)
        asked = self.headers.get("If-Match")
        return self._tell(412) if asked and asked != etag_of(data) else self._tell(200, data)

    def _copy(self):
        source = unquote(self.headers["x-amz-copy-source"]).removeprefix(f"/{BUCKET}/")
        data = self.server.objects.get(source)
        if data is None:
            return self._tell(404)
        if self.headers.get("x-amz-copy-source-if-match") not in {None, etag_of(data)}:
            return self._tell(412)
        self.server.objects[self.key] = data
        return self._tell(200, f'<CopyObjectResult xmlns="{_LIST}"/>'.encode())

    def _delete(self):
        asked, knows = self.headers.get("If-Match"), self.server.deletes_on_condition
        if asked and knows is None:
            return self._tell(501)
        data = self.server.objects.get(self.key)
        if asked and knows and data is not None and asked != etag_of(data):
            return self._tell(412)
        self.server.objects.pop(self.key, None)
        return self._tell(204)

    def _list(self):
        prefix, delimiter = self.query["prefix"], self.query["delimiter"]
        assert self.query["list-type"] == "2"
        keys = [each for each in sorted(self.server.objects) if each.startswith(prefix)]
        direct = [each for each in keys if delimiter not in each[len(prefix) :]]
        start = int(self.query.get("continuation-token", "0 a/b+c").split()[0])
        page = direct[start : start + PAGE]
        more = start + PAGE < len(direct)
        told = "".join(self._contents(each) for each in page)
        token = f"<NextContinuationToken>{start + PAGE} a/b+c</NextContinuationToken>" if more else ""
        text = f'<ListBucketResult xmlns="{_LIST}"><IsTruncated>{str(more).lower()}</IsTruncated><EncodingType>url</EncodingType>{token}{told}</ListBucketResult>'
        return self._tell(200, text.encode())

    def _contents(self, key):
        data = self.server.objects[key]
        name, etag = quote_plus(key, safe="/"), escape(etag_of(data))
        return f"<Contents><Key>{name}</Key><ETag>{etag}</ETag><Size>{len(data)}</Size></Contents>"

    def _tell(self, status, data=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", etag_of(data))
        self.end_headers()
        if self.command == "HEAD":
            return
        broken = self.server.breaks_off and len(data) > 1
        self.close_connection = self.close_connection or broken
        self.wfile.write(data[: len(data) // 2] if broken else data)

    def _is_signed(self, parts):
        """Signature Version 4, from the specification: the query as it was sent must be sorted and encoded already."""
        scheme, _, told = self.headers.get("Authorization", "").partition(" ")
        fields = dict(each.strip().split("=", 1) for each in told.split(",") if "=" in each)
        names = fields.get("SignedHeaders", "").split(";")
        scope = fields.get("Credential", "").split("/")
        at = self.headers.get("x-amz-date", "")
        if scheme != "AWS4-HMAC-SHA256" or {"host", "x-amz-date", "x-amz-content-sha256"} - set(names):
            return False
        if scope != [KEY, at[:8], REGION, "s3", "aws4_request"] or not _is_recent(at):
            return False
        if any(each.lower().startswith("x-amz-") and each.lower() not in names for each in self.headers):
            return False
        headers = "".join(f"{each}:{self.headers[each].strip()}\n" for each in names)
        sent = self.headers["x-amz-content-sha256"]
        request = "\n".join([self.command, parts.path, parts.query, headers, ";".join(names), sent])
        text = "\n".join([scheme, at, "/".join(scope[1:]), sha256(request.encode()).hexdigest()])
        key = b"AWS4" + SECRET.encode()
        for each in (*scope[1:], text):
            key = hmac.new(key, each.encode(), sha256).digest()
        return sent == sha256(b"").hexdigest() and hmac.compare_digest(key.hex(), fields.get("Signature", ""))


def _is_recent(at):
    told = datetime.strptime(at, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return abs(datetime.now(UTC) - told) < timedelta(minutes=15)
