"""Every page that a role can reach: it answers, axe finds nothing wrong, left to right and right to left, on a telephone too."""

from urllib.parse import urldefrag, urlsplit

import pytest

from catenary.world.institutions import officials

ROLES = {role: official.email for official in reversed(officials()) for role in official.roles}
NUMBERS = set("0123456789")
MOST_PAGES = 60
NARROW = {"width": 360, "height": 640}
WIDE = {"width": 1280, "height": 720}
LEFT_OUT = ("/static/", "/account/logout", "/web-api/")


def kind_of(address):
    """Addresses of the same kind differ in ids only; one of each kind is looked at."""
    path = urlsplit(address).path
    return "/".join("*" if NUMBERS & set(part) else part for part in path.split("/"))


def links_on(page, home):
    """Where the page leads within the desk, files apart."""
    found = page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
    inside = (urldefrag(address)[0] for address in found if address.startswith(home))
    return [each for each in inside if not urlsplit(each).path.startswith(LEFT_OUT) and "format=" not in each]


def walk(page, home):
    """Every kind of page that can be reached from the home page by links, each once."""
    seen, ahead = set(), [f"{home}/"]
    while ahead and len(seen) < MOST_PAGES:
        address = ahead.pop(0)
        if kind_of(address) in seen:
            continue
        seen.add(kind_of(address))
        answer = page.goto(address)
        yield address, answer
        ahead += links_on(page, home)


def misfits(page):
    """How a page fails a telephone: by scrolling sideways, or by beginning in the lower half of its screen."""
    page.set_viewport_size(NARROW)
    across = page.evaluate("document.documentElement.scrollWidth")
    down = page.locator("main :is(h1, .govuk-error-summary)").first.bounding_box()["y"]
    page.set_viewport_size(WIDE)
    found = [f"{across} pixels wide"] if across > NARROW["width"] else []
    return found + ([f"begins at {down}"] if down > NARROW["height"] / 2 else [])


@pytest.fixture(scope="module")
def looked_at():
    """The kinds of pages that axe has seen in a language; what several roles share it sees once."""
    return set()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_page_of_a_role_answers_and_is_accessible(desk, window, violations, looked_at, role, language):
    page = window(language)
    wrong = {}
    loud = []
    page.on("console", lambda message: loud.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: loud.append(str(error)))
    desk.sign_in(page, ROLES[role])
    close_task(page, desk)
    desk.speak(page, language)
    for address, answer in walk(page, desk.address):
        if answer.status != 200:
            wrong[address] = answer.status
        elif (language, kind_of(address)) not in looked_at and (found := violations(page) + misfits(page)):
            wrong[address] = found
        looked_at.add((language, kind_of(address)))
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert page.locator("html").get_attribute("lang") == language
    assert not wrong
    assert not loud


def close_task(page, desk):
    """No purpose that another journey stated: what needs one asks for it, and what another opens is not refused."""
    page.goto(f"{desk.address}/mandate/task")
    close = page.locator("form[action$='/task/close'] button")
    if close.count():
        close.first.click()
        page.wait_for_load_state()
