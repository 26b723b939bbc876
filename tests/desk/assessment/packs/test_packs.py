"""A pack holds what its person sees and nothing else; what it brings back enters field by field, and nothing is lost."""

from uuid import uuid4

import pytest
from attrs import evolve
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec import structs
from tests.desk.assessment.packs import made
from tests.desk.assessment.packs.made import PASSPHRASE, QUICK, SEEN, brought, draft, taken
from tests.desk.assessment.rating.made import (
    ANALYST,
    ASSESSOR,
    FOCAL,
    LEADER,
    PARTNER,
    SECOND,
    a_visit,
    assigned,
    at,
    moved_to,
    rate,
)
from tests.desk.conftest import person_of, reach

from catenary.app.embedded import WORKER
from catenary.basis.findings import ProblemError
from catenary.core.assessment.pack_merging import Kept, PackField
from catenary.core.assessment.visit_words import DocumentKind, Stage
from catenary.core.mandate.model import Handling
from catenary.core.measures.model import NOT_APPLICABLE, Answer
from catenary.desk.assessment.models import (
    GivenPack,
    Rating,
    SelfScore,
    Visit,
)
from catenary.desk.assessment.packs import giving, merging
from catenary.desk.assessment.rating import panels, writing
from catenary.desk.assessment.visits import papers
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.signed_in import who_is
from catenary.formats.signed_note.keys import verifier_key
from catenary.formats.visit_pack.envelope import read_envelope, whole
from catenary.formats.visit_pack.locks import by_key

QUESTION = "BOR-01-l"


@pytest.fixture
def visit(db, monkeypatch):
    made.quick(monkeypatch)
    return a_visit()


@pytest.fixture
def rows(visit, act_as):
    return assigned(act_as, visit, ASSESSOR, SECOND, PARTNER)


def said(act_as, email, panel, level=None, reason=""):
    with act_as(email) as here:
        told = writing.Said(Answer.at(level) if level else None, reason)
        writing.keep_draft(actor=here, panel=panel.public_id, said=told)


def merged(act_as, email, row, **choices):
    with act_as(email) as here:
        return merging.merge_pack(actor=here, brought=row.public_id, choices=choices)


def standing(email, panel):
    with at(email):
        row = Rating.objects.filter(panel=panel, rater=person_of(email)).first()
        return row and (row.level, row.reason, row.state, row.evidence.count())


def code_of(call, *arguments, **named):
    with pytest.raises(ProblemError) as refused:
        call(*arguments, **named)
    return refused.value.finding.code


def test_a_pack_holds_ones_own_questions_and_drafts_and_nobody_elses(rows, visit, act_as):
    said(act_as, ASSESSOR, rows[QUESTION], 2, "Mine alone")
    rate(act_as, SECOND, rows[QUESTION], 4, "Somebody else's reason")
    said(act_as, PARTNER, rows[QUESTION], 5, "A partner's draft")
    laptop = taken(act_as, ASSESSOR, visit)
    assert [each.question for each in laptop.record.drafts] == [QUESTION]
    assert {each.code for each in laptop.record.questions} == set(rows)
    everything = b"".join(laptop.parts.values())
    assert b"Mine alone" in everything
    assert b"Somebody else" not in everything
    assert b"partner's draft" not in everything


def test_the_states_own_answer_comes_along_only_once_it_may_be_read(rows, visit, act_as):
    with at(FOCAL):
        SelfScore.objects.create(
            visited=visit.visited, visit=visit, question=QUESTION, answer="level", level=5, reason="All is well",
            by=person_of(FOCAL), saved_at=visit.made_at, handed_in_at=visit.made_at,
        )  # fmt: skip
    assert b"All is well" not in b"".join(taken(act_as, ASSESSOR, visit).parts.values())
    for each in (ASSESSOR, SECOND, PARTNER):
        rate(act_as, each, rows[QUESTION], 2)
    (question,) = (each for each in taken(act_as, ASSESSOR, visit).record.questions if each.code == QUESTION)
    assert [(each.of, each.answer, each.reason) for each in question.earlier] == [
        ("state", "5", "All is well")
    ]
    assert question.closed == "rating.submitted_already"


@pytest.mark.parametrize(
    ("handling", "though_unscanned", "left_out"),
    [
        (Handling.RESTRICTED, True, ""),
        (Handling.RESTRICTED, False, "not_scanned"),
        (Handling.ORIGINATOR_CONTROLLED, True, "originator"),
    ],
)
def test_documents_come_along_unless_their_originator_decides_or_nobody_scanned_them(
    rows, visit, act_as, handling, though_unscanned, left_out
):
    with act_as(ASSESSOR) as here:
        papers.add_document(
            actor=here, visit=visit.public_id, kind=DocumentKind.BRIEFING, title="Border police", language="en",
            handling=handling, file=SimpleUploadedFile("briefing.txt", b"What to look at"),
        )  # fmt: skip
    laptop = taken(act_as, ASSESSOR, visit, though_unscanned=though_unscanned)
    (document,) = laptop.record.documents
    assert (document.title, document.handling, document.left_out) == ("Border police", handling, left_out)
    assert laptop.parts.get(document.part) == (None if left_out else b"What to look at")


@pytest.mark.parametrize(("who", "code"), [(ANALYST, "visits.not_on_team"), (FOCAL, "visits.not_on_team")])
def test_only_somebody_on_the_team_takes_a_pack(rows, visit, act_as, who, code):
    with act_as(who) as here:
        refused = code_of(
            giving.give_pack, actor=here, visit=visit.public_id, passphrase=PASSPHRASE, language="en"
        )
    assert refused == code


def test_no_pack_is_given_of_a_visit_that_is_stopped(rows, visit, act_as):
    moved_to(visit, Stage.WITHDRAWN)
    with act_as(ASSESSOR) as here:
        refused = code_of(
            giving.give_pack, actor=here, visit=visit.public_id, passphrase=PASSPHRASE, language="en"
        )
    assert refused == "rating.stopped"


@pytest.mark.parametrize("who", [LEADER, SECOND, PARTNER, ANALYST, FOCAL])
def test_nobody_else_reads_a_pack_or_what_came_back_whatever_is_asked(rows, visit, act_as, who):
    laptop = taken(act_as, ASSESSOR, visit)
    brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2, "Seen")}))
    with at(who), connection.cursor() as cursor:
        for table in ("assessment_givenpack", "assessment_broughtpack"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == 0


@pytest.mark.parametrize("who", [LEADER, SECOND, PARTNER, ANALYST, FOCAL])
def test_a_pack_of_another_is_answered_as_one_that_never_was(rows, visit, act_as, who):
    data = taken(act_as, ASSESSOR, visit).file({})
    assert code_of(brought, act_as, who, data) == "pack.not_yours"


def test_what_only_the_laptop_changed_becomes_a_draft_and_is_not_handed_in(rows, visit, act_as):
    laptop = taken(act_as, ASSESSOR, visit)
    row = brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2, "Seen at the pass", SEEN)}))
    assert standing(ASSESSOR, rows[QUESTION]) is None
    merged(act_as, ASSESSOR, row)
    assert standing(ASSESSOR, rows[QUESTION]) == (2, "Seen at the pass", "draft", 1)


def test_merging_twice_and_bringing_twice_change_nothing_more(rows, visit, act_as):
    data = taken(act_as, ASSESSOR, visit).file({QUESTION: draft(2, "Seen at the pass", SEEN)})
    row = brought(act_as, ASSESSOR, data)
    merged(act_as, ASSESSOR, row)
    said(act_as, ASSESSOR, rows[QUESTION], 3, "Looked again")
    assert brought(act_as, ASSESSOR, data) == row
    assert merged(act_as, ASSESSOR, row).questions == []
    assert standing(ASSESSOR, rows[QUESTION]) == (3, "Looked again", "draft", 1)


def test_two_packs_of_one_visit_merge_and_a_contradiction_is_decided_field_by_field(rows, visit, act_as):
    first, second = taken(act_as, ASSESSOR, visit), taken(act_as, ASSESSOR, visit)
    one = brought(act_as, ASSESSOR, first.file({QUESTION: draft(2, "From the first"), "PRR-10-p": draft(4)}))
    other = brought(
        act_as, ASSESSOR, second.file({QUESTION: draft(3, "From the second"), "BOR-01-p": draft(1)})
    )
    merged(act_as, ASSESSOR, one)
    assert code_of(merged, act_as, ASSESSOR, other) == "pack.choice_missing"
    assert standing(ASSESSOR, rows["BOR-01-p"]) is None, "what was refused leaves nothing half-written"
    merged(act_as, ASSESSOR, other, **{QUESTION: {PackField.ANSWER: Kept.LAPTOP, PackField.REASON: Kept.HUB}})
    assert standing(ASSESSOR, rows[QUESTION])[:2] == (3, "From the first")
    assert standing(ASSESSOR, rows["PRR-10-p"])[0] == 4
    assert standing(ASSESSOR, rows["BOR-01-p"])[0] == 1
    assert merged(act_as, ASSESSOR, one).questions == []
    assert merged(act_as, ASSESSOR, other).questions == []


def test_a_laptop_goes_on_from_what_it_brought_before(rows, visit, act_as):
    laptop = taken(act_as, ASSESSOR, visit)
    early = brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2, "Seen")}, 1))
    merged(act_as, ASSESSOR, early)
    late = brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2, "Seen twice")}, 2))
    assert not merged(act_as, ASSESSOR, late).questions[0].merged.conflicts
    assert standing(ASSESSOR, rows[QUESTION])[:2] == (2, "Seen twice")
    assert merged(act_as, ASSESSOR, early).older
    assert standing(ASSESSOR, rows[QUESTION])[:2] == (2, "Seen twice")


def test_a_copy_that_went_its_own_way_never_takes_back_what_came_later(rows, visit, act_as):
    first = taken(act_as, ASSESSOR, visit)
    merged(act_as, ASSESSOR, brought(act_as, ASSESSOR, first.file({QUESTION: draft(2, "Early")}, 1)))
    fork = first.reopened(1)
    merged(act_as, ASSESSOR, brought(act_as, ASSESSOR, first.file({QUESTION: draft(4, "Late")}, 2)))
    behind = fork.file({QUESTION: draft(2, "Early"), "BOR-01-p": draft(1)}, 9)
    merged(act_as, ASSESSOR, brought(act_as, ASSESSOR, behind))
    assert standing(ASSESSOR, rows[QUESTION])[:2] == (4, "Late")
    assert standing(ASSESSOR, rows["BOR-01-p"])[0] == 1


def test_a_copy_of_what_was_never_merged_contradicts_and_is_decided(rows, visit, act_as):
    first = taken(act_as, ASSESSOR, visit)
    fork = first.reopened(1)
    merged(act_as, ASSESSOR, brought(act_as, ASSESSOR, first.file({QUESTION: draft(4, "Late")}, 2)))
    row = brought(act_as, ASSESSOR, fork.file({QUESTION: draft(2, "Early"), "BOR-01-p": draft(1)}, 2))
    assert code_of(merged, act_as, ASSESSOR, row) == "pack.choice_missing"
    assert standing(ASSESSOR, rows[QUESTION])[:2] == (4, "Late")


def test_a_backup_that_was_restored_and_worked_on_is_taken(rows, visit, act_as):
    laptop = taken(act_as, ASSESSOR, visit)
    merged(act_as, ASSESSOR, brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2)}, 4)))
    merged(act_as, ASSESSOR, brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2, "Lost")}, 6)))
    restored = laptop.reopened(4)
    new = brought(act_as, ASSESSOR, restored.file({QUESTION: draft(2), "BOR-01-p": draft(3, "New")}, 5))
    assert not merged(act_as, ASSESSOR, new).older
    assert standing(ASSESSOR, rows["BOR-01-p"])[:2] == (3, "New")
    assert standing(ASSESSOR, rows[QUESTION])[:2] == (2, "Lost")


def test_a_state_that_a_merged_one_went_on_from_at_a_later_opening_changes_nothing(rows, visit, act_as):
    laptop = taken(act_as, ASSESSOR, visit)
    early = brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2, "Early")}, 1))
    late = laptop.reopened(3).reopened(4).file({QUESTION: draft(3, "Late")}, 5)
    merged(act_as, ASSESSOR, brought(act_as, ASSESSOR, late))
    assert merged(act_as, ASSESSOR, early).older
    assert standing(ASSESSOR, rows[QUESTION])[:2] == (3, "Late")


def test_what_stands_is_held_before_it_is_read(rows, visit, act_as):
    row = brought(act_as, ASSESSOR, taken(act_as, ASSESSOR, visit).file({QUESTION: draft(2)}))
    with CaptureQueriesContext(connection) as asked:
        merged(act_as, ASSESSOR, row)
    told = [each["sql"] for each in asked]
    held = next(at for at, sql in enumerate(told) if "assessment_panel" in sql and "FOR UPDATE" in sql)
    read = next(at for at, sql in enumerate(told) if 'FROM "assessment_rating"' in sql)
    assert held < read
    assert "ORDER BY 1 ASC FOR UPDATE" in told[held]


def test_consent_withdrawn_keeps_what_was_written_until_it_may_enter(rows, visit, act_as):
    laptop = taken(act_as, ASSESSOR, visit)
    moved_to(visit, Stage.WITHDRAWN)
    row = brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2, "Seen")}))
    (kept,) = merged(act_as, ASSESSOR, row).kept
    assert (kept.against.code, kept.merged.theirs.reason.text) == ("rating.stopped", "Seen")
    moved_to(visit, Stage.PREPARING)
    assert not merged(act_as, ASSESSOR, row).kept
    assert standing(ASSESSOR, rows[QUESTION])[:2] == (2, "Seen")


def test_other_words_keep_what_was_written_under_the_former_ones(rows, visit, act_as):
    laptop = taken(act_as, ASSESSOR, visit)
    with at(LEADER):
        Visit.objects.filter(pk=visit.pk).update(edition_digest="f" * 64)
    row = brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2, "Seen")}))
    (kept,) = merged(act_as, ASSESSOR, row).kept
    assert kept.against.code == "pack.words_changed"


def test_a_panel_that_was_shown_or_handed_in_meanwhile_keeps_the_laptops_apart(rows, visit, act_as):
    laptop = taken(act_as, ASSESSOR, visit)
    rate(act_as, ASSESSOR, rows[QUESTION], 4, "At the desk")
    row = brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2, "Seen"), "BOR-01-p": draft(3)}))
    done = merged(act_as, ASSESSOR, row)
    assert [each.against.code for each in done.kept] == ["rating.submitted_already"]
    assert standing(ASSESSOR, rows[QUESTION])[:3] == (4, "At the desk", "submitted")
    assert standing(ASSESSOR, rows["BOR-01-p"])[0] == 3
    for each in (SECOND, PARTNER):
        rate(act_as, each, rows[QUESTION], 4)
    assert [each.against.code for each in merged(act_as, ASSESSOR, row).kept] == ["rating.submitted_already"]


def test_who_left_the_team_brings_back_what_they_wrote_and_reads_it(rows, visit, act_as):
    laptop = taken(act_as, PARTNER, visit)
    with at(LEADER):
        Visit.objects.filter(pk=visit.pk).update(
            seats_on=[visit.leader_seat], seats_asked=[visit.leader_seat]
        )
    row = brought(act_as, PARTNER, laptop.file({QUESTION: draft(2, "Seen")}))
    (kept,) = merged(act_as, PARTNER, row).kept
    assert (kept.against.code, kept.merged.theirs.reason.text) == ("pack.off_team", "Seen")


def test_who_was_taken_off_a_question_is_told_so(rows, visit, act_as):
    laptop = taken(act_as, ASSESSOR, visit)
    with act_as(LEADER) as here:
        panels.recuse(
            actor=here, panels=[rows[QUESTION].public_id], rater=person_of(ASSESSOR).pk, reason="A conflict"
        )
    row = brought(act_as, ASSESSOR, laptop.file({QUESTION: draft(2, "Seen")}))
    assert [each.against.code for each in merged(act_as, ASSESSOR, row).kept] == ["rating.recused"]


def test_a_draft_that_the_rules_refuse_is_kept_and_the_others_enter(rows, visit, act_as):
    laptop = taken(act_as, ASSESSOR, visit)
    never = evolve(draft(), answer=NOT_APPLICABLE)
    row = brought(act_as, ASSESSOR, laptop.file({"PRR-10-l": never, QUESTION: draft(2)}))
    done = merged(act_as, ASSESSOR, row)
    assert [each.against.code for each in done.kept] == ["rating.cannot_apply"]
    assert standing(ASSESSOR, rows["PRR-10-l"]) is None
    assert standing(ASSESSOR, rows[QUESTION])[0] == 2


def test_a_file_of_the_wrong_way_another_hub_or_a_wrong_signature_is_refused(rows, visit, act_as):
    laptop, other = taken(act_as, ASSESSOR, visit), taken(act_as, ASSESSOR, visit)
    signer = structs.replace(laptop.record, signing_key=other.record.signing_key)
    forged = made.Laptop(laptop.pack, signer, {}, laptop.copy)
    assert code_of(brought, act_as, ASSESSOR, forged.file({})) == "pack.signature_missing"
    unknown = GivenPack(public_id=uuid4())
    assert (
        code_of(brought, act_as, ASSESSOR, made.Laptop(unknown, laptop.record, {}, "x").file({}))
        == "pack.not_yours"
    )
    assert code_of(brought, act_as, ASSESSOR, b"PK") == "pack.not_a_pack"


def test_each_step_is_in_the_ledger_and_no_text_is(rows, visit, act_as):
    row = brought(act_as, ASSESSOR, taken(act_as, ASSESSOR, visit).file({QUESTION: draft(2, "Secret words")}))
    merged(act_as, ASSESSOR, row)
    with at(ASSESSOR):
        found = {each.act: str(each.__dict__) for each in Event.objects.filter(act__endswith="_pack")}
    assert set(found) == {"give_pack", "bring_pack", "merge_pack"}
    assert "Secret words" not in "".join(found.values())


def test_a_worker_signs_what_the_web_locked_and_forgets_it_after_a_week(own_database, monkeypatch, settings):
    made.quick(monkeypatch)
    settings.LEDGER_SIGNERS = "tests.desk.assessment.packs.made.signers"
    visit = a_visit()
    with acting(Declaration(door=Door.SIGN_IN)):
        here = who_is(person_of(ASSESSOR), {}, strong=True)
    with acting(here.declaration):
        pack = giving.give_pack(actor=here, visit=visit.public_id, passphrase=PASSPHRASE, language="en")
    reach(own_database(WORKER))
    giving.sign_pack(pack=pack.public_id)
    with acting(Declaration(door=Door.SYSTEM)):
        signed = GivenPack.objects.get(pk=pack.pk)
    envelope = read_envelope(whole(signed.note.encode(), bytes(signed.locked)))
    envelope.demand_signed([verifier_key(made.HUB)])
    assert "visit.json" in envelope.opened(by_key(QUICK))
    assert giving.forget_packs(now=pack.given_at) == 0
    assert giving.forget_packs(now=pack.given_at + giving.TAKEN_WITHIN) == 1


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
