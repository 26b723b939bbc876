"""A morning at the border desk: somebody of the list, a namesake, a damaged message; in English, and from right to left."""

import time

import pytest

from catenary.world.listing import listed_people

OFFICER, SECOND = "tom.ashgrove@piu.utopia.example", "amina.sorrel@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
OFFICE = {"width": 1200, "height": 900}
READY_SECONDS = 240
"""How long the jobs may take that build the index and check the morning's travellers, kernels compiled first."""


@pytest.fixture
def at_the_border(desk, window):
    """`at_the_border(email, language="en")`: signed in, with the purpose of the border check."""

    def begin(email, language="en"):
        page = window(viewport=OFFICE)
        desk.sign_in(page, email)
        desk.speak(page, language)
        page.goto(f"{desk.address}/mandate/task?next=/screening/queue")
        page.locator("input[name=purpose][value=border_check]").check()
        page.locator("select[name=basis]").select_option("eu-2004-82-6")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/screening/queue")
        return page

    return begin


def wait_for_checks(page, desk):
    """Until everybody of the morning is checked, but the one whose name the carrier lost."""
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        page.goto(f"{desk.address}/intake/flights")
        not_checked = [int(each) for each in page.locator("main tbody tr td:last-child").all_inner_texts()]
        if sum(not_checked) <= 1:
            return
        time.sleep(2)
    raise AssertionError(f"travellers are not checked: {not_checked}")


def open_candidate(page, desk, number):
    """The candidate on the flight that stands there in the list of flights."""
    page.goto(f"{desk.address}/intake/flights?sort=departs_at")
    flight = page.locator("main tbody tr").nth(number).locator("a").first.inner_text().strip()
    page.goto(f"{desk.address}/screening/queue?flight={flight}")
    page.locator("main tbody a").first.click()
    page.wait_for_url("**/screening/candidates/**")
    return page.url


def judge(page, verdict, reason):
    for compared in ("name", "birth", "document"):
        page.locator(f"input[name=compared][value={compared}]").check()
    decide(page, verdict, reason)


def decide(page, verdict, reason):
    page.locator(f"input[name=verdict][value={verdict}]").check()
    page.locator("textarea[name=reason]").fill(reason)
    with page.expect_navigation():
        page.locator("form:has(textarea[name=reason]) button[type=submit]").first.click()


def test_a_namesake_is_told_from_the_person_of_the_list_and_remembered(desk, at_the_border, violations):
    page = at_the_border(OFFICER)
    wait_for_checks(page, desk)
    address = open_candidate(page, desk, 1)
    assert not violations(page)
    assert page.get_by_text("missing on one side").count()
    judge(page, "different_person", "Another birth date by the carrier's list, and no document in common.")
    page.goto(address)
    assert page.locator("input[name=verdict]").count() == 0
    assert page.get_by_text("different person").count()


def test_what_affects_a_person_takes_two_who_judge_alone_from_right_to_left_too(
    desk, at_the_border, violations
):
    first = at_the_border(SECOND, "ar")
    wait_for_checks(first, desk)
    address = open_candidate(first, desk, 0)
    assert first.locator("html").get_attribute("dir") == "rtl"
    assert not violations(first)
    judge(first, "same_person", "الاسم وتاريخ الميلاد والجنسية متطابقة.")
    blind = at_the_border(SUPERVISOR)
    blind.goto(address)
    assert blind.get_by_text("الاسم وتاريخ").count() == 0
    judge(blind, "same_person", "Name, birth date and nationality agree.")
    blind.goto(address)
    assert blind.get_by_text("الاسم وتاريخ").count()
    blind.goto(f"{address}/border")
    assert not violations(blind)
    text = blind.locator("main").inner_text().casefold()
    assert not any(word in text for word in ("terrorist", "suspect", "criminal"))


def test_a_document_reported_stolen_is_refused_by_two_who_look_alone_from_right_to_left_too(
    desk, at_the_border, violations
):
    first = at_the_border(SECOND, "ar")
    wait_for_checks(first, desk)
    first.goto(f"{desk.address}/screening/documents")
    assert not violations(first)
    first.locator("main tbody a").first.click()
    first.wait_for_url("**/screening/documents/**")
    address = first.url
    assert not violations(first)
    decide(first, "same_person", "الرقم والدولة كما في البلاغ.")
    blind = at_the_border(OFFICER)
    blind.goto(address)
    assert blind.get_by_text("reported stolen").count()
    assert blind.get_by_text("كما في البلاغ").count() == 0
    assert not violations(blind)
    decide(blind, "same_person", "Number and issuing State are those of the report.")
    blind.goto(address)
    assert blind.get_by_text("كما في البلاغ").count()
    assert blind.locator("input[name=verdict]").count() == 0
    assert "thief" not in blind.locator("main").inner_text().casefold()


def test_a_damaged_message_is_mended_and_read_again(desk, at_the_border, violations):
    page = at_the_border(OFFICER)
    page.goto(f"{desk.address}/intake/quarantine")
    page.locator("main tbody a").first.click()
    page.wait_for_url("**/intake/messages/**")
    assert not violations(page)
    text = page.locator("textarea[name=text]").input_value()
    page.locator("textarea[name=text]").fill(text.replace("NAD+FL+++'", "NAD+FL+++QUILL:ZEPHYR'", 1))
    with page.expect_navigation():
        page.locator("form.segments-form button[type=submit]").click()
    until = time.monotonic() + READY_SECONDS
    page.goto(f"{desk.address}/intake/quarantine")
    while page.locator("main tbody a").count() and time.monotonic() < until:
        time.sleep(2)
        page.reload()
    assert page.locator("main tbody a").count() == 0


def waiting_on(page, desk, number):
    """How many candidates wait on the flight that stands there in the list of flights."""
    page.goto(f"{desk.address}/intake/flights?sort=departs_at")
    return int(page.locator("main tbody tr").nth(number).locator("td").nth(-2).inner_text())


def wait_for_candidate(page, desk, number):
    """Until somebody of that flight is a candidate."""
    until = time.monotonic() + READY_SECONDS
    while not waiting_on(page, desk, number):
        assert time.monotonic() < until, "nobody was found"
        time.sleep(2)


def test_whom_a_new_edition_names_is_found_on_the_flight_of_tomorrow(desk, at_the_border, violations):
    page = at_the_border(SUPERVISOR, "ar")
    wait_for_checks(page, desk)
    tomorrow = page.locator("main tbody tr").count() - 1
    assert waiting_on(page, desk, tomorrow) == 0
    page.goto(f"{desk.address}/screening/lists")
    page.locator("main tbody a").first.click()
    page.wait_for_url("**/screening/lists/**")
    page.locator("main tbody a[href*=editions]").first.click()
    page.wait_for_url("**/screening/editions/**")
    assert not violations(page)
    form = page.locator("form[action$=decide]")
    form.locator("textarea, input[name=reason]").first.fill("قورنت بسجل الوزارة.")
    with page.expect_navigation():
        form.locator("button[type=submit]").first.click()
    wait_for_candidate(page, desk, tomorrow)


def told_apart_last_month():
    """The name of the second entry that is known by its name alone: the demo's story is about it."""
    by_name = [each for each in listed_people(4, 400) if not each.entry.born and not each.entry.documents]
    return by_name[1].person.name.full


def test_a_namesake_who_was_told_apart_last_month_is_no_candidate_again(desk, at_the_border, violations):
    page = at_the_border(OFFICER)
    until = time.monotonic() + READY_SECONDS
    while True:
        found = travellers_called(page, desk, told_apart_last_month())
        assert not violations(page)
        if (1, 0) in [told_of(page, address) for address in found]:
            return
        assert time.monotonic() < until, "nobody of that name is spared"


def travellers_called(page, desk, name):
    """The pages of the travellers whom a search by name finds; the name is in no address."""
    page.goto(f"{desk.address}/intake/search")
    page.locator("input[name=by][value=name]").check()
    page.locator("input[name=question]").fill(name)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    assert name.split()[0] not in page.url
    found = page.locator("main tbody a[href*=travellers]").evaluate_all(
        "links => links.map(each => each.href)"
    )
    return list(dict.fromkeys(found))


def told_of(page, address):
    """How often the page of a traveller says that they were told apart before, and how many candidates it leads to."""
    page.goto(address)
    before = page.get_by_text("Judged a different person").count()
    return before, page.locator("main dd a[href*=candidates]").count()


def test_a_rule_in_shadow_mode_shows_counts_and_nobody_from_right_to_left_too(
    desk, at_the_border, violations
):
    page = at_the_border(SUPERVISOR, "ar")
    until = time.monotonic() + READY_SECONDS
    while not page.locator("main tbody a[href*=rules]").count():
        assert time.monotonic() < until, "there is no rule"
        page.goto(f"{desk.address}/screening/rules")
        time.sleep(2)
    page.locator("main tbody a[href*=rules]").first.click()
    page.wait_for_url("**/screening/rules/**")
    assert not violations(page)
    page.locator("main tbody a[href*=versions]").first.click()
    page.wait_for_url("**/screening/rule-versions/**")
    while not page.locator("main table tbody tr").count():
        assert time.monotonic() < until, "nobody was counted"
        time.sleep(2)
        page.reload()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert not violations(page)
    assert page.locator("main a[href*=travellers], main a[href*=candidates]").count() == 0
