"""How soon the pages of the desk begin to arrive, and how heavy they are: every page that a role reaches by links.

A demo of its own is started as `catenary demo` starts it. Time is from sending the request to the first byte of the answer, the
middle of several visits and the longest. Weight is what a first visit transfers, compressed: the page and every
style sheet, script and image it names; fonts, which a browser fetches once and when
a page needs them, are left out.
"""

import gzip
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import OpenerDirector, Request

from attrs import field, frozen
from rich.console import Console
from rich.table import Table

from catenary.app.demo import demo_password
from catenary.benchmarks.desk_browser import read_page, signed_in, state_task, wait_for
from catenary.benchmarks.surroundings import surroundings
from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import Role
from catenary.core.mandate.tasks import purposes_of
from catenary.world.institutions import officials

_LINK = re.compile(r'<a[^>]+href="([^"]+)"')
_PART = re.compile(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"')
_LEFT_OUT = ("/static/", "/account/logout", "/web-api/")
_START_SECONDS = 180
_MOST_PAGES = 40


@frozen
class _Visit:
    """A page: when its first byte came, in seconds, for each visit, and what it weighs in bytes."""

    path: str
    seconds: list[float] = field(factory=list)
    page_bytes: int = 0
    part_bytes: int = 0


def run(visits: int = 7, role: str = "passenger_data_officer") -> None:
    """Start a demo, sign in as somebody with this role, and visit every page so many times."""
    console = Console()
    console.print(surroundings())
    with tempfile.TemporaryDirectory(prefix="catenary-bench-") as kept:
        folder = Path(kept)
        folder.chmod(0o711)
        with _desk(folder) as address:
            email = next(each.email for each in officials() if role in each.roles)
            browser = signed_in(address, email, demo_password((folder / "demo" / "secret").read_text()))
            _state_purpose(browser, address, Role(role))
            found = [_visited(browser, address, path, visits) for path in _pages(browser, address)]
    console.print(_table(found, role))


@contextmanager
def _desk(folder: Path) -> Iterator[str]:
    with closing(socket.socket()) as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "catenary",
        "demo",
        "--port",
        str(port),
        "--folder",
        str(folder / "demo"),
    ]
    process = subprocess.Popen([*command, "--quiet"], stderr=subprocess.DEVNULL)  # noqa: S603  our own command
    try:
        wait_for(process, f"http://localhost:{port}/readyz", _START_SECONDS)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait()


def _state_purpose(browser: OpenerDirector, address: str, role: Role) -> None:
    """A role that opens no records of persons is asked for nothing."""
    for purpose in purposes_of([role]):
        basis = next((each.code for each in LEGAL_BASES.values() if purpose in each.purposes), None)
        if basis is not None:
            state_task(browser, address, purpose.value, basis)
            return


def _pages(browser: OpenerDirector, address: str) -> list[str]:
    """One page of every kind that links lead to from the home page."""
    seen: dict[str, str] = {}
    ahead = ["/"]
    while ahead and len(seen) < _MOST_PAGES:
        path = ahead.pop(0)
        if _kind(path) in seen:
            continue
        seen[_kind(path)] = path
        links = (
            urlsplit(urljoin(address + path, urldefrag(link)[0]))
            for link in _LINK.findall(read_page(browser, address + path))
        )
        ahead += [
            each.path
            for each in links
            if address.endswith(each.netloc) and not each.path.startswith(_LEFT_OUT)
        ]
    return list(seen.values())


def _kind(path: str) -> str:
    return "/".join("*" if set(part) & set("0123456789") else part for part in path.split("/"))


def _visited(browser: OpenerDirector, address: str, path: str, visits: int) -> _Visit:
    seconds = []
    page = b""
    for _ in range(visits):
        began = time.perf_counter()
        with browser.open(address + path) as answer:
            seconds.append(time.perf_counter() - began)
            page = answer.read()
    return _Visit(path, seconds, len(gzip.compress(page)), sum(_weights(browser, address, page.decode())))


def _weights(browser: OpenerDirector, address: str, page: str) -> Iterator[int]:
    for part in {part for part in _PART.findall(page) if part.startswith("/static/")}:
        with browser.open(Request(address + part, headers={"Accept-Encoding": "gzip"})) as answer:  # noqa: S310
            yield len(answer.read())


def _table(found: list[_Visit], role: str) -> Table:
    table = Table(
        "page",
        "first byte, p50 ms",
        "longest ms",
        "page kB",
        "with parts kB",
        title=role,
        title_justify="left",
    )
    for visit in sorted(found, key=lambda each: -statistics.median(each.seconds)):
        milliseconds = [1000 * second for second in visit.seconds]
        weights = (visit.page_bytes / 1000, (visit.page_bytes + visit.part_bytes) / 1000)
        figures = (statistics.median(milliseconds), max(milliseconds), *weights)
        table.add_row(_kind(visit.path), *(f"{figure:.1f}" for figure in figures))
    return table
