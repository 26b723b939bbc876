"""Single keys: along the rows, to search, the list of them; never in a field, and off when they are turned off."""

import pytest

OFFICER = "tom.ashgrove@piu.utopia.example"
FOCUSED = "document.activeElement.getAttribute('href')"


@pytest.fixture
def organisations(desk, window):
    def opened(language="en", **options):
        page = window(language, **options)
        desk.sign_in(page, OFFICER)
        desk.speak(page, language)
        page.goto(f"{desk.address}/organisations/")
        page.wait_for_function("document.documentElement.classList.contains('js')")
        return page

    return opened


@pytest.mark.parametrize("language", ["en", "ar"])
def test_j_and_k_go_along_the_rows_and_enter_opens(organisations, language):
    page = organisations(language)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    rows = page.eval_on_selector_all("tbody th a", "links => links.map(each => each.getAttribute('href'))")
    visited = []
    for key in "jjk":
        page.keyboard.press(key)
        visited.append(page.evaluate(FOCUSED))
    assert visited == [rows[0], rows[1], rows[0]]
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(rows[0])


def test_a_keyboard_without_latin_letters_has_the_same_keys(organisations):
    page = organisations()
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '\u062a', code: 'KeyJ', bubbles: true}))"
    )
    assert page.evaluate(FOCUSED)


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 720}, {"width": 360, "height": 640}])
def test_a_slash_goes_to_search_and_is_a_letter_there(organisations, viewport):
    page = organisations(viewport=viewport)
    page.keyboard.press("/")
    page.keyboard.type("j/k?")
    assert page.locator("#frame-search").input_value() == "j/k?"


def test_a_question_mark_shows_the_keys_and_escape_closes_them(organisations, violations):
    page = organisations()
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    assert not violations(page)
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").count()


def test_keys_that_are_turned_off_do_nothing_until_they_are_turned_on(organisations):
    page = organisations()
    page.locator("button[name=keys][value=off]").click()
    page.wait_for_load_state()
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) is None
    page.locator("button[name=keys][value=on]").click()
    page.wait_for_load_state()
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED)
