"""A whole desk as a newcomer starts it, and a browser in front of it; left out where there is no Chromium."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

from catenary.app.demo import demo_password

FOUND = os.environ.get("CATENARY_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ABSENT = "no Chromium here (Debian: apt-get install chromium; or name it in CATENARY_CHROMIUM)"
AXE = Path(find_spec("axe_playwright_python").origin).with_name("axe.min.js")
CODE_SECONDS = 30
START_SECONDS = 420
LAST_LINES = 60


def pytest_collection_modifyitems(items):
    """Everything in this folder is a journey; without a browser it is left out, and said so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if not FOUND:
                item.add_marker(pytest.mark.skip(reason=ABSENT))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """A journey that fails shows what the desk said last: what fell beside the browser is seen nowhere else."""
    report = yield
    if report.failed and isinstance(found := getattr(item, "funcargs", {}).get("desk"), Desk):
        said = found.told.read_text(errors="replace").splitlines()[-LAST_LINES:]
        report.sections.append(("what the desk said", "\n".join(said)))
    return report


def free_port():
    """A port nobody has at this moment."""
    with closing(socket.socket()) as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


@contextmanager
def open_desk(folder, port):
    """`catenary demo` until its address answers; stopped as Ctrl-C stops it."""
    command = [sys.executable, "-c", "from catenary.cli import main; main()", "demo"]
    keep = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CATENARY_", "DATABASE_", "DJANGO_"))
    }
    with (folder / "told").open("wb") as told:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--folder", str(folder / "demo")],
            env=keep,
            stdout=told,
            stderr=told,
        )
    try:
        wait_until_ready(process, f"http://localhost:{port}/readyz", folder / "told")
        yield f"http://localhost:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def wait_until_ready(process, address, told):
    """Until the desk says it is ready; a desk that ended instead shows what it said."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, told.read_text()
        try:
            with urlopen(address, timeout=5) as answer:
                if json.load(answer)["status"] == "ready":
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(told.read_text())


@pytest.fixture(scope="session")
def desk():
    """The address of a demo of this session alone, and the password of its accounts."""
    folder = Path(tempfile.mkdtemp(prefix="catenary-journey-"))
    folder.chmod(0o711)
    try:
        with open_desk(folder, free_port()) as address:
            secret = (folder / "demo" / "secret").read_text()
            yield Desk(address, demo_password(secret), folder / "told")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Desk:
    """Where the desk is, and how its people get in."""

    def __init__(self, address, password, told):
        self.address, self.password, self.told = address, password, told
        self._sessions = {}

    def sign_in(self, page, email, *, anew=False):
        """As anybody would: address and password, then the code that the demo shows; later as in a browser that is kept."""
        if email not in self._sessions or anew:
            self._prove(page, email)
            self._sessions[email] = [each for each in page.context.cookies() if each["name"] == "catenary"]
        else:
            page.context.add_cookies(self._sessions[email])
            page.goto(f"{self.address}/")

    def speak(self, page, language):
        """By the buttons at the top of every page: a person's own choice outlives the journey that made it."""
        menu = page.locator(".frame-menu summary")
        if menu.is_visible():
            menu.click()
        page.locator(f"button[name=language][value={language}]").first.click()
        page.wait_for_load_state()

    def _prove(self, page, email):
        page.goto(f"{self.address}/account/login/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(self.password)
        page.locator("form:has(input[name=password]) button[type=submit]").first.click()
        page.wait_for_url("**/account/2fa/**")
        self._enter_code(page)
        if "/account/2fa/" in page.url:  # each code counts once, and somebody used this one
            time.sleep(CODE_SECONDS)
            self._enter_code(page)
        page.wait_for_url(lambda url: "/account/" not in url)

    def _enter_code(self, page):
        page.goto(page.url)
        code = re.search(r"\b(\d{6})\b", page.locator("[data-demo-code]").first.inner_text())[1]
        page.locator("input[name=code]").fill(code)
        with page.expect_navigation():
            page.locator("form:has(input[name=code]) button[type=submit]").first.click()


@pytest.fixture(scope="session")
def chromium():
    """One browser for the session; every journey has a window of its own."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
        options += ["--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=FOUND, args=options)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium):
    """`window(language="ar", java_script=False, ...)`: a page of a fresh profile."""
    opened = []

    def open_window(language="en", *, java_script=True, **options):
        context = chromium.new_context(locale=language, java_script_enabled=java_script, **options)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield open_window
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def violations():
    """What axe finds wrong with a page as it stands, each with the elements concerned."""
    script = AXE.read_text("utf-8")
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def look(page):
        page.evaluate(script)
        found = page.evaluate("rules => axe.run({runOnly: rules})", rules)
        return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found["violations"]]

    return look
