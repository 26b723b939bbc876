"""How a visit is told in browsers: who is where, what is filled in and sent, and what stands on a page."""

import re
import zlib


class People:
    """Each person in a window of their own, signed in once, in the language they work in."""

    def __init__(self, desk, chromium):
        self.desk, self.chromium, self.pages = desk, chromium, {}

    def at(self, email, language="en"):
        """The window of somebody who is signed in."""
        if email not in self.pages:
            page = self._window(language)
            self.desk.sign_in(page, email)
            self.desk.speak(page, language)
            self.pages[email] = page
        return self.pages[email]

    def anybody(self, language="en"):
        """A window of somebody who is not signed in."""
        return self._window(language)

    def _window(self, language):
        page = self.chromium.new_context(locale=language, viewport={"width": 1200, "height": 900}).new_page()
        page.set_default_timeout(30_000)
        return page


def follow(page, ending):
    """The link on the page whose address ends so."""
    page.locator(f"main a[href$='{ending}']").first.click()
    page.wait_for_url(re.compile(re.escape(ending) + r"$"))


def send(page, **told):
    """Fill the form that asks for these, send it, and go where it leads; what is wrong with it is told."""
    form = page.locator(f"main form[method=post]:has([name='{next(iter(told))}'])" if told else PLAIN).last
    for name, value in told.items():
        enter(form, name, value)
    press(page, form.locator("button[type=submit]").first)


def press(page, button):
    """Press a button that leads to another page."""
    with page.expect_navigation():
        button.click()
    wrong = page.locator(".govuk-error-summary")
    assert not wrong.count(), wrong.first.inner_text()


def enter(form, name, value):
    """One field: a text, the value or the words of an option, or of several; True for a box that stands alone."""
    field = form.locator(f"[name='{name}']").first
    kind = field.evaluate("each => each.type")
    if kind == "select-one":
        field.select_option(option_of(field, value))
    elif value is True:
        field.check()
    elif kind in {"radio", "checkbox"}:
        for each in [value] if isinstance(value, str) else value:
            choice_of(form, name, each).check()
    else:
        field.fill(value)


def option_of(field, value):
    """The value of an option that is called so, or has it."""
    if field.locator(f"option[value='{value}']").count():
        return value
    return field.locator("option", has_text=value).first.get_attribute("value")


def choice_of(form, name, value):
    """A radio or a box with this value, or with these words beside it."""
    exact = form.locator(f"[name='{name}'][value='{value}']")
    if exact.count():
        return exact.first
    return form.locator(f"div:has(> [name='{name}'])", has_text=value).locator("input").first


def text_of(page):
    """What stands in the middle of the page."""
    return page.locator("main").inner_text()


def taken_away(page, ending):
    """The bytes of a file that a link of the page gives."""
    with page.expect_download() as download:
        page.locator(f"main a[href$='{ending}']").first.click()
    return download.value.path().read_bytes()


def unpacked(made):
    """What stands in a PDF, its packed parts too."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    return b"\n".join([made, *map(_inflated, parts)])


def _inflated(part):
    try:
        return zlib.decompress(part)
    except zlib.error:
        return b""


PLAIN = "main form[method=post]"
