"""Every shared part at once: accessible in both directions and both schemes, and on the narrowest screen."""

import pytest

OFFICER = "tom.ashgrove@piu.utopia.example"
NARROWEST = 320
"""CSS pixels, the width of WCAG 2.2, success criterion 1.4.10."""


@pytest.fixture(scope="module")
def signed_in_already(desk, chromium):
    """Signed in once for all: a code of the second factor is good for one sign-in, and the next comes in half a minute."""
    context = chromium.new_context()
    desk.sign_in(context.new_page(), OFFICER)
    yield context.storage_state()
    context.close()


@pytest.fixture
def style_page(desk, window, signed_in_already):
    def opened(language="en", **options):
        page = window(language, storage_state=signed_in_already, **options)
        page.goto(f"{desk.address}/style")
        desk.speak(page, language)
        return page

    return opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_part_is_accessible_in_both_directions_and_schemes(style_page, violations, language, scheme):
    page = style_page(language, color_scheme=scheme)
    assert not violations(page)


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_every_part_fits_the_narrowest_screen(style_page, language):
    page = style_page(language, viewport={"width": NARROWEST, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(style_page):
    page = style_page()
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.locator(".govuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_wrong-reference"


def test_a_figure_shows_its_table_when_it_is_asked_for(style_page):
    page = style_page()
    assert not page.locator("#bars-table").is_visible()
    page.get_by_role("tab", name="Table").first.click()
    assert page.locator("#bars-table").is_visible()


def test_sorting_exchanges_the_table_alone_and_leaves_its_address(desk, style_page):
    page = style_page()
    page.evaluate("window.stayed = true")
    page.locator("#candidates thead a", has_text="Flight").click()
    page.wait_for_url("**/style?sort=flight&state=open")
    assert page.evaluate("window.stayed")
    assert page.locator("#candidates").count() == 1


def test_a_request_that_fails_is_told_where_the_reader_is(style_page):
    page = style_page()
    page.route("**/style?**", lambda route: route.abort())
    page.locator("#candidates thead a", has_text="Flight").click()
    page.get_by_text("The desk cannot be reached.").wait_for()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_name_of_three_hundred_letters_moves_nothing(style_page, language):
    page = style_page(language, viewport={"width": NARROWEST, "height": 640})
    page.evaluate(
        "document.querySelectorAll('main bdi, main .govuk-link').forEach(each => { each.textContent = 'W'.repeat(300) })"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST


def test_without_javascript_every_part_of_a_figure_is_there(style_page):
    page = style_page(java_script=False)
    for part in ("chart", "table", "source", "download"):
        assert page.locator(f"#bars-{part}").is_visible()


def test_a_choice_of_light_or_dark_stays(desk, style_page):
    page = style_page()
    page.locator("button[name=scheme][value=dark]").click()
    page.wait_for_load_state()
    page.goto(f"{desk.address}/")
    assert page.locator("html").get_attribute("data-scheme") == "dark"
