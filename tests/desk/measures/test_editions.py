"""Editions as they are written, put out, frozen and retired: by whom, in which order, and what never changes."""

import pytest
from attrs import evolve
from django.db import DatabaseError, transaction
from tests.core.measures.editions import small_edition, with_question, without
from tests.desk.measures.conftest import DIDIER, INES, LEONIE, PAVEL, ROSALBA, TOM
from tests.desk.measures.then import consulted, frozen_at_last, later

from catenary.basis.findings import ProblemError
from catenary.core.measures.carrying import Carry, Pairing
from catenary.core.measures.checking import faults
from catenary.core.measures.flow import EditionAct, EditionState
from catenary.core.measures.model import ReviewStatus, Translation
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.measures.commenting import answer, comment
from catenary.desk.measures.editions import (
    carry_over_of,
    comments_on,
    editions,
    method_in_words,
    method_of,
    translations_of,
)
from catenary.desk.measures.mapping import decide_pairing
from catenary.desk.measures.models import (
    CarryOver,
    Edition,
    EditionComment,
    EditionStep,
    EditionText,
)
from catenary.desk.measures.steps import Told, step
from catenary.desk.measures.translating import review_translation, take_translations
from catenary.desk.measures.writing import (
    Head,
    load_first_edition,
    make_edition,
    take_upload,
    write_question,
)
from catenary.formats.measures import edition_digest, first_edition

SMALL = small_edition(complete=False)


def refused(call, **told):
    with pytest.raises(ProblemError) as caught, transaction.atomic():
        call(**told)
    return caught.value.finding.code


def reworded(question):
    return evolve(question, text="How does it stand today?")


def test_the_body_of_the_demo_has_the_first_edition_frozen_and_the_next_out_for_comments(act_as):
    with act_as(PAVEL) as here:
        row, after = (editions().get(code=code) for code in ("2026-1", "2027-1"))
        assert (row.state, row.digest) == (EditionState.FROZEN, edition_digest(first_edition()))
        assert method_of(row) == first_edition()
        assert (after.state, after.follows) == (EditionState.CONSULTED, row)
        assert [each.verdict for each in carry_over_of(after).pairings].count(None) == 1
        assert [bool(each.answer) for each in comments_on(after)] == [True, False]
        assert refused(load_first_edition, actor=here) == "editions.code_taken"
        assert faults(method_of(after), (first_edition(),)) == faults(first_edition())


def test_the_first_edition_is_taken_as_a_draft_to_the_letter(act_as):
    with acting(Declaration(door=Door.SIGN_IN)):
        other = Organisation.objects.get(name="Utopia")
    with act_as(PAVEL) as here:
        pass
    elsewhere = evolve(here, organisation=other)
    with acting(elsewhere.declaration):
        row = load_first_edition(actor=elsewhere)
        assert (row.state, method_of(row)) == (EditionState.DRAFTED, first_edition())
        assert Event.objects.filter(act="load_first_edition", record=str(row.public_id)).count() == 1


def test_only_who_writes_editions_makes_one(act_as):
    for email in (LEONIE, ROSALBA, DIDIER, TOM):
        with act_as(email) as here:
            head = Head("E9", "Ninth")
            assert refused(make_edition, actor=here, head=head) == "mandate.role_lacks_desk_act"


def test_a_question_is_written_again_and_the_earlier_words_stay(act_as, drafted):
    row = drafted()
    with act_as(INES) as here:
        changed = write_question(actor=here, edition=row.public_id, code="BOR-1-L", write=reworded)
        assert method_of(changed) == with_question(SMALL, "BOR-1-L", text="How does it stand today?")
        assert method_in_words(changed, row.digest) == SMALL
        assert changed.version == row.version + 1
        with pytest.raises(KeyError):
            write_question(actor=here, edition=row.public_id, code="NONE", write=reworded)


def test_words_cannot_be_kept_under_another_hash(act_as, drafted):
    row = drafted()
    with act_as(INES) as here, pytest.raises(DatabaseError), transaction.atomic():
        EditionText.objects.create(edition=row, digest="0" * 64, canonical=b"{}", by=here.person, at=here.now)


def test_two_persons_freeze_an_edition_and_neither_wrote_it_alone(act_as, drafted, signed_in):
    row = drafted()
    reviewer, secretary = signed_in(PAVEL), signed_in(LEONIE)
    with acting(secretary.declaration):
        told = Told()
        assert (
            refused(step, actor=secretary, edition=row.public_id, act=EditionAct.FREEZE, told=told)
            == "measures.step_impossible"
        )
        assert (
            refused(step, actor=secretary, edition=row.public_id, act=EditionAct.CONSULT, told=told)
            == "measures.step_not_yours"
        )
    consulted(reviewer, row)
    with acting(secretary.declaration):
        assert (
            refused(step, actor=secretary, edition=row.public_id, act=EditionAct.FREEZE, told=told)
            == "measures.round_running"
        )
    actor = later(secretary, 31)
    with acting(actor.declaration):
        done = step(actor=actor, edition=row.public_id, act=EditionAct.FREEZE, told=told)
    assert (done.state, done.frozen_by) == (EditionState.FROZEN, secretary.person)


def test_what_is_frozen_never_changes_whoever_tries(act_as, drafted, signed_in):
    reviewer, secretary = signed_in(PAVEL), signed_in(LEONIE)
    row = frozen_at_last(reviewer, secretary, drafted())
    with acting(reviewer.declaration):
        assert (
            refused(write_question, actor=reviewer, edition=row.public_id, code="BOR-1-L", write=reworded)
            == "measures.edition_settled"
        )
        mine = Edition.objects.filter(pk=row.pk)
        for change in ({"title": "Other"}, {"digest": "0" * 64}, {"state": "drafted"}, {"follows": row}):
            with pytest.raises(DatabaseError), transaction.atomic():
                mine.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            mine.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            EditionStep.objects.filter(edition=row).update(reason="another")
        with pytest.raises(DatabaseError), transaction.atomic():
            EditionText.objects.filter(edition=row).delete()
    actor = later(secretary, 40)
    with acting(actor.declaration):
        told = Told(reason="The next one is frozen")
        done = step(actor=actor, edition=row.public_id, act=EditionAct.RETIRE, told=told)
    assert done.state == EditionState.RETIRED


def test_what_is_out_for_comments_stands_still_and_can_be_drafted_again(act_as, drafted, signed_in):
    row, reviewer = drafted(), signed_in(PAVEL)
    consulted(reviewer, row)
    with acting(reviewer.declaration):
        assert (
            refused(write_question, actor=reviewer, edition=row.public_id, code="BOR-1-L", write=reworded)
            == "measures.edition_settled"
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            Edition.objects.filter(pk=row.pk).update(title="Other")
        assert (
            refused(step, actor=reviewer, edition=row.public_id, act=EditionAct.DRAFT_AGAIN, told=Told())
            == "measures.reason_missing"
        )
        step(actor=reviewer, edition=row.public_id, act=EditionAct.DRAFT_AGAIN, told=Told(reason="A level"))
        changed = write_question(actor=reviewer, edition=row.public_id, code="BOR-1-L", write=reworded)
        assert changed.state == EditionState.DRAFTED


def test_an_unsound_draft_is_not_put_out(act_as, drafted):
    row = drafted(with_question(SMALL, "BOR-1-L", levels=["One"]))
    with act_as(PAVEL) as here:
        told = Told(comments_until=later(here, 40).now.date())
        assert (
            refused(step, actor=here, edition=row.public_id, act=EditionAct.CONSULT, told=told)
            == "measures.edition_unsound"
        )


def test_a_draft_is_seen_by_its_body_alone_and_by_all_once_it_is_out(act_as, drafted, signed_in):
    row = drafted()
    for email in (ROSALBA, DIDIER, TOM):
        with act_as(email):
            assert not editions().filter(pk=row.pk).exists()
            assert not EditionText.objects.filter(edition=row).exists()
    with act_as(INES):
        assert editions().get(pk=row.pk) == row
    consulted(signed_in(PAVEL), row)
    for email in (ROSALBA, DIDIER):
        with act_as(email):
            assert method_of(editions().get(pk=row.pk)) == SMALL
            assert EditionText.objects.filter(edition=row).count() == 1
            assert not EditionStep.objects.exists()


def test_states_and_partners_comment_and_see_their_own_words_and_the_answer(act_as, drafted, signed_in):
    row = drafted()
    with act_as(ROSALBA) as here, pytest.raises(Edition.DoesNotExist):
        comment(actor=here, edition=row.public_id, about="BOR-1-L", text="Too early")
    consulted(signed_in(PAVEL), row)
    with act_as(ROSALBA) as here:
        said = comment(actor=here, edition=row.public_id, about="BOR-1-L", text="Say days,\nnot weeks")
        unknown = refused(comment, actor=here, edition=row.public_id, about="NO-1", text="What?")
        assert unknown == "measures.comment_about_unknown"
    with act_as(DIDIER) as here:
        comment(actor=here, edition=row.public_id, about="BOR", text="Well put")
        assert [each.text for each in comments_on(row)] == ["Well put"]
    with act_as(INES) as here:
        assert (
            refused(comment, actor=here, edition=row.public_id, about="BOR", text="Mine")
            == "mandate.role_lacks_desk_act"
        )
        assert (
            refused(answer, actor=here, edition=row.public_id, said=said.public_id, text=" ")
            == "measures.answer_missing"
        )
        answer(actor=here, edition=row.public_id, said=said.public_id, text="We shall")
        with pytest.raises(DatabaseError), transaction.atomic():
            EditionComment.objects.filter(pk=said.pk).update(text="Something else")
    with act_as(ROSALBA):
        (mine,) = comments_on(row)
        assert (mine.text, mine.answer) == ("Say days, not weeks", "We shall")
        assert EditionComment.objects.filter(pk=mine.pk).update(answer="No") == 0


def test_an_edition_is_not_frozen_while_a_comment_has_no_answer(act_as, drafted, signed_in):
    row = drafted()
    consulted(signed_in(PAVEL), row)
    with act_as(DIDIER) as here:
        comment(actor=here, edition=row.public_id, about="BOR", text="Why?")
    actor = later(signed_in(LEONIE), 31)
    with acting(actor.declaration):
        assert (
            refused(step, actor=actor, edition=row.public_id, act=EditionAct.FREEZE, told=Told())
            == "measures.comments_unanswered"
        )


@pytest.fixture
def following(act_as, drafted, signed_in):
    """A draft that follows a frozen edition."""
    before = frozen_at_last(signed_in(PAVEL), signed_in(LEONIE), drafted())
    with act_as(PAVEL) as here:
        return make_edition(actor=here, head=Head("E2", "Second edition", before.public_id))


def test_the_next_edition_begins_in_the_words_of_the_one_it_follows(act_as, following):
    with act_as(PAVEL):
        assert method_of(following) == evolve(SMALL, code="E2", title="Second edition", follows="E1")
        assert {each.verdict for each in carry_over_of(following).pairings} == {Carry.SAME}


def test_a_draft_follows_none_that_was_never_frozen(act_as, drafted):
    row = drafted()
    with act_as(PAVEL) as here:
        head = Head("E2", "Second", row.public_id)
        assert refused(make_edition, actor=here, head=head) == "editions.before_not_settled"


def test_what_changed_waits_for_a_person_and_the_edition_for_the_map(act_as, following, signed_in):
    with act_as(INES) as here:
        write_question(actor=here, edition=following.public_id, code="BOR-1-L", write=reworded)
        assert [each.before for each in carry_over_of(following).pairings if each.verdict is None] == [
            "BOR-1-L"
        ]
    consulted(signed_in(PAVEL), following)
    secretary = later(signed_in(LEONIE), 31)
    with acting(secretary.declaration):
        again = {"actor": secretary, "edition": following.public_id, "act": EditionAct.FREEZE, "told": Told()}
        assert refused(step, **again) == "measures.carry_over_missing"
    with act_as(INES) as here:
        pairing = Pairing("BOR-1-L", "BOR-1-L", Carry.REWORDED, reason="It asks the same")
        silent = evolve(pairing, reason="")
        nothing = evolve(pairing, before="NONE")
        told = {"actor": here, "edition": following.public_id}
        assert refused(decide_pairing, **told, pairing=silent) == "measures.reason_missing"
        assert refused(decide_pairing, **told, pairing=nothing) == "editions.pairing_odd"
        decide_pairing(**told, pairing=pairing)
    with acting(secretary.declaration):
        assert step(**again).state == EditionState.FROZEN
        with pytest.raises(DatabaseError), transaction.atomic():
            CarryOver.objects.filter(edition=following).update(pairings=[])


def test_what_a_person_decided_stands_until_the_words_change_again(act_as, following):
    with act_as(INES) as here:
        told = {"actor": here, "edition": following.public_id}
        write_question(**told, code="BOR-1-L", write=reworded)
        decide_pairing(
            **told, pairing=Pairing("BOR-1-L", "BOR-1-L", Carry.REWORDED, reason="It asks the same")
        )
        write_question(**told, code="BOR-2-L", write=reworded)
        verdicts = {each.before: each.verdict for each in carry_over_of(following).pairings}
        assert (verdicts["BOR-1-L"], verdicts["BOR-2-L"]) == (Carry.REWORDED, None)
        write_question(**told, code="BOR-1-L", write=lambda each: evolve(each, text="Something else?"))
        verdicts = {each.before: each.verdict for each in carry_over_of(following).pairings}
        assert verdicts["BOR-1-L"] is None


def test_a_file_of_another_edition_is_not_taken(act_as, drafted):
    row = drafted()
    with act_as(PAVEL) as here:
        told = {"actor": here, "edition": row.public_id}
        assert refused(take_upload, **told, method=evolve(SMALL, code="E7")) == "editions.file_other"
        assert (
            refused(take_upload, **told, method=evolve(SMALL, follows="E0")) == "editions.file_follows_other"
        )
        assert method_of(editions().get(pk=row.pk)) == SMALL


def test_a_draft_may_be_left_unfinished(act_as, drafted):
    row = drafted(without(SMALL, "HUM-1-L", "HUM-1-P"))
    with act_as(PAVEL):
        assert len(method_of(row).questions) == len(SMALL.questions) - 2


def translation(code, language="fr", status=ReviewStatus.MACHINE_DRAFT, by=""):
    texts = SMALL.texts_of(code)
    return Translation(code, language, evolve(texts, text=f"{language} {texts.text}"), status, by)


def test_chinese_translations_are_found_by_the_code_that_pages_write(act_as, drafted):
    row = drafted()
    with act_as(INES) as here:
        given = [translation("BOR-1-L", "zh_Hans")]
        take_translations(actor=here, edition=row.public_id, language="zh_Hans", translations=given)
        assert translations_of(row, "zh-hans") == translations_of(row, "zh_Hans") != ()
        assert translations_of(row, "zh-hant") == ()


def test_translations_are_taken_reviewed_and_go_with_words_that_stay(act_as, drafted, signed_in):
    row = drafted()
    with act_as(INES) as here:
        told = {"actor": here, "edition": row.public_id}
        given = [translation("BOR-1-L"), translation("BOR-2-L")]
        assert take_translations(**told, language="fr", translations=given) == 2
        assert take_translations(**told, language="fr", translations=given) == 0
        other = refused(take_translations, **told, language="es", translations=given)
        assert other == "editions.file_language"
        review_translation(**told, code="BOR-1-L", language="fr", status=ReviewStatus.APPROVED)
        statuses = {each.code: (each.status, each.by) for each in translations_of(row, "fr")}
        assert statuses["BOR-1-L"] == (ReviewStatus.APPROVED, here.person.name)
        assert statuses["BOR-2-L"] == (ReviewStatus.MACHINE_DRAFT, "")
    frozen = frozen_at_last(signed_in(PAVEL), signed_in(LEONIE), row)
    with act_as(INES) as here:
        assert take_translations(
            actor=here, edition=frozen.public_id, language="fr", translations=[translation("BOR")]
        )
        after = make_edition(actor=here, head=Head("E2", "Second edition", frozen.public_id))
        assert sorted(each.code for each in translations_of(after)) == ["BOR", "BOR-1-L", "BOR-2-L"]
