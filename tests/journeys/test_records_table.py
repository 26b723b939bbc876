"""The table of records on a screen of the width that offices have."""

import pytest

SUPERVISOR = "greta.holmwood@piu.utopia.example"
OFFICE = {"width": 1200, "height": 900}


@pytest.fixture
def records(desk, window):
    """The list of records, opened for a purpose."""
    page = window(viewport=OFFICE)
    desk.sign_in(page, SUPERVISOR)
    page.goto(f"{desk.address}/mandate/task?next=/mandate/records")
    page.locator("input[name=purpose][value=terrorism]").check()
    page.locator("select[name=basis]").select_option("eu-2016-681-6")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/mandate/records")
    return page


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_no_column_of_the_table_of_records_is_cut_off(records, language):
    records.locator(f"button[name=language][value={language}]").click()
    records.wait_for_load_state()
    wide, room = records.locator(".table-scroll").evaluate("part => [part.scrollWidth, part.clientWidth]")
    assert wide <= room
