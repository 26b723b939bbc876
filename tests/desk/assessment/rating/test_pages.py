"""What people see and do in the browser: one question at a time, drafts kept without script, a meeting, scores side by side."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.desk.assessment.rating import made
from tests.desk.assessment.rating.made import (
    ANALYST,
    ASSESSOR,
    FOCAL,
    LEADER,
    PARTNER,
    SECOND,
    SECRETARY,
    assigned,
    at,
    ids,
    rate,
)  # fmt: skip
from tests.desk.conftest import person_of

from catenary.core.assessment.visit_words import Stage
from catenary.desk.assessment.models import (
    Agreed,
    Panel,
    Rating,
    RatingEvidence,
    Seat,
    SelfScore,
    VignetteRating,
)
from catenary.formats.counts_file.note import write_counts
from catenary.formats.signed_note.keys import SigningKey, verifier_key

NAMED = {
    "stance": "for",
    "kind": "observation",
    "access": "team",
    "reference": "The northern crossing",
    "made_on": "",
}


@pytest.fixture
def visit(db):
    return made.a_visit()


@pytest.fixture
def rows(visit, act_as):
    return assigned(act_as, visit, ASSESSOR, SECOND, PARTNER)


@pytest.fixture
def panel(rows):
    return rows["BOR-01-l"]


def address(panel, *more):
    return "/".join(("", "assessment", "panels", str(panel.public_id), *more))


def of(visit, *more):
    return "/".join(("", "assessment", "visits", str(visit.public_id), *more))


def text(answer):
    return answer.content.decode()


def test_a_rater_sees_what_is_left_by_area_and_begins_with_the_next(visit, rows, browser):
    page = text(browser(ASSESSOR).get(of(visit, "rating")))
    assert "4 questions are left" in page
    assert address(rows["BOR-01-l"]) in page
    assert "BOR-01-p" in page


def test_the_home_page_tells_what_is_left_to_rate(visit, rows, browser):
    assert "4 questions to rate: Marvona" in text(browser(ASSESSOR).get("/"))


def test_a_draft_is_kept_by_a_plain_form_and_by_itself(panel, browser):
    client = browser(ASSESSOR)
    answer = client.post(address(panel), {"do": "keep", "answer": "2", "reason": "Half a"})
    assert answer.status_code == 303
    kept = client.post(
        address(panel), {"do": "auto", "answer": "3", "reason": "Half"}, headers={"HX-Request": "true"}
    )
    assert "Draft kept" in text(kept)
    assert "<html" not in text(kept)
    page = text(client.get(address(panel)))
    assert 'value="3" data-key="3" checked' in page
    assert "Half</textarea>" in page


def test_handing_in_leads_to_the_next_question_and_lacking_evidence_is_told(panel, rows, browser):
    client = browser(ASSESSOR)
    told = {"answer": "4", "reason": "Seen at two crossings"}
    refused = client.post(address(panel), {"do": "submit", **told})
    assert refused.status_code == 422
    assert "name at least one piece of evidence" in text(refused)
    assert client.post(address(panel), {"do": "evidence", **told, **NAMED}).status_code == 303
    done = client.post(address(panel), {"do": "submit", **told})
    assert done.headers["Location"] == address(rows["BOR-01-p"])
    assert "Take it back" in text(client.get(address(panel)))


def test_evidence_that_is_incomplete_is_told_and_taken_off_again(panel, browser):
    client = browser(ASSESSOR)
    wrong = client.post(
        address(panel), {"do": "evidence", "answer": "", "reason": "", **NAMED, "reference": ""}
    )
    assert wrong.status_code == 422
    client.post(address(panel), {"do": "evidence", "answer": "", "reason": "Kept too", **NAMED})
    with at(ASSESSOR):
        piece = RatingEvidence.objects.get()
        assert Rating.objects.get().reason == "Kept too"
    assert (
        client.post(
            address(panel), {"remove": str(piece.public_id), "answer": "1", "reason": "x"}
        ).status_code
        == 303
    )
    with at(ASSESSOR):
        assert not RatingEvidence.objects.exists()
    assert client.post(address(panel), {"remove": "nothing", "answer": "1", "reason": "x"}).status_code == 200


def test_a_signed_counts_file_is_evidence_and_one_that_another_signed_is_not(panel, browser):
    client, key = browser(ASSESSOR), SigningKey("unit.example/ledger", bytes(range(32)))
    told = {"name": "Marvona unit", "month": "2020-05", "made_on": "2020-06-01"}

    def sent(signer):
        file = SimpleUploadedFile("counts.txt", write_counts(told, [signer]))
        body = {"stance": "for", "file": file, "key": verifier_key(key).text}
        return client.post(address(panel, "counts"), body)

    assert sent(SigningKey("other.example/ledger", bytes(32))).status_code == 422
    assert sent(key).status_code == 303
    assert "Marvona unit, 2020-05" in text(client.get(address(panel)))
    with at(ASSESSOR):
        assert len(RatingEvidence.objects.get().counts_digest) == 64


def test_a_rating_is_taken_back_on_its_page(panel, act_as, browser):
    rate(act_as, ASSESSOR, panel, 4)
    assert browser(ASSESSOR).post(address(panel, "take-back")).status_code == 303
    with at(ASSESSOR):
        assert Rating.objects.get().state == "draft"


@pytest.mark.parametrize("who", [LEADER, SECOND, PARTNER, SECRETARY, ANALYST, FOCAL])
def test_no_page_tells_another_what_an_open_rating_says(visit, panel, act_as, browser, who):
    rate(act_as, ASSESSOR, panel, 4, reason="The zebra crossing tells it")
    client = browser(who)
    for path in (
        address(panel),
        address(panel, "meeting"),
        of(visit, "scores"),
        of(visit, "raters"),
        of(visit, "rating"),
    ):
        assert "zebra" not in text(client.get(path))
    copy = client.get(of(visit, "scores") + "?format=json")
    if copy.status_code == 200:
        assert all(not row["experts"] for row in json.loads(copy.content)["rows"])


def test_what_is_shown_is_met_about_and_agreed(panel, act_as, browser):
    for email, level in ((ASSESSOR, 4), (SECOND, 3), (PARTNER, 3)):
        rate(act_as, email, panel, level)
    client, mover = browser(LEADER), person_of(ASSESSOR)
    page = text(client.get(address(panel, "meeting")))
    assert "Ines Adaro said 4" in page
    told = {"answer": "3", "reason": "Half of the crossings"}
    assert client.post(address(panel, "meeting"), told).status_code == 422
    told |= {f"kind_{mover.pk}": "moved", f"why_{mover.pk}": "The decree came later"}
    assert client.post(address(panel, "meeting"), told).status_code == 303
    with at(LEADER):
        assert Agreed.objects.get().level == 3
    page = text(browser(ASSESSOR).get(address(panel, "meeting")))
    assert "The decree came later" in page
    assert browser(ASSESSOR).post(address(panel, "dissent"), {"why": "I still think so"}).status_code == 303


def test_a_leader_closes_a_panel_and_a_rater_withdraws_from_it(panel, act_as, browser):
    rate(act_as, ASSESSOR, panel, 4)
    assert browser(LEADER).post(address(panel, "close"), {"reason": ""}).status_code == 422
    assert browser(LEADER).post(address(panel, "close"), {"reason": "The others fell ill"}).status_code == 303
    assert browser(ASSESSOR).post(address(panel, "withdraw"), {"reason": "Wrong crossing"}).status_code == 303
    assert "Wrong crossing" in text(browser(LEADER).get(address(panel, "meeting")))


def test_a_leader_asks_people_and_takes_one_off(visit, browser):
    client = browser(LEADER)
    raters = [str(each) for each in ids(visit, ASSESSOR, SECOND)]
    assert client.post(of(visit, "raters"), {"areas": ["BOR"], "raters": raters}).status_code == 303
    assert "0 of 2" in text(client.get(of(visit, "raters")))
    off = client.post(of(visit, "raters", raters[0], "off"), {"areas": ["BOR"], "reason": "A past post"})
    assert off.status_code == 303
    with at(LEADER):
        assert Seat.objects.filter(recused_at__isnull=False).count() == 2
    assert (
        browser(ASSESSOR).post(of(visit, "raters"), {"areas": ["BOR"], "raters": raters}).status_code == 422
    )


def test_the_planner_proposes_with_what_can_be_expected_and_is_used(visit, browser):
    client = browser(LEADER)
    page = text(client.get(of(visit, "raters", "proposal") + "?raters=3&outsiders=0"))
    assert "Error of an area of one State" in page
    assert client.post(of(visit, "raters", "use"), {"raters": 3, "outsiders": 0}).status_code == 303
    with at(LEADER):
        assert Seat.objects.count() == 12


def test_a_proposal_that_lacks_raters_is_refused_with_the_smallest_thing_missing(visit, browser):
    client = browser(LEADER)
    page = text(client.get(of(visit, "raters", "proposal") + "?raters=9&outsiders=0"))
    assert "The smallest thing missing" in page
    assert client.post(of(visit, "raters", "use"), {"raters": 9, "outsiders": 0}).status_code == 422
    with at(LEADER):
        assert not Panel.objects.exists()


def test_what_nobody_sees_yet_is_not_called_unknown(visit, panel, act_as, browser):
    rate(act_as, ASSESSOR, panel, 4)
    assert "not known" not in text(browser(LEADER).get(of(visit, "scores")))


def test_scores_stand_side_by_side_and_go_out_as_copies(visit, panel, act_as, browser):
    for email, level in ((ASSESSOR, 4), (SECOND, 3), (PARTNER, 3)):
        rate(act_as, email, panel, level)
    client = browser(LEADER)
    assert "3, 3, 4" in text(client.get(of(visit, "scores")))
    copy = json.loads(client.get(of(visit, "scores") + "?format=json").content)
    assert copy["rows"][0]["experts"] == "3, 3, 4"
    made.moved_to(visit, Stage.COMMENTING)
    assert "3, 3, 4" in text(browser(FOCAL).get(of(visit, "scores")))


def test_a_focal_point_gives_its_own_score_by_area_and_hands_it_in(visit, browser):
    client = browser(FOCAL)
    assert "0 of 2 answered" in text(client.get(of(visit, "own-score")))
    assert client.post(of(visit, "own-score", "hand-in")).status_code == 422
    for area, codes in (("BOR", ("BOR-01-l", "BOR-01-p")), ("PRR", ("PRR-10-l", "PRR-10-p"))):
        told = {f"answer_{code}": "4" for code in codes}
        assert client.post(of(visit, "own-score", area), told).status_code == 303
    assert client.post(of(visit, "own-score", "hand-in")).status_code == 303
    with at(FOCAL):
        assert SelfScore.objects.filter(handed_in_at__isnull=False).count() == 4
    assert browser(LEADER).get(of(visit, "own-score")).status_code == 404


def sent(page):
    """What the fields of a form hold as it is shown."""
    return {each.html_name: each.value() or "" for each in page.context["form"]}


def test_of_two_who_answer_one_area_the_second_keeps_their_words_and_decides_question_by_question(
    visit, browser
):
    path, first, second = of(visit, "own-score", "BOR"), browser(FOCAL), browser(FOCAL)
    began, also = sent(first.get(path)), sent(second.get(path))
    law = {"answer_BOR-01-l": "4", "reason_BOR-01-l": "The act of 2021"}
    assert first.post(path, began | law).status_code == 303
    mine = {"answer_BOR-01-l": "2", "reason_BOR-01-l": "The act is not in force", "answer_BOR-01-p": "3"}
    beside = second.post(path, also | mine)
    assert beside.status_code == 409
    page = text(beside)
    for words in ("The act of 2021", "The act is not in force", made.LEVELS[3], made.LEVELS[1], "BOR-01-l"):
        assert words in page
    with at(FOCAL):
        assert SelfScore.objects.get().level == 4
    chosen = {"answer_BOR-01-l": "2", "reason_BOR-01-l": "The act of 2021"}
    assert second.post(path, dict(beside.context["kept"]) | chosen).status_code == 303
    with at(FOCAL):
        told = {each.question: (each.level, each.reason) for each in SelfScore.objects.all()}
    assert told == {"BOR-01-l": (2, "The act of 2021"), "BOR-01-p": (3, "")}
    assert first.post(path, sent(first.get(path)) | {"answer_BOR-01-p": "5"}).status_code == 303


def test_what_a_level_says_stands_beside_it_wherever_one_is_chosen(visit, panel, act_as, browser):
    for email in (ASSESSOR, SECOND, PARTNER):
        rate(act_as, email, panel, 4)
    for email, path in (
        (FOCAL, of(visit, "own-score", "BOR")),
        (LEADER, address(panel, "meeting")),
        (ASSESSOR, f"/assessment/induction/{visit.edition.public_id}/VIG-1"),
    ):
        assert f"<strong>3</strong> <bdi>{made.LEVELS[2]}</bdi>" in text(browser(email).get(path))
    french = browser(FOCAL)
    shown = french.get(of(visit, "own-score", "BOR"), headers={"Accept-Language": "fr"})
    assert f'<bdi lang="en">{made.LEVELS[2]}</bdi>' in text(shown)


def test_an_invented_case_is_rated_once(visit, browser):
    client = browser(ASSESSOR)
    path = f"/assessment/induction/{visit.edition.public_id}/VIG-1"
    assert path in text(client.get("/assessment/induction"))
    assert client.post(path, {"answer": "3", "reason": "Half of it"}).status_code == 303
    assert client.post(path, {"answer": "4", "reason": "Or more"}).status_code == 422
    with at(ASSESSOR):
        assert VignetteRating.objects.get().level == 3


def test_a_program_keeps_the_draft_of_its_person_and_finds_no_place_of_anybody_else(panel, browser):
    said = {"answer": "3", "reason": "Gates read chips at two airports.", "language": "en"}
    address_of_it = f"/web-api/v1/panels/{panel.public_id}/rating"
    kept = browser(ASSESSOR).put(address_of_it, said, "application/json")
    assert (kept.status_code, kept.json()["answer"]) == (200, "3")
    assert browser(SECRETARY).put(address_of_it, said, "application/json").status_code == 404
    with at(ASSESSOR):
        assert Rating.objects.get(panel=panel).reason == said["reason"]


@pytest.mark.parametrize("field", ["reason", "language"])
def test_a_draft_that_no_database_can_hold_is_refused(panel, browser, field):
    said = {"answer": "3", "reason": "Gates read chips.", "language": "en"} | {field: "e\x00n"}
    path = f"/web-api/v1/panels/{panel.public_id}/rating"
    assert browser(ASSESSOR).put(path, said, "application/json").status_code == 422
    with at(ASSESSOR):
        assert not Rating.objects.filter(panel=panel).exists()
