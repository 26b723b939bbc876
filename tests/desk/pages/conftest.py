"""Every page that links lead to, as each role meets it, read as HTML."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urlsplit

import pytest

from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import Role
from catenary.core.mandate.tasks import purposes_of
from catenary.world.institutions import officials

ROLES = {role.value: official.email for official in reversed(officials()) for role in official.roles}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LEFT_OUT = ("/static/", "/web-api/", "/account/logout")
MOST_PAGES = 40


class Element:
    """A piece of a page: its name, attributes, parents; the page keeps them in the order they stand."""

    def __init__(self, name, attributes, parents):
        self.name, self.attributes, self.parents = name, attributes, parents
        self.text = ""

    def within(self, *names):
        """Whether it is, or stands in, an element of one of these names."""
        return any(each.name in names for each in (self, *self.parents))


class Page(HTMLParser):
    """A page taken apart: every element, and every piece of text with the element it stands in."""

    def __init__(self, path, html):
        super().__init__()
        self.path, self.html = path, html
        self.elements, self.texts, self._open = [], [], []
        self.feed(html)
        self.close()
        assert not self._open, f"{path}: {[each.name for each in self._open]} never closed"

    def handle_starttag(self, name, attributes):
        element = Element(name, dict(attributes), tuple(self._open))
        self.elements.append(element)
        if name not in VOID:
            self._open.append(element)

    def handle_startendtag(self, name, attributes):
        self.elements.append(Element(name, dict(attributes), tuple(self._open)))

    def handle_endtag(self, name):
        assert self._open, f"{self.path}: </{name}> closes nothing"
        assert self._open[-1].name == name, f"{self.path}: </{name}> closes <{self._open[-1].name}>"
        self._open.pop()

    def handle_data(self, data):
        if data.strip() and self._open:
            self.texts.append((data.strip(), self._open[-1]))

    def all(self, *names):
        """The elements of these names."""
        return [each for each in self.elements if each.name in names]

    @property
    def links(self):
        """Where it leads within the desk."""
        found = (each.attributes.get("href") or "" for each in self.all("a"))
        paths = (urlsplit(urldefrag(address)[0]) for address in found if address.startswith("/"))
        return [f"{each.path}?{each.query}" if each.query else each.path for each in paths]


def kind_of(path):
    """Addresses of one kind differ in ids only."""
    return "/".join("*" if set(part) & set("0123456789") else part for part in urlsplit(path).path.split("/"))


def walk(client):
    """Every kind of page that links lead to from the home page, each once."""
    seen, ahead = set(), ["/"]
    while ahead and len(seen) < MOST_PAGES:
        path = ahead.pop(0)
        if kind_of(path) in seen or path.startswith(LEFT_OUT) or "format=" in path:
            continue
        seen.add(kind_of(path))
        answer = client.get(path, follow=True)
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        assert answer.status_code == 200, (path, answer.status_code)
        page = Page(path, answer.content.decode())
        yield page
        ahead += page.links


@pytest.fixture(params=sorted(ROLES))
def walked(request, browser):
    """The pages of one role after another, under the first task the role can have, fetched as the test reads them."""
    return walk(browser(ROLES[request.param], *task_of(Role(request.param))))


@pytest.fixture
def pages(request, walked):
    """The same, fetched once for all tests that only read them."""
    role = request.node.callspec.params["walked"]
    if role not in _FETCHED:
        _FETCHED[role] = list(walked)
    return _FETCHED[role]


_FETCHED: dict[str, list[Page]] = {}


def task_of(role):
    """A purpose the role's work has, and a law that allows it; nothing for a role that opens nothing."""
    for purpose in purposes_of([role]):
        for code, basis in sorted(LEGAL_BASES.items()):
            if purpose in basis.purposes:
                return purpose, code
    return ()


@pytest.fixture(scope="module")
def pages_before_signing_in():
    """Addresses that nobody has to sign in for."""
    return ("/account/login/", "/account/password/reset/")
