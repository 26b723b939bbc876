"""A person's browser at a desk in service: signed in with both factors, for a purpose that was stated."""

import re
import subprocess
import time
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_CODE = re.compile(r"data-demo-code[^>]*>\s*(\d{6})")


def wait_for(process: subprocess.Popen[bytes], address: str, seconds: float) -> None:
    """Until the desk of this process answers there. Raises RuntimeError where it ends, TimeoutError where it takes longer."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the desk ended with status {process.returncode}")
        try:
            with build_opener().open(address) as answer:
                answer.read()
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(address)


def signed_in(address: str, email: str, password: str) -> OpenerDirector:
    """A browser of a person of the demo, by password and by the code the demo shows. Raises RuntimeError where it shows none."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    sign_in = f"{address}/account/login/"
    asked = _send(browser, sign_in, read_page(browser, sign_in), login=email, password=password)
    code = _CODE.search(asked)
    if not code:
        raise RuntimeError("the demo shows no code to sign in with")
    _send(browser, f"{address}/account/2fa/authenticate/", asked, code=code[1])
    return browser


def state_task(browser: OpenerDirector, address: str, purpose: str, basis: str) -> None:
    """What lists and records of persons ask for first."""
    task = f"{address}/mandate/task"
    _send(browser, task, read_page(browser, task), purpose=purpose, basis=basis)


def read_page(browser: OpenerDirector, address: str) -> str:
    """The page there, whole."""
    with browser.open(address) as answer:
        return str(answer.read().decode())


def _send(browser: OpenerDirector, address: str, page: str, **values: str) -> str:
    token = _TOKEN.search(page)
    body = urlencode({"csrfmiddlewaretoken": token[1] if token else "", **values}).encode()
    with browser.open(Request(address, body, {"Referer": address})) as answer:  # noqa: S310  our own desk
        return str(answer.read().decode())
