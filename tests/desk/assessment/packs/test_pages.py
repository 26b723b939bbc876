"""The pages of packs: the file is offered while it is given, a contradiction is decided, what cannot enter is told."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.desk.assessment.packs.made import PASSPHRASE, QUESTION, SEEN, brought, draft, said, standing, taken
from tests.desk.assessment.rating.made import (
    ASSESSOR,
    FOCAL,
    LEADER,
    PARTNER,
    SECOND,
    at,
    moved_to,
)

from catenary.core.assessment.visit_words import Stage
from catenary.desk.assessment.models import (
    Visit,
)


def address(row, *more):
    return "/".join(("", "assessment", *more, str(row.public_id)))


def signed(act_as, pack, who=ASSESSOR):
    """The same pack as a worker leaves it."""
    with act_as(who):
        pack.pk, pack.public_id, pack.note = None, uuid4(), "signed"
        pack.save(force_insert=True)
    return pack


def test_the_file_is_taken_once_it_is_signed_by_its_person_alone(rows, visit, act_as, browser):
    pack = taken(act_as, ASSESSOR, visit).pack
    assert browser(ASSESSOR).get(address(pack, "packs") + "/file").status_code == 404
    pack, page = signed(act_as, pack), browser(ASSESSOR)
    assert "catenary pack open" in page.get(address(pack, "packs")).content.decode()
    assert page.get(address(pack, "packs") + "/file").content.startswith(b"catenary visit pack 1\n")
    assert browser(SECOND).get(address(pack, "packs") + "/file").status_code == 404


@pytest.mark.parametrize("who", [ASSESSOR, PARTNER])
def test_who_was_taken_off_the_team_is_given_the_file_no_more(rows, visit, act_as, browser, who):
    pack = signed(act_as, taken(act_as, who, visit).pack, who)
    place, page = address(pack, "packs") + "/file", browser(who)
    assert page.get(place).status_code == 200
    with at(LEADER):
        Visit.objects.filter(pk=visit.pk).update(
            seats_on=[visit.leader_seat], seats_asked=[visit.leader_seat]
        )
    assert page.get(place).status_code == (422 if who == ASSESSOR else 404)


@pytest.mark.parametrize(("who", "stage", "why"), [
    (ASSESSOR, None, "no longer on the team"),
    (PARTNER, None, "no longer on the team"),
    (ASSESSOR, Stage.WITHDRAWN, "The visit is stopped"),
    (ASSESSOR, Stage.ADOPTED, "Questions are rated from"),
])  # fmt: skip
def test_the_file_is_offered_only_while_it_is_given_and_else_the_page_says_why_not(
    rows, visit, act_as, browser, who, stage, why
):
    pack, page = signed(act_as, taken(act_as, who, visit).pack, who), browser(who)
    place = address(pack, "packs")
    assert f'href="{place}/file"' in page.get(place).content.decode()
    assert "ready to take" in page.get("/assessment/packs").content.decode()
    if stage is None:
        with at(LEADER):
            Visit.objects.filter(pk=visit.pk).update(
                seats_on=[visit.leader_seat], seats_asked=[visit.leader_seat]
            )
    else:
        moved_to(visit, stage)
    shown = page.get(place).content.decode()
    assert f"{place}/file" not in shown
    assert why in shown
    assert "/assessment/packs/bring" in shown
    assert "ready to take" not in page.get("/assessment/packs").content.decode()


@pytest.mark.parametrize(("changes", "why"), [
    ({"note": "signed", "locked": None}, "The file is no longer here"),
    ({"note": "", "fault": "pack.key_missing"}, "no key yet"),
])  # fmt: skip
def test_a_file_that_is_forgotten_or_was_not_signed_is_not_offered(
    rows, visit, act_as, browser, changes, why
):
    pack = taken(act_as, ASSESSOR, visit).pack
    with act_as(ASSESSOR):
        pack.pk, pack.public_id = None, uuid4()
        for name, value in changes.items():
            setattr(pack, name, value)
        pack.save(force_insert=True)
    shown = browser(ASSESSOR).get(address(pack, "packs")).content.decode()
    assert "/file" not in shown
    assert why in shown


def test_no_file_is_given_once_the_visit_is_stopped(rows, visit, act_as, browser):
    pack, page = signed(act_as, taken(act_as, ASSESSOR, visit).pack), browser(ASSESSOR)
    moved_to(visit, Stage.WITHDRAWN)
    assert page.get(address(pack, "packs") + "/file").status_code == 422


def test_a_pack_is_asked_for_with_a_passphrase_that_is_told_twice_and_not_guessed(rows, visit, browser):
    page, place = browser(ASSESSOR), f"/assessment/visits/{visit.public_id}/packs/new"
    assert place in page.get(f"/assessment/visits/{visit.public_id}").content.decode()
    for first, again in (
        (PASSPHRASE, "another one, longer"),
        ("short", "short"),
        ("password1234", "password1234"),
    ):
        assert page.post(place, {"password": first, "password_again": again}).status_code == 422
    answer = page.post(place, {"password": PASSPHRASE, "password_again": PASSPHRASE})
    assert answer.status_code == 303
    assert "sign" in page.get(answer.headers["Location"]).content.decode()
    assert visit.visited.name in page.get("/assessment/packs").content.decode()


def test_what_contradicts_is_shown_side_by_side_and_decided_on_the_page(rows, visit, act_as, browser):
    laptop = taken(act_as, ASSESSOR, visit)
    said(act_as, ASSESSOR, rows[QUESTION], 4, "At the desk")
    data = laptop.file({QUESTION: draft(2, "On the road", SEEN), "BOR-01-p": draft(1, "Only there")})
    page = browser(ASSESSOR)
    answer = page.post("/assessment/packs/bring", {"file": SimpleUploadedFile("x.brought", data)})
    place = answer.headers["Location"]
    text = page.get(place).content.decode()
    assert all(each in text for each in ("On the road", "At the desk", "Only there", "northern crossing"))
    assert page.post(place, {f"answer_{QUESTION}": "laptop"}).status_code == 422
    assert page.post(place, {f"answer_{QUESTION}": "laptop", f"reason_{QUESTION}": "hub"}).status_code == 303
    assert standing(ASSESSOR, rows[QUESTION]) == (2, "At the desk", "draft", 1)
    assert "changed nothing" in page.get(place).content.decode()
    assert "On the road" in page.get(f"{place}/drafts").content.decode()
    for who in (SECOND, PARTNER, FOCAL):
        assert browser(who).get(place).status_code == 404


def test_what_cannot_enter_is_told_with_its_reason_and_stays_to_be_read(rows, visit, act_as, browser):
    laptop = taken(act_as, ASSESSOR, visit)
    moved_to(visit, Stage.WITHDRAWN)
    row = brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2, "On the road")}))
    text = browser(ASSESSOR).get(address(row, "brought")).content.decode()
    assert "On the road" in text
    assert "The visit is stopped" in text


def test_a_file_that_is_no_pack_is_refused_on_the_form(rows, browser):
    answer = browser(ASSESSOR).post("/assessment/packs/bring", {"file": SimpleUploadedFile("x", b"PK")})
    assert answer.status_code == 422
    assert "no offline pack" in answer.content.decode()
