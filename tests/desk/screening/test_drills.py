"""A drill takes the way of every entry until it is judged, and nothing real follows from it."""

from datetime import timedelta

import pytest
from tests.desk.screening.border import LISTED, LOADER, OTHER, PUBLISHER, THIRD, ZEPHYRINE
from tests.desk.screening.conftest import NOW
from tests.desk.screening.made import CRIME
from tests.desk.screening.test_rescreening import newest, run

from catenary.basis.findings import ProblemError
from catenary.basis.persons import Sex
from catenary.core.screening.carrier_answer import Boarding
from catenary.core.screening.judging import Compared, Verdict
from catenary.core.screening.outcomes import BorderOutcome
from catenary.desk.ledger.models import Event
from catenary.desk.screening.carrier_answers import answers_about
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.drills.entries import was_drill
from catenary.desk.screening.drills.setting import begin_drill, end_drill, end_due
from catenary.desk.screening.judging import judge, version_of
from catenary.desk.screening.links import may_have_ties
from catenary.desk.screening.models import Candidate, Drill, Remembered
from catenary.desk.screening.outcomes import record_outcome
from catenary.desk.screening.publishing import publish
from catenary.desk.screening.same_person import same_person
from catenary.desk.screening.thresholds.deciding import ask_measurement
from catenary.desk.screening.thresholds.measuring import measure

BORDER = ("border_check", "icao-9-api")
SECOND = "amina.sorrel@piu.utopia.example"
REAL = LISTED.replace("W1,", "W77,")
"""An entry of a list's own with the id of the drill."""


@pytest.fixture
def small(monkeypatch):
    """Lists of a few entries, any of which may change before everything is measured anew."""
    monkeypatch.setattr("catenary.core.screening.publication.MOST_CHANGED", 9.0)


def begun(desk, watch_list, **more):
    told = {"entry": "W77", "name": "Zephyrine Quillfeather", "until": NOW + timedelta(days=3)}
    with desk.as_person(PUBLISHER) as here:
        return begin_drill(
            actor=here, watch_list=watch_list.public_id, reason="Twice a year.", **{**told, **more}
        )


def built(desk):
    with desk.as_job():
        assert desk.index_built().state == "in_use"
    run(desk, newest(desk))


def ended(desk, drill):
    with desk.as_person(PUBLISHER) as here:
        end_drill(actor=here, drill=drill.public_id, reason="Enough.")


def checked(desk, *passages):
    with desk.as_job():
        check_passages(passages=passages, now=NOW)


def publisher(desk):
    with desk.as_person(PUBLISHER) as here:
        return here.person


def confirmed(desk):
    """A drill whose candidate two judged the same person, found of this traveller."""
    passages = desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER, THIRD)
    run(desk, newest(desk))
    begun(desk, watch_list)
    built(desk)
    for email in (LOADER, SECOND):
        said(desk, email, found(desk), Verdict.SAME)
    return passages[0], found(desk)


def found(desk):
    with desk.as_job():
        return Candidate.objects.select_related("drill", "passage", "passage__record", "passage__leg").get()


def said(desk, email, row, verdict):
    with desk.as_person(email, *BORDER) as here:
        return judge(
            actor=here,
            candidate=row.public_id,
            verdict=verdict,
            compared=list(Compared),
            reason="Compared.",
            version=version_of(row),
        )


def test_it_is_found_waits_for_judgement_like_any_other_and_is_told_once_decided(desk, small):
    (passage,) = desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER, THIRD, forbids_boarding=True)
    run(desk, newest(desk))
    drill = begun(desk, watch_list)
    built(desk)
    row = found(desk)
    assert (row.entry, row.state, row.drill_id) == ("W77", "open", drill.pk)
    assert not was_drill(row)
    said(desk, LOADER, row, Verdict.SAME)
    assert not was_drill(found(desk))
    outcome = said(desk, SECOND, row, Verdict.SAME)
    assert (outcome.state.value, outcome.linked) == ("confirmed", False)
    assert was_drill(found(desk))
    with desk.as_job():
        passage.record.refresh_from_db()
        assert passage.record.linked_at is None


@pytest.mark.parametrize("verdicts", [(), (Verdict.SAME,), (Verdict.SAME, Verdict.SAME)])
def test_carriers_are_answered_as_if_it_were_not_there(desk, small, verdicts):
    (passage,) = desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER, THIRD, forbids_boarding=True)
    run(desk, newest(desk))
    with desk.as_job():
        before = answers_about([passage])[0].answer
    begun(desk, watch_list)
    built(desk)
    row = found(desk)
    for email, verdict in zip((LOADER, SECOND), verdicts, strict=False):
        said(desk, email, row, verdict)
    with desk.as_job():
        after = answers_about([passage])[0].answer
    assert after.answer is before.answer is not Boarding.DO_NOT_BOARD
    assert {each.code for each in after.reasons} == {each.code for each in before.reasons}


def test_a_different_person_is_not_remembered_since_nobody_was_meant(desk, small):
    desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER, THIRD)
    run(desk, newest(desk))
    begun(desk, watch_list)
    built(desk)
    outcome = said(desk, LOADER, found(desk), Verdict.DIFFERENT)
    assert (outcome.state.value, outcome.remembered) == ("cleared", False)
    with desk.as_job():
        assert not Remembered.objects.exists()


def test_it_ends_by_itself_and_its_candidates_fall_away(desk, small):
    desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER, THIRD)
    run(desk, newest(desk))
    drill = begun(desk, watch_list)
    built(desk)
    with desk.as_job():
        assert end_due(organisation=desk.organisation, now=drill.until - timedelta(seconds=1)) == 0
        assert end_due(organisation=desk.organisation, now=drill.until) == 1
        assert end_due(organisation=desk.organisation, now=drill.until) == 0
        assert Drill.objects.get().ended_by_id is None
    built(desk)
    row = found(desk)
    assert row.state == "withdrawn"
    assert was_drill(row)


def test_beginning_and_ending_stand_in_the_ledger_without_the_name(desk, small):
    watch_list = desk.in_force(OTHER, THIRD)
    drill = begun(desk, watch_list)
    with desk.as_person(PUBLISHER) as here:
        end_drill(actor=here, drill=drill.public_id, reason="Enough.")
        with pytest.raises(ProblemError) as over:
            end_drill(actor=here, drill=drill.public_id, reason="Enough.")
    assert over.value.finding.code == "drills.over"
    with desk.as_job():
        told = Event.objects.filter(record=str(drill.public_id)).order_by("pk")
        assert [each.act for each in told] == ["begin_drill", "end_drill"]
        assert not any(b"Quillfeather" in bytes(each.entry) for each in told)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"until": NOW + timedelta(days=40)}, "drills.too_long"),
        ({"until": NOW - timedelta(days=1)}, "drills.ends_before"),
        ({"name": "77"}, "drills.name_missing"),
        ({"entry": "W2"}, "drills.id_taken"),
    ],
)
def test_a_drill_is_short_has_a_name_and_takes_no_entrys_place(desk, small, more, refused):
    watch_list = desk.in_force(OTHER, THIRD)
    with pytest.raises(ProblemError) as problem:
        begun(desk, watch_list, **more)
    assert problem.value.finding.code == refused


def test_officers_begin_none_and_see_none(desk, browser, small):
    watch_list = desk.in_force(OTHER, THIRD)
    drill = begun(desk, watch_list)
    officer, supervisor = browser(LOADER), browser(PUBLISHER)
    for path in ("drills", f"drills/{drill.public_id}", f"lists/{watch_list.public_id}/drill"):
        assert officer.get(f"/screening/{path}").status_code == 403
        assert supervisor.get(f"/screening/{path}").status_code == 200
    form = {"name": "Ottoline Fenwick", "entry": "W78", "until": "2000-01-01", "reason": "x"}
    assert supervisor.post(f"/screening/lists/{watch_list.public_id}/drill", form).status_code == 422
    until = (NOW + timedelta(days=2)).date().isoformat()
    asked = {**form, "until": until, "sex": "female", "nationality": "UTO"}
    assert supervisor.post(f"/screening/lists/{watch_list.public_id}/drill", asked).status_code == 303


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"born": ZEPHYRINE.born.first, "sex": Sex.FEMALE, "nationality": "UTO", "document": "UA7654321"},
    ],
)
def test_whom_the_index_still_finds_after_the_end_is_of_the_drill(desk, small, told):
    watch_list = desk.in_force(OTHER, THIRD, forbids_boarding=True)
    drill = begun(desk, watch_list, **told)
    built(desk)
    ended(desk, drill)
    (passage,) = desk.message_read(ZEPHYRINE)
    checked(desk, passage)
    row = found(desk)
    assert (row.entry, row.drill_id) == ("W77", drill.pk)
    with desk.as_job():
        reasons = answers_about([passage])[0].answer.reasons
    assert {each.code for each in reasons} == {"judging.documents_not_checked"}


@pytest.mark.parametrize(("takes_over", "expected"), [(False, 0), (True, 1)])
def test_a_threshold_is_measured_without_the_drill_and_with_a_real_entry_of_its_id(
    desk, small, takes_over, expected
):
    desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER, THIRD)
    drill = begun(desk, watch_list)
    if takes_over:
        ended(desk, drill)
        desk.published(watch_list, OTHER, THIRD, REAL)
    built(desk)
    with desk.as_person(LOADER) as here:
        asked = ask_measurement(actor=here, watch_list=watch_list.public_id)
    with desk.as_job():
        assert measure(measurement=asked.public_id, now=NOW).found["0"] == expected


def test_an_entry_with_the_id_of_a_drill_but_other_words_is_a_real_one(desk):
    watch_list = desk.in_force(REAL, OTHER)
    with desk.as_job():
        Drill.objects.create(
            organisation=desk.organisation, list=watch_list, entry="W77", reason="x", set_at=NOW,
            told={"list": "un", "entry": "W77", "names": [{"name": {"full": "Ottoline Fenwick"}}]},
            set_by=publisher(desk), until=NOW + timedelta(days=3),
        )  # fmt: skip
    (passage,) = desk.message_read(ZEPHYRINE)
    checked(desk, passage)
    assert found(desk).drill_id is None


def test_a_candidate_follows_the_words_when_a_list_takes_over_the_id_of_a_drill(desk, small):
    desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER, THIRD)
    run(desk, newest(desk))
    drill = begun(desk, watch_list)
    built(desk)
    assert found(desk).drill_id == drill.pk
    ended(desk, drill)
    desk.published(watch_list, OTHER, THIRD, REAL)
    built(desk)
    row = found(desk)
    assert (row.drill_id, row.state) == (None, "open")
    assert "checks.entry_changed" in row.opened_for


def test_an_edition_with_the_id_of_a_drill_is_published_once_the_drill_has_ended(desk):
    watch_list = desk.in_force(OTHER, THIRD)
    drill = begun(desk, watch_list)
    edition = desk.loaded(watch_list, OTHER, THIRD, REAL)
    with desk.as_person(PUBLISHER) as here, pytest.raises(ProblemError) as refused:
        publish(actor=here, edition=edition.public_id, reason="Compared.")
    assert refused.value.finding.code == "drills.in_edition"
    ended(desk, drill)
    with desk.as_person(PUBLISHER) as here:
        assert publish(actor=here, edition=edition.public_id, reason="Compared.").state == "published"


@pytest.mark.parametrize("bring", ["loaded", "published"])
def test_a_drill_takes_no_place_in_an_edition_that_no_index_holds_yet(desk, bring):
    watch_list = desk.in_force(OTHER, THIRD)
    getattr(desk, bring)(watch_list, OTHER, THIRD, REAL)
    with pytest.raises(ProblemError) as refused:
        begun(desk, watch_list)
    assert refused.value.finding.code == "drills.id_taken"


def test_an_invented_person_has_no_ties_and_makes_nobody_the_same_person(desk, small):
    passage, row = confirmed(desk)
    with desk.as_job():
        assert not may_have_ties(row)
    with desk.as_person(LOADER, *CRIME) as here:
        assert not same_person(here, passage)


def test_nothing_of_a_drill_is_recorded_at_the_border(desk, small, browser):
    _, row = confirmed(desk)
    with desk.as_person(LOADER, *BORDER) as here, pytest.raises(ProblemError) as refused:
        record_outcome(
            actor=here, candidate=row.public_id, outcome=BorderOutcome.NOT_MET, happened_at=here.now
        )
    assert refused.value.finding.code == "outcomes.not_confirmed"
    address = f"/screening/candidates/{row.public_id}"
    officer = browser(LOADER, *BORDER)
    assert officer.get(f"{address}/outcome").status_code == 303
    page = officer.get(address).content.decode()
    assert "This was a drill" in page
    assert f"{address}/border" not in page
