"""A day's work without a mouse: sign in, a purpose, a record, a hold that a second person confirms, sign out."""

import re
import time

import pytest

ASKER, SECOND = "greta.holmwood@piu.utopia.example", "halima.orsay@justice.utopia.example"
CODE_SECONDS = 30
FURTHEST = 120
"""Presses of Tab from one thing to the next; more is no way to work."""


class Hands:
    """Somebody who has a keyboard and no mouse, and reads what is on the screen."""

    def __init__(self, page, home):
        self.page, self.home = page, home

    def reach(self, selector):
        for _ in range(FURTHEST):
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached on {self.page.url}")

    def press(self, selector, key="Enter"):
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def write(self, selector, words):
        self.reach(selector)
        self.page.keyboard.type(words)

    def choose(self, selector, value):
        """With the arrows, among radio buttons or the options of a list."""
        self.reach(selector)
        if self.page.evaluate("document.activeElement.type") == "radio":
            self.page.keyboard.press("Space")
        for _ in range(FURTHEST):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen on {self.page.url}")

    def go_to_row_with(self, words):
        """Down the table, to the next row that says so."""
        for _ in range(FURTHEST):
            self.page.keyboard.press("j")
            if words in self.page.evaluate("document.activeElement.closest('tr')?.innerText ?? ''"):
                return
        raise AssertionError(f"no row says {words}")

    def sign_in(self, email, password, language):
        self.page.goto(f"{self.home}/account/login/")
        self.press(f"button[name=language][value={language}]")
        self.write("input[name=login]", email)
        self.write("input[name=password]", password)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.enter_code()
        if "/account/2fa/" in self.page.url:  # each code counts once
            time.sleep(CODE_SECONDS)
            self.page.reload()
            self.enter_code()
        self.press(f"button[name=language][value={language}]")

    def enter_code(self):
        shown = self.page.locator("[data-demo-code]").first.inner_text()
        self.write("input[name=code]", re.search(r"\b(\d{6})\b", shown)[1])
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def begin(self, purpose, basis):
        self.choose("input[name=purpose]", purpose)
        self.choose("select[name=basis]", basis)
        self.press("main form button[type=submit]")

    def sign_out(self):
        self.press(".frame-account button")
        self.page.goto(f"{self.home}/mandate/records")
        assert "/account/login/" in self.page.url


@pytest.fixture
def hands(desk, window):
    return lambda language: Hands(window(language), desk.address)


@pytest.mark.parametrize(("language", "row"), [("en", 1), ("ar", 2)])
def test_a_hold_is_asked_for_and_confirmed_by_keyboard_alone(desk, hands, language, row):
    asker = hands(language)
    asker.sign_in(ASKER, desk.password, language)
    asker.press('.frame-navigation a[href="/mandate/records"]')
    asker.begin("terrorism", "eu-2016-681-6")
    for _ in range(row):
        asker.go_to_row_with("Utopia Passenger Information Unit")
    asker.press("tbody th a")
    record = asker.page.url
    asker.press('main a[href$="/hold"]')
    asker.write("textarea[name=reason]", "An order of the court of Utopia")
    wanted = asker.page.get_by_label("Utopia Public Prosecution Service").get_attribute("id")
    asker.reach(f"#{wanted}")
    asker.page.keyboard.press("Space")
    asker.press("main form button[type=submit]")
    assert asker.page.url == record
    asker.press('main a[href*="/decisions/"]')
    matter = asker.page.url.removeprefix(desk.address)
    assert not asker.page.locator("button[name=decision][value=confirm]").count()
    asker.sign_out()
    second = hands(language)
    second.sign_in(SECOND, desk.password, language)
    second.press('.frame-navigation a[href="/mandate/decisions"]')
    second.press(f'main a[href="{matter}"]')
    second.write("textarea[name=reason]", "The order is in force")
    second.press("button[name=decision][value=confirm]")
    assert not second.page.locator("button[name=decision][value=confirm]").count()
    assert second.page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    second.sign_out()
