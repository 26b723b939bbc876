"""A telephone: the page itself stands first, and the rest of the header behind a menu that needs no script."""

import pytest

OFFICER = "tom.ashgrove@piu.utopia.example"
TELEPHONE = {"width": 360, "height": 640}
BEHIND_THE_MENU = (".frame-who", ".frame-search", ".frame-navigation", ".frame-languages")


@pytest.fixture
def telephone(desk, window):
    def opened(language="en", **options):
        page = window(language, viewport=TELEPHONE, **options)
        desk.sign_in(page, OFFICER)
        desk.speak(page, language)
        return page

    return opened


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("java_script", [True, False])
def test_the_page_begins_in_the_upper_half_of_a_telephone(telephone, language, java_script):
    page = telephone(language, java_script=java_script)
    assert page.get_by_role("heading", level=1).bounding_box()["y"] < TELEPHONE["height"] / 2


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("java_script", [True, False])
def test_the_menu_shows_the_rest_of_the_header_within_the_screen(telephone, language, java_script):
    page = telephone(language, java_script=java_script)
    assert not any(page.locator(part).is_visible() for part in BEHIND_THE_MENU)
    page.locator(".frame-menu summary").focus()
    page.keyboard.press("Enter")
    for part in BEHIND_THE_MENU:
        assert page.locator(part).is_visible()
    for link in page.locator(".frame-header a:visible").all():
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= TELEPHONE["width"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_open_menu_is_accessible_and_moves_nothing_aside(telephone, violations, language):
    page = telephone(language)
    page.locator(".frame-menu summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]
    assert not violations(page)


def test_a_wide_screen_shows_the_header_without_a_menu(desk, window):
    page = window()
    desk.sign_in(page, OFFICER)
    assert not page.locator(".frame-menu").is_visible()
    assert all(page.locator(part).is_visible() for part in BEHIND_THE_MENU)
    assert page.locator(".frame-header__home:visible").count() == 1
