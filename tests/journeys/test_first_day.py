"""What a newcomer does first, by keyboard, without JavaScript, on a narrow screen."""

import pytest

OFFICER = "tom.ashgrove@piu.utopia.example"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"


@pytest.mark.parametrize("java_script", [True, False])
def test_a_newcomer_signs_in_with_what_the_demo_shows(desk, window, java_script):
    page = window(java_script=java_script)
    desk.sign_in(page, OFFICER, anew=True)
    assert page.get_by_role("heading", level=1).inner_text() == "Good day, Tom Ashgrove"
    assert page.get_by_text("Utopia Passenger Information Unit").count()


def test_the_sign_in_page_can_be_used_by_keyboard_alone(desk, window):
    page = window()
    page.goto(f"{desk.address}/account/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('govuk-skip-link')")
    page.locator("input[name=login]").focus()
    page.keyboard.type(OFFICER)
    page.keyboard.press("Tab")
    page.keyboard.type(desk.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/2fa/**")


@pytest.mark.parametrize("language", ["fr", "es", "ru", "ar", "zh-hans"])
def test_the_desk_speaks_the_language_that_is_chosen_and_keeps_it(desk, window, language):
    page = window()
    page.goto(f"{desk.address}/account/login/")
    english = page.get_by_role("heading", level=1).inner_text()
    page.locator(f"button[name=language][value={language}]").first.click()
    page.wait_for_load_state()
    assert page.get_by_role("heading", level=1).inner_text() != english
    page.goto(f"{desk.address}/account/login/")
    assert page.locator("html").get_attribute("lang") == {"zh-hans": "zh-Hans"}.get(language, language)


@pytest.mark.parametrize("width", [320, 360, 768])
def test_a_page_fits_a_narrow_screen(desk, window, violations, width):
    page = window(viewport={"width": width, "height": 640})
    desk.sign_in(page, OFFICER)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not violations(page)
