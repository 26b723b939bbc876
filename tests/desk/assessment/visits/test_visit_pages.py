"""Pages of visits in the browser of both sides: what stands there, what does not, forms that say what is wrong."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.desk.assessment.visits.made import (
    ASSESSOR,
    FOCAL,
    PARTNER,
    REVIEWER,
    SECRETARY,
    a_meeting,
    agreed,
    commented,
    composed,
    planned,
    refreshed,
    take,
)

from catenary.core.assessment.visit_words import Meets
from catenary.desk.assessment.models import PastVisit, Visit, VisitClock
from catenary.desk.assessment.visits.lateness import tell_late
from catenary.desk.directory.models import Organisation

HERE = "/assessment/"


def at(visit, *rest):
    return "/".join([f"{HERE}visits/{visit.public_id}", *rest])


def test_a_visit_is_planned_and_asked_for_in_the_browser(act_as, browser):
    page = browser(REVIEWER)
    with act_as(REVIEWER):
        state = Organisation.objects.get(name="Marvona").public_id
    told = {"visited": state, "kind": "focused", "year": "2031", "handling": "restricted"}
    wrong = page.post(f"{HERE}visits/new", {**told, "begins_on": "2031-05-09"})
    assert wrong.status_code == 422
    assert "Give both days" in wrong.content.decode()
    days = {"begins_on": "2031-05-09", "ends_on": "2031-05-20", "languages": ["es"]}
    sent = page.post(f"{HERE}visits/new", {**told, **days})
    assert sent.status_code == 303
    shown = page.get(sent.url).content.decode()
    assert "Marvona" in shown
    assert "Ask the State for its consent" in shown
    assert page.post(f"{sent.url}/steps/ask_consent", {"reason": ""}).status_code == 303
    seen = browser(FOCAL).get(sent.url).content.decode()
    assert "Agree to the visit" in seen
    assert "Ask the State for its consent" not in seen


def test_what_speaks_against_a_step_stands_beside_it_and_above_its_form(act_as, browser):
    visit = agreed(act_as)
    page = browser(REVIEWER)
    assert "The team has no leader who agreed to come" in page.get(at(visit)).content.decode()
    refused = page.post(at(visit, "steps", "settle_team"), {"reason": ""})
    assert refused.status_code == 422
    assert "The team has no leader who agreed to come" in refused.content.decode()
    assert page.get(at(visit, "steps", "fly")).status_code == 404


def test_both_sides_see_a_stopped_clock_and_why(act_as, browser):
    visit, _comment = commented(act_as)
    address = at(visit, "clocks", "comments", "pause")
    assert browser(REVIEWER).post(address, {"reason": "Elections"}).status_code == 303
    for email in (REVIEWER, FOCAL):
        shown = browser(email).get(at(visit)).content.decode()
        assert "Elections" in shown
        assert "paused" in shown
    assert browser(FOCAL).post(at(visit, "clocks", "comments", "resume")).status_code == 422
    assert browser(REVIEWER).post(at(visit, "clocks", "comments", "resume")).status_code == 303


def test_the_state_reads_its_own_side_alone(act_as, browser):
    visit = composed(act_as)
    a_meeting(act_as, visit, Meets.CIVIL_SOCIETY, with_state=False)
    a_meeting(act_as, visit)
    shown = browser(FOCAL).get(at(visit, "programme")).content.decode()
    assert "Ministry of the Interior" in shown
    assert "An association" not in shown
    team = browser(FOCAL).get(at(visit, "team")).content.decode()
    assert "Ines Adaro" in team
    assert "Held posts for" not in team


@pytest.mark.parametrize(
    "part", ["", "team", "programme", "documents", "comments", "team/new", "programme/new"]
)
def test_whoever_is_no_part_of_a_visit_finds_no_page_of_it(act_as, browser, part):
    visit = composed(act_as)
    for email in (PARTNER, "rosalba.tenorio@marvona.example"):
        expected = 404 if email == PARTNER else 200
        assert browser(email).get(at(visit, part).rstrip("/")).status_code == expected


def test_somebody_joins_a_team_in_the_browser_and_names_states_by_name(act_as, browser):
    visit = agreed(act_as)
    page = browser(REVIEWER)
    with act_as(REVIEWER) as here:
        person = here.person.public_id
    sent = page.post(at(visit, "team", "new"), {"person": person, "task": "leader"})
    assert sent.status_code == 303
    assert page.post(f"{sent.url}/invite").status_code == 303
    wrong = page.post(f"{sent.url}/accept", {"nationalities": "Atlantis"})
    assert wrong.status_code == 422
    assert "Atlantis" not in "".join(str(each) for each in wrong.context["form"].errors.values())
    assert page.post(f"{sent.url}/accept", {"nationalities": "Dvarsk, UTO"}).status_code in {303, 422}
    assert page.post(f"{sent.url}/accept", {"nationalities": "UTO"}).status_code in {303, 422}
    assert refreshed(act_as, visit).leader_seat


def test_a_register_of_140_visits_is_loaded_whole_or_not_at_all(act_as, browser):
    page, head = browser(SECRETARY), "state,kind,begins,ends,region\n"
    states = ("UTO", "QMR", "QRZ", "QVK", "QUS", "QTL", "QQR")
    lines = [
        f"{state},focused,{year}-03-02,{year}-03-13,Long Shore\n"
        for year in range(2004, 2024)
        for state in states
    ]
    wrong = page.post(f"{HERE}register", {"file": _file(head + "".join(lines) + "Atlantis,grand,x,y,\n")})
    assert wrong.status_code == 422
    assert "Line 142" in wrong.content.decode()
    with act_as(SECRETARY):
        assert not PastVisit.objects.exists()
    for _again in range(2):
        assert page.post(f"{HERE}register", {"file": _file(head + "".join(lines))}).status_code == 303
        with act_as(SECRETARY):
            assert PastVisit.objects.count() == 140
    with act_as(FOCAL):
        assert not PastVisit.objects.exists()
    shown = page.get(f"{HERE}candidates").content.decode()
    assert "Utopia" in shown
    assert "years ago" in shown
    plan = page.get(f"{HERE}plan?year=2024").content.decode()
    assert "140" in plan


def _file(text):
    return SimpleUploadedFile("register.csv", text.encode(), "text/csv")


def test_a_state_with_a_visit_under_way_is_no_candidate(act_as, browser):
    page = browser(SECRETARY)
    assert "Marvona" in page.get(f"{HERE}candidates").content.decode()
    planned(act_as)
    assert "Marvona" not in page.get(f"{HERE}candidates").content.decode()


def test_lengths_are_shown_with_what_is_published_and_set_with_a_reason(browser):
    page = browser(SECRETARY)
    assert "published: never less" in page.get(f"{HERE}lengths").content.decode()
    short = {"clock": "comments", "count": "20", "unit": "days", "reason": "Hurry"}
    assert page.post(f"{HERE}lengths", short).status_code == 422
    assert page.post(f"{HERE}lengths", {**short, "count": "45"}).status_code == 303


def test_comments_are_written_handed_in_and_answered_in_the_browser(act_as, browser):
    visit, comment = commented(act_as)
    state, body = browser(FOCAL), browser(ASSESSOR)
    told = {"about": "4.1", "text": "The register has 40 entries.", "language": "en"}
    assert state.post(at(visit, "comments", "new"), told).status_code == 303
    assert "40 entries" not in body.get(at(visit, "comments")).content.decode()
    assert state.post(at(visit, "steps", "hand_in_comments"), {"reason": ""}).status_code == 303
    assert "40 entries" in body.get(at(visit, "comments")).content.decode()
    answer = f"{HERE}comments/{comment.public_id}/answer"
    assert body.post(answer, {"outcome": "accepted", "answer": "Corrected."}).status_code == 303
    assert "Corrected." in state.get(at(visit, "comments")).content.decode()


def test_the_list_of_visits_has_its_twins_and_filters(act_as, browser):
    visit = planned(act_as)
    page = browser(REVIEWER)
    assert "Marvona" in page.get(f"{HERE}visits?stage=planned").content.decode()
    twin = page.get(f"{HERE}visits?format=csv&stage=planned")
    assert twin["Content-Type"].startswith("text/csv")
    assert "Marvona" in twin.content.decode()
    assert "Marvona" not in page.get(f"{HERE}visits?stage=closed&format=csv").content.decode()
    told = page.get(f"/web-api/v1/visits/{visit.public_id}").json()
    assert (told["stage"], told["clocks"]) == ("planned", [])


def test_what_runs_out_stands_on_the_home_page_of_those_who_act(act_as, browser):
    visit = agreed(act_as)
    with act_as(REVIEWER):
        soon = timezone.now() + timedelta(days=3)
        VisitClock.objects.filter(visit=visit, kind="team").update(first_due_at=soon)
    assert "Composing the team" in browser(REVIEWER).get("/").content.decode()
    assert "Composing the team" not in browser(FOCAL).get("/").content.decode()


def test_the_web_cannot_tell_of_lateness_in_the_name_of_the_system(act_as):
    visit = agreed(act_as)
    with act_as(REVIEWER):
        VisitClock.objects.filter(visit=visit).update(first_due_at=timezone.now() - timedelta(days=40))
    assert tell_late(now=timezone.now()) == 0


def test_consent_refused_ends_a_visit_and_both_sides_read_it(act_as, browser):
    visit = planned(act_as)
    take(act_as, visit, REVIEWER, "ask_consent")
    take(act_as, visit, FOCAL, "refuse_consent", reason="")
    for email in (REVIEWER, FOCAL):
        assert "The State refused" in browser(email).get(at(visit)).content.decode()
    with act_as(REVIEWER):
        assert not VisitClock.objects.filter(visit=visit, ended_at=None).exists()
        assert Visit.objects.get(pk=visit.pk).stage == "refused"
