"""Two persons decide: whatever happens in whatever order, nobody decides alone."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from catenary.basis.findings import ProblemError
from catenary.core.mandate.flow import (
    ask,
    breaks_glass,
    escalates_at,
    interim,
    is_asked_again,
    is_in_force,
    lapses_at,
    lifts_mask,
    may_ask,
    may_take,
    on_clock,
    take,
    to_tell,
)
from catenary.core.mandate.flow_table import ARRANGEMENTS, Flow, State, Step, Who
from catenary.core.mandate.model import PERSONAL, Actor, DataClass, Handling, Held, Role
from catenary.core.mandate.problems import MANDATE

UNIT, COURT, ABROAD = "avalonia-unit", "avalonia-court", "borduria-unit"
NIGHT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

CLERK = Actor("kim", UNIT, {Role.ADMINISTRATOR}, strong=True)
CHIEF = Actor("lena", UNIT, {Role.SUPERVISOR}, strong=True)
OFFICER = Actor("mira", UNIT, {Role.PASSENGER_DATA_OFFICER}, strong=True)
DPO = Actor("noor", UNIT, {Role.DATA_PROTECTION_OFFICER}, strong=True)
JUDGE = Actor("jo", COURT, {Role.COMPETENT_AUTHORITY}, strong=True)
STRANGER = Actor("sven", ABROAD, {Role.SUPERVISOR, Role.COMPETENT_AUTHORITY}, strong=True)
WATCHER = Actor("ola", "ombudsperson", {Role.OVERSIGHT}, strong=True, supervises={UNIT})
EVERYBODY = (CLERK, CHIEF, OFFICER, DPO, JUDGE, STRANGER, WATCHER)

ASKERS = {
    Flow.GRANT: (CLERK, "mira"),
    Flow.UNMASKING: (OFFICER, "r1"),
    Flow.BREAK_GLASS: (OFFICER, "evidence"),
    Flow.SUSPENSION: (CHIEF, "mira"),
    Flow.REINSTATEMENT: (CHIEF, "mira"),
    Flow.FACTOR_RESET: (CLERK, "mira"),
    Flow.HOLD: (CHIEF, "r1"),
    Flow.LIFTING: (CHIEF, "r1"),
    Flow.ERASURE: (CHIEF, "r1"),
    Flow.RETENTION_LAW: (CHIEF, "passenger_record"),
}


def asked(flow, **more):
    actor, about = ASKERS[flow]
    return ask(flow, actor, about, NIGHT, reason="needed tonight", remote={COURT}, **more)


def refusal(decision):
    return decision.refusal and decision.refusal.code.removeprefix("mandate.")


def code_of(attempt):
    with pytest.raises(ProblemError) as refused:
        attempt()
    return refused.value.finding.code.removeprefix("mandate.")


@pytest.mark.parametrize("flow", Flow)
def test_every_matter_names_what_stands_meanwhile_who_is_woken_and_when_it_falls(flow):
    arrangement = ARRANGEMENTS[flow]
    assert interim(asked(flow)).code == f"mandate.{arrangement.interim}"
    assert arrangement.escalates_to
    assert timedelta(0) < arrangement.escalates_after < arrangement.lapses_after
    assert arrangement.askers
    assert arrangement.seconds
    assert arrangement.tells[State.ASKED]


@pytest.mark.parametrize("flow", Flow)
def test_every_problem_in_the_table_has_its_sentence(flow):
    for transition in ARRANGEMENTS[flow].steps.values():
        assert MANDATE.finding(transition.problem)


@pytest.mark.parametrize("flow", Flow)
def test_no_step_of_the_clock_is_taken_by_a_person(flow):
    steps = ARRANGEMENTS[flow].steps
    matter = asked(flow)
    for (state, step), transition in steps.items():
        if transition.who is Who.CLOCK:
            standing = evolve(matter, state=state, decided_at=NIGHT if state is State.IN_FORCE else None)
            assert refusal(may_take(standing, step, CHIEF, NIGHT)) == "clock_only"


@pytest.mark.parametrize("flow", Flow)
def test_from_every_state_there_is_a_way_out_or_it_is_an_end(flow):
    steps = ARRANGEMENTS[flow].steps
    ends = {State.REFUSED, State.WITHDRAWN, State.LAPSED, State.REVIEWED}
    ends |= {State.IN_FORCE} if ARRANGEMENTS[flow].lasts is None else set()
    reached = {State.ASKED} | {transition.to for transition in steps.values()}
    assert {state for state in reached if not [key for key in steps if key[0] is state]} == ends & reached


def test_a_court_approves_an_unmasking_from_afar_and_it_ends_by_itself():
    matter = take(asked(Flow.UNMASKING), Step.CONFIRM, JUDGE, NIGHT + HOUR)
    assert lifts_mask(matter, OFFICER, "r1", NIGHT + HOUR).allowed
    assert Role.DATA_PROTECTION_OFFICER in to_tell(matter, NIGHT + HOUR)
    assert lifts_mask(matter, OFFICER, "r1", NIGHT + 24 * HOUR).allowed
    assert refusal(lifts_mask(matter, OFFICER, "r1", NIGHT + 25 * HOUR)) == "unmasking_not_open"
    reviewed = take(matter, Step.REVIEW, DPO, NIGHT + 30 * HOUR, reason="conditions were met")
    assert reviewed.state is State.REVIEWED


def test_an_unmasking_opens_one_record_to_one_person():
    matter = take(asked(Flow.UNMASKING), Step.CONFIRM, JUDGE, NIGHT)
    assert refusal(lifts_mask(matter, CHIEF, "r1", NIGHT)) == "unmasking_other"
    assert refusal(lifts_mask(matter, OFFICER, "r2", NIGHT)) == "unmasking_other"
    assert refusal(lifts_mask(asked(Flow.UNMASKING), OFFICER, "r1", NIGHT)) == "unmasking_not_open"
    moved = evolve(OFFICER, organisation=ABROAD)
    assert refusal(lifts_mask(matter, moved, "r1", NIGHT)) == "unmasking_other"


def test_the_asker_may_want_less_time_never_more():
    short = take(asked(Flow.UNMASKING, lasts=HOUR), Step.CONFIRM, JUDGE, NIGHT)
    assert not is_in_force(short, NIGHT + HOUR)
    assert asked(Flow.UNMASKING, lasts=24 * HOUR).lasts == 24 * HOUR
    assert code_of(lambda: asked(Flow.UNMASKING, lasts=25 * HOUR)) == "lasts_too_long"
    assert code_of(lambda: asked(Flow.UNMASKING, lasts=timedelta(0))) == "lasts_too_long"
    assert code_of(lambda: asked(Flow.GRANT, lasts=HOUR)) == "lasts_too_long"


def test_a_supervisor_of_the_unit_is_no_second_authority():
    assert refusal(may_take(asked(Flow.UNMASKING), Step.CONFIRM, CHIEF, NIGHT)) == "second_person_lacks"


def test_an_approver_of_an_organisation_not_named_decides_nothing():
    for flow in Flow:
        assert refusal(may_take(asked(flow), Step.CONFIRM, STRANGER, NIGHT)) == "second_person_lacks"


def test_nobody_decides_about_themselves():
    matter = ask(Flow.GRANT, CLERK, "lena", NIGHT, reason="new task")
    assert refusal(may_take(matter, Step.CONFIRM, CHIEF, NIGHT)) == "own_confirmation"
    assert refusal(may_take(matter, Step.CONFIRM, CLERK, NIGHT)) == "own_confirmation"
    assert may_take(matter, Step.CONFIRM, DPO, NIGHT).allowed
    assert code_of(lambda: ask(Flow.GRANT, CLERK, "kim", NIGHT, reason="x")) == "own_matter"


def test_a_suspension_holds_while_the_second_person_sleeps_and_falls_without_one():
    matter = asked(Flow.SUSPENSION)
    assert is_in_force(matter, NIGHT)
    assert is_in_force(take(matter, Step.CONFIRM, DPO, NIGHT), NIGHT + 1000 * HOUR)
    assert not is_in_force(take(matter, Step.REFUSE, DPO, NIGHT, reason="unfounded"), NIGHT)
    assert not is_in_force(matter, NIGHT + 72 * HOUR)
    assert Role.OVERSIGHT in to_tell(matter, NIGHT + 72 * HOUR)


def test_a_grant_that_nobody_confirms_never_holds():
    matter = asked(Flow.GRANT)
    assert not is_in_force(matter, NIGHT)
    assert on_clock(matter, lapses_at(matter)).state is State.LAPSED
    assert refusal(may_take(matter, Step.CONFIRM, CHIEF, lapses_at(matter))) == "step_impossible"


@pytest.mark.parametrize("flow", Flow)
def test_who_can_confirm_is_told_at_once_and_escalation_wakes_more_people_and_empowers_none(flow):
    matter = asked(flow)
    late = escalates_at(matter)
    early = to_tell(matter, late - timedelta(seconds=1))
    assert early >= ARRANGEMENTS[flow].seconds
    assert to_tell(matter, late) > early
    for actor in EVERYBODY:
        before, then = (may_take(matter, Step.CONFIRM, actor, now) for now in (NIGHT, late))
        assert before == then


def test_what_is_decided_wakes_nobody_any_more():
    matter = take(asked(Flow.GRANT), Step.CONFIRM, CHIEF, NIGHT)
    assert to_tell(matter, escalates_at(matter)) == {Role.DATA_PROTECTION_OFFICER}


def test_break_glass_opens_one_class_of_the_own_organisation_for_hours_and_tells_oversight():
    matter = take(asked(Flow.BREAK_GLASS), Step.CONFIRM, CHIEF, NIGHT)
    item = Held(UNIT, DataClass.EVIDENCE, Handling.RESTRICTED)
    assert breaks_glass(matter, OFFICER, item, NIGHT).allowed
    assert refusal(breaks_glass(matter, CHIEF, item, NIGHT)) == "break_glass_other"
    assert refusal(breaks_glass(matter, OFFICER, evolve(item, organisation=ABROAD), NIGHT)) == (
        "break_glass_other"
    )
    assert refusal(breaks_glass(matter, OFFICER, evolve(item, data_class=DataClass.REQUEST), NIGHT)) == (
        "break_glass_other"
    )
    assert refusal(breaks_glass(matter, evolve(OFFICER, strong=False), item, NIGHT)) == (
        "second_factor_missing"
    )
    clerk = evolve(OFFICER, roles={Role.ADMINISTRATOR})
    assert refusal(breaks_glass(matter, clerk, item, NIGHT)) == "administrator_personal"
    assert refusal(breaks_glass(matter, OFFICER, item, NIGHT + 4 * HOUR)) == "break_glass_not_open"
    for now in (NIGHT, NIGHT + 4 * HOUR):
        assert Role.OVERSIGHT in to_tell(matter, now)
    assert take(matter, Step.REVIEW, WATCHER, NIGHT + 5 * HOUR, reason="justified").state is State.REVIEWED


def test_who_decided_or_asked_does_not_review():
    dpo_and_judge = evolve(JUDGE, roles={Role.COMPETENT_AUTHORITY, Role.DATA_PROTECTION_OFFICER})
    matter = take(asked(Flow.UNMASKING), Step.CONFIRM, dpo_and_judge, NIGHT)
    ended = take(matter, Step.CLOSE, OFFICER, NIGHT + HOUR)
    at_home = evolve(dpo_and_judge, organisation=UNIT)
    assert refusal(may_take(ended, Step.REVIEW, at_home, NIGHT + HOUR)) == "reviewer_lacks"
    asker = evolve(OFFICER, roles={Role.DATA_PROTECTION_OFFICER})
    assert refusal(may_take(ended, Step.REVIEW, asker, NIGHT + HOUR)) == "own_confirmation"
    assert refusal(may_take(ended, Step.REVIEW, CHIEF, NIGHT + HOUR)) == "reviewer_lacks"
    unrelated = evolve(WATCHER, supervises={ABROAD})
    assert refusal(may_take(ended, Step.REVIEW, unrelated, NIGHT + HOUR)) == "reviewer_lacks"


def test_steps_need_a_second_factor_a_reason_and_a_clock_that_goes_forward():
    matter = asked(Flow.BREAK_GLASS)
    assert refusal(may_take(matter, Step.CONFIRM, evolve(CHIEF, strong=False), NIGHT)) == (
        "second_factor_missing"
    )
    assert code_of(lambda: take(matter, Step.REFUSE, CHIEF, NIGHT, reason=" ")) == "reason_missing"
    assert refusal(may_take(matter, Step.CONFIRM, CHIEF, NIGHT - HOUR)) == "clock_went_back"
    assert refusal(may_ask(Flow.BREAK_GLASS, evolve(OFFICER, strong=False))) == "second_factor_missing"
    assert refusal(may_ask(Flow.GRANT, OFFICER)) == "asker_lacks"
    actor, about = ASKERS[Flow.BREAK_GLASS]
    assert code_of(lambda: ask(Flow.BREAK_GLASS, actor, about, NIGHT, reason="")) == "reason_missing"
    assert (
        code_of(lambda: ask(Flow.BREAK_GLASS, actor, about, NIGHT, reason="x", remote=[UNIT])) == "remote_own"
    )
    assert code_of(lambda: take(matter, Step.WITHDRAW, CHIEF, NIGHT)) == "asker_only"
    assert take(matter, Step.WITHDRAW, OFFICER, NIGHT).state is State.WITHDRAWN


AT_ONCE = [flow for flow in Flow if ARRANGEMENTS[flow].acts_at_once]
TRIES = st.lists(st.tuples(st.sampled_from(["ask", *Step]), st.integers(0, 80)), max_size=25)


@given(st.sampled_from(AT_ONCE), TRIES)
def test_what_nobody_approved_has_no_effect_at_once_a_second_time_whoever_asks(flow, tries):
    now, matters, unapproved = NIGHT, [], False
    for number, (what, hours) in enumerate(tries):
        now += hours * HOUR
        standing = on_clock(matters[-1], now).state if matters else None
        if what == "ask" and standing is not State.ASKED:
            chief = evolve(CHIEF, person=f"chief {number}")
            matters.append(ask(flow, chief, "r1", now, reason="x", earlier=reversed(matters)))
            assert is_in_force(matters[-1], now) == (not unapproved)
            assert (interim(matters[-1]).code == "mandate.interim_asked_again") == unapproved
            unapproved = True
        elif matters and what in {Step.CONFIRM, Step.REFUSE, Step.WITHDRAW} and standing is State.ASKED:
            who = evolve(CHIEF, person=matters[-1].asked_by if what is Step.WITHDRAW else "second")
            matters[-1] = take(matters[-1], what, who, now, reason="x")
            assert is_in_force(matters[-1], now) == (what is Step.CONFIRM)
            unapproved = unapproved and what is not Step.CONFIRM


@pytest.mark.parametrize("flow", [flow for flow in Flow if flow not in AT_ONCE])
def test_what_never_acts_at_once_is_asked_again_as_before(flow):
    fallen = asked(flow)
    assert not is_asked_again(flow, [fallen], lapses_at(fallen))


people = st.builds(
    Actor,
    st.sampled_from(["ada", "bo", "cy"]),
    st.sampled_from([UNIT, COURT, ABROAD]),
    st.frozensets(st.sampled_from(Role), max_size=4),
    strong=st.booleans(),
    supervises=st.sampled_from([frozenset(), frozenset({UNIT})]),
)


class TwoPersons(RuleBasedStateMachine):
    """A matter and everything anybody tries with it, while time passes."""

    @initialize(flow=st.sampled_from(Flow), asker=people, about=st.sampled_from(["ada", "bo", "evidence"]))
    def asked(self, flow, asker, about):
        allowed = evolve(asker, strong=True, roles=asker.roles | ARRANGEMENTS[flow].askers, organisation=UNIT)
        self.asker = allowed
        self.about = about if about != allowed.person else "evidence"
        self.now = NIGHT
        self.matter = ask(flow, allowed, self.about, NIGHT, reason="x", remote=[COURT])
        self.trail = []

    @rule(hours=st.sampled_from([0, 0.2, 1, 5, 30, 200]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule(actor=people, step=st.sampled_from(Step))
    def somebody_tries(self, actor, step):
        before = on_clock(self.matter, self.now)
        if not may_take(self.matter, step, actor, self.now).allowed:
            with pytest.raises(ProblemError):
                take(self.matter, step, actor, self.now, reason="x")
            return
        self.matter = take(self.matter, step, actor, self.now, reason="x")
        self.trail.append((before.state, step, actor, self.now))

    @rule(actor=people)
    def somebody_able_confirms(self, actor):
        able = evolve(actor, strong=True, roles=actor.roles | ARRANGEMENTS[self.matter.flow].seconds)
        self.somebody_tries(able, Step.CONFIRM)

    @invariant()
    def nobody_decided_alone(self):
        for _, step, actor, _ in self.trail:
            if step in {Step.CONFIRM, Step.REFUSE, Step.REVIEW}:
                assert actor.person not in {self.asker.person, self.about}
                assert actor.strong
            if step is Step.CONFIRM:
                assert actor.roles & ARRANGEMENTS[self.matter.flow].seconds
                assert actor.organisation in {UNIT, COURT}

    @invariant()
    def what_is_in_force_was_confirmed_in_time_and_for_a_time(self):
        arrangement = ARRANGEMENTS[self.matter.flow]
        confirmed = [at for _, step, _, at in self.trail if step is Step.CONFIRM]
        if is_in_force(self.matter, self.now) and not arrangement.acts_at_once:
            assert len(confirmed) == 1
            assert confirmed[0] < NIGHT + arrangement.lapses_after
            if arrangement.lasts is not None:
                assert self.now < confirmed[0] + arrangement.lasts

    @invariant()
    def an_emergency_opens_nothing_abroad_and_nothing_to_an_administrator(self):
        for about in PERSONAL:
            abroad = Held(ABROAD, about, Handling.PUBLIC, {UNIT})
            assert not breaks_glass(self.matter, self.asker, abroad, self.now).allowed
            if Role.ADMINISTRATOR in self.asker.roles:
                own = Held(UNIT, about, Handling.RESTRICTED)
                assert not breaks_glass(self.matter, self.asker, own, self.now).allowed


TwoPersons.TestCase.settings = settings(max_examples=60, stateful_step_count=12, deadline=None)
TestTwoPersons = TwoPersons.TestCase
