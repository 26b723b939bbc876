"""The pages of rules: the builder by plain forms, errors at the criterion, figures without small numbers, oversight reads."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from tests.desk.screening.rules.made import (
    DECIDER,
    FEMALE,
    LATE,
    OTHER_WRITER,
    PARTY,
    VIA,
    WRITER,
    applied,
    board,
    counted,
    crowd,
    draft,
    in_force,
    step,
)

from catenary.core.screening.rule_flow import RuleAct
from catenary.desk.screening.models import Candidate, RuleVersion

DPO, OVERSIGHT = "nadia.fenwick@piu.utopia.example", None
CRIME = ("terrorism", "eu-2016-681-6")


def text(response):
    return " ".join(response.content.decode().split())


def version_url(row):
    return reverse("rule_version", args=[row.public_id])


def test_a_rule_is_built_criterion_by_criterion_without_a_script(desk, browser):
    officer = browser(WRITER)
    made = officer.post(
        reverse("make_rule"),
        {
            "code": "couriers",
            "name": "Couriers",
            "purpose": "terrorism",
            "basis": "eu-2016-681-6",
            "legal_ground": "Act s.6",
        },
    )
    assert made.status_code == 303
    with desk.as_job():
        row = RuleVersion.objects.get()
    add = reverse("add_criterion", args=[row.public_id])
    assert "Hours from ticketing to departure" in text(officer.get(f"{add}?side=criteria"))
    assert officer.post(f"{add}?side=criteria&fact=via", {"values": "qmv, qls"}).status_code == 303
    told = {"asked": "at_most", "number": "2"}
    assert officer.post(f"{add}?side=criteria&fact=booked_days_before", told).status_code == 303
    assert officer.post(f"{add}?side=criteria&fact=one_way", {}).status_code == 303
    assert (
        officer.post(
            f"{add}?side=unless&fact=party_size", {"asked": "between", "number": "4", "to": "9"}
        ).status_code
        == 303
    )
    page = text(officer.get(version_url(row)))
    assert (
        "The rule looks for travellers of whom all of this is known: the journey goes by way of QLS or QMV, booked at most 2 days "
        "before departure, and the journey does not come back; but for nobody of whom any of this is known: 4 to 9 persons are in "
        "the booking." in page
    )
    officer.post(reverse("move_criterion", args=[row.public_id]), {"side": "criteria", "place": "2"})
    officer.post(reverse("remove_criterion", args=[row.public_id]), {"side": "criteria", "place": "0"})
    with desk.as_job():
        row.refresh_from_db()
        assert [each["fact"] for each in row.criteria] == ["one_way", "booked_days_before"]


@pytest.mark.parametrize(
    ("fact", "told", "error"),
    [
        ("via", {"values": "LONDON"}, "LONDON is no value that Airports on the way can have"),
        ("age", {"asked": "at_least", "number": "300"}, "whole numbers from 0 to 130"),
        ("sex", {}, "This field is required"),
    ],
)
def test_what_cannot_be_a_value_is_told_at_its_field(desk, browser, fact, told, error):
    row = draft(desk)
    add = reverse("add_criterion", args=[row.public_id])
    answer = browser(WRITER).post(f"{add}?side=criteria&fact={fact}", told)
    assert answer.status_code == 422
    assert error in text(answer)


@pytest.mark.parametrize("fact", ["religion", "ethnic_origin", "name", "health", ""])
def test_what_is_not_in_the_vocabulary_cannot_be_asked_for(desk, browser, fact):
    row = draft(desk)
    add = reverse("add_criterion", args=[row.public_id])
    assert browser(WRITER).post(f"{add}?side=criteria&fact={fact}", {"values": "X"}).status_code == 422


def test_an_error_stands_at_the_criterion_it_is_about(desk, browser):
    board(desk, crowd(60, odd=20))
    row = draft(desk, VIA, FEMALE)
    step(desk, row, RuleAct.TRY)
    counted(desk, row)
    page = text(browser(WRITER).get(version_url(row)))
    at = page.index('id="criteria-1"')
    assert "leaves at most one traveller in 20" in page[at : at + 600]
    answer = browser(WRITER).post(
        reverse("rule_step", args=[row.public_id]) + "?act=propose", {"reason": "It helps."}
    )
    assert answer.status_code == 422
    assert "Sex may stand only beside" in text(answer)


def test_two_persons_put_a_rule_in_force_on_the_pages(desk, browser):
    board(desk, crowd(60, odd=2))
    row = draft(desk, VIA, LATE)
    step(desk, row, RuleAct.TRY)
    counted(desk, row)
    propose = reverse("rule_step", args=[row.public_id]) + "?act=propose"
    assert browser(WRITER).post(propose, {"reason": "Nothing else finds them."}).status_code == 303
    decide = reverse("decide_rule", args=[row.public_id])
    assert "Another person decides" in text(browser(WRITER).get(version_url(row)))
    assert browser(DECIDER).post(decide, {"decision": "confirm", "reason": ""}).status_code == 422
    assert (
        browser(DECIDER).post(decide, {"decision": "confirm", "reason": "Proportionate."}).status_code == 303
    )
    with desk.as_job():
        row.refresh_from_db()
        assert row.state == "in_force"


def test_small_numbers_are_withheld_from_pages_and_copies(desk, browser):
    board(desk, crowd(60, odd=4))
    row = draft(desk, VIA)
    step(desk, row, RuleAct.TRY)
    counted(desk, row)
    page = text(browser(DPO).get(version_url(row)))
    assert "fewer than 10" in page
    copy = json.loads(browser(DPO).get(reverse("export_rule", args=[row.public_id])).content)
    assert copy["traffic"]["hits"] is None
    assert copy["traffic"]["alone"] == [None]
    assert copy["traffic"]["by"]["sex"] == {"female": [30, None], "male": [30, None]}
    assert copy["traffic"]["travellers"] == 60


def test_the_print_for_an_audit_cites_the_law(desk, browser):
    row = draft(desk, VIA)
    page = text(browser(DPO).get(reverse("print_rule", args=[row.public_id])))
    for law in ("art. 6(3)(b)", "Art. 6(4)", "C-817/19", "Utopia, Passenger Data Act s.6(3)"):
        assert law in page


def found_one(desk):
    board(desk, crowd(60, odd=1))
    row = draft(desk, VIA, LATE)
    in_force(desk, row)
    applied(desk, row)
    with desk.as_job():
        return Candidate.objects.select_related("rule").get(rule=row)


def judged(client, row, verdict):
    url = reverse("judge_found_by_rule", args=[row.public_id])
    page = text(client.get(reverse("found_by_rule", args=[row.public_id])))
    seen = page.split('name="version" value="')[1].split('"')[0]
    told = {"verdict": verdict, "compared": ["source_document"], "reason": "Looked at.", "version": seen}
    return client.post(url, told)


def test_a_candidate_of_a_rule_shows_its_criteria_and_no_score(desk, browser):
    row = found_one(desk)
    officer = browser(WRITER, *CRIME)
    way = officer.get(reverse("candidate", args=[row.public_id]))
    assert way.status_code == 303
    page = text(officer.get(way.url))
    assert "the journey goes by way of QMV" in page
    assert "booked at most 2 days before departure" in page
    assert "presumed innocent" in page
    for word in ("Score", "suspect", "terrorist", "hit "):
        assert word not in page
    queue = text(officer.get(reverse("candidates") + "?list=rules"))
    assert "couriers" in queue
    assert "met a rule" in queue


def test_it_does_not_open_for_the_border_check(desk, browser):
    row = found_one(desk)
    officer = browser(WRITER, "border_check", "icao-9-api")
    answer = officer.get(reverse("found_by_rule", args=[row.public_id]))
    assert answer.status_code == 302
    assert answer.url.startswith("/mandate/task")


def test_two_judges_confirm_and_the_share_of_the_rule_says_that_it_is_of_few(desk, browser):
    row = found_one(desk)
    assert judged(browser(WRITER, *CRIME), row, "same_person").status_code == 303
    assert judged(browser(OTHER_WRITER, *CRIME), row, "same_person").status_code == 303
    with desk.as_job():
        again = Candidate.objects.select_related("passage__record").get(pk=row.pk)
        assert again.state == "confirmed"
        assert again.passage.record.linked_at is None
    page = text(browser(DPO).get(reverse("rule_version", args=[row.rule.public_id])))
    assert "Few cases: it says little" in page
    notice = text(browser(WRITER, *CRIME).get(reverse("rule_notice", args=[row.public_id])))
    assert "Nothing but further questions may rest on the rule alone" in notice


def test_no_page_for_the_border_is_made_of_a_journey_that_meets_the_rule_no_more(desk, browser):
    row = found_one(desk)
    with desk.as_job():
        stood = Candidate.objects.filter(pk=row.pk)
        stood.update(state="confirmed", decided_at=datetime.now(UTC))
    officer = browser(WRITER, *CRIME)
    page, notice = (reverse(name, args=[row.public_id]) for name in ("found_by_rule", "rule_notice"))
    assert notice in officer.get(page).content.decode()
    with desk.as_job():
        stood.update(entry_digest="")
    shown = officer.get(page)
    assert notice not in shown.content.decode()
    assert "withdrawn" in text(shown)
    assert officer.get(notice).status_code == 303


def test_a_review_that_comes_up_waits_on_the_home_page_of_who_decides(desk, browser):
    board(desk, crowd(60, odd=1))
    row = draft(desk, VIA, unless=(PARTY,), days=5)
    in_force(desk, row)
    assert "Look whether the rule couriers should stand" in text(browser(DECIDER).get(reverse("home")))
    assert datetime.now(UTC).date() + timedelta(days=5) == row.review_on
