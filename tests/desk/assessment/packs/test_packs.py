"""A pack holds what its person sees and nothing else; what it brings back enters field by field, and nothing is lost."""

from uuid import uuid4

import pytest
from attrs import evolve
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec import structs
from tests.desk.assessment.packs import made
from tests.desk.assessment.packs.made import (
    PASSPHRASE,
    QUESTION,
    QUICK,
    SEEN,
    brought,
    draft,
    said,
    standing,
    taken,
)
from tests.desk.assessment.rating.made import (
    ANALYST,
    ASSESSOR,
    FOCAL,
    LEADER,
    PARTNER,
    SECOND,
    a_visit,
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
from catenary.core.measures.model import NOT_APPLICABLE
from catenary.desk.assessment.models import (
    GivenPack,
    SelfScore,
    Visit,
)
from catenary.desk.assessment.packs import giving, merging
from catenary.desk.assessment.rating import panels
from catenary.desk.assessment.visits import papers
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.signed_in import who_is
from catenary.formats.signed_note.keys import verifier_key
from catenary.formats.visit_pack.envelope import read_envelope, whole
from catenary.formats.visit_pack.locks import by_key


def merged(act_as, email, row, **choices):
    with act_as(email) as here:
        return merging.merge_pack(actor=here, brought=row.public_id, choices=choices)


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
