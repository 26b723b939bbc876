import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.benchmarks.assessment_worlds import World, make
from catenary.core.assessment.planner import Case, Conflict, ConflictKind, Demand, Rater, plan
from catenary.core.assessment.planner_forecast import Assumed, forecast
from catenary.core.assessment.rating_model import measure

REGIONS = ("north", "south", "east")
GROUPS = ("border", "finance", "law")


def raters(count=9, room=99, groups=GROUPS):
    return [Rater(f"r{each}", REGIONS[each % 3], frozenset(groups), room) for each in range(count)]


def cases(count=6):
    return [Case(f"s{each}", REGIONS[each % 3]) for each in range(count)]


def codes(made):
    return [each.code for each in made.findings]


people = st.lists(
    st.builds(
        Rater,
        st.uuids().map(str),
        st.sampled_from(REGIONS),
        st.frozensets(st.sampled_from(GROUPS), min_size=1),
        st.integers(0, 12),
    ),
    min_size=1,
    max_size=9,
)
demands = st.builds(
    Demand, st.integers(1, 4), st.integers(0, 2), st.sampled_from([(), ("v1",), ("v1", "v2")])
)


@settings(deadline=None)
@given(people, st.integers(1, 5), demands, st.data())
def test_whatever_is_planned_keeps_every_rule_and_says_what_is_missing(them, count, demand, data):
    states = cases(count)
    pairs = st.tuples(
        st.sampled_from([each.id for each in them]), st.sampled_from([each.id for each in states])
    )
    conflicts = [Conflict(*pair, ConflictKind.PAID_WORK) for pair in data.draw(st.lists(pairs, max_size=6))]
    made = plan(them, states, GROUPS, conflicts, demand)
    known, region = {each.id: each for each in them}, {each.id: each.region for each in states}
    excluded = {(each.rater, each.case) for each in conflicts}
    for (case, group), panel in made.panels.items():
        assert len(set(panel)) == len(panel)
        assert all(group in known[rater].groups and (rater, case) not in excluded for rater in panel)
        outsiders = sum(known[rater].region != region[case] for rater in panel)
        short = len(panel) < demand.raters or outsiders < min(demand.outsiders, demand.raters)
        assert not short or not made.is_complete
    for rater, load in made.loads.items():
        assert load == sum(rater in panel for panel in made.panels.values())
        assert load <= known[rater].room
    if made.is_complete:
        assert made.connection.connected
        assert all(made.panels.values())
    assert made == plan(them[::-1], states[::-1], GROUPS[::-1], conflicts[::-1], demand)


def test_a_full_plan_has_panels_with_outsiders_even_loads_and_one_graph():
    made = plan(raters(), cases(), GROUPS, (), Demand(4, 2))
    assert made.is_complete
    assert made.findings == []
    assert made.connection.connected
    assert set(made.loads.values()) == {8}


def test_conflicts_of_interest_are_kept_and_the_loads_stay_even():
    conflicts = [Conflict("r0", f"s{each}", ConflictKind.PAST_POST) for each in range(4)]
    made = plan(raters(), cases(), GROUPS, conflicts, Demand(4, 2))
    assert made.is_complete
    assert all(
        "r0" not in panel for (case, _), panel in made.panels.items() if case in {"s0", "s1", "s2", "s3"}
    )
    assert made.loads["r0"] == 6
    assert max(made.loads.values()) - min(load for rater, load in made.loads.items() if rater != "r0") <= 1


def test_places_are_passed_on_where_the_only_ones_who_know_a_group_are_busy_elsewhere():
    them = [
        Rater("lawyer", "north", frozenset({"law", "border"}), 1),
        Rater("guard", "south", frozenset({"border"}), 1),
    ]
    made = plan(them, [Case("s", "east")], ("border", "law"), (), Demand(1, 0, ("v",)))
    assert made.panels == {("s", "border"): ("guard",), ("s", "law"): ("lawyer",)}


def test_without_anybody_from_outside_the_smallest_thing_missing_is_told():
    home = [Rater(f"r{each}", "north", frozenset(GROUPS), 99) for each in range(4)]
    made = plan(home, [Case("s", "north")], ("law",), (), Demand(3, 1))
    assert codes(made) == ["planning.no_outsider", "planning.missing"]
    assert made.findings[-1].params == {"group": "law", "raters": 1, "ratings": 1, "region": "north"}
    helped = plan(
        [*home, Rater("new", "south", frozenset({"law"}), 1)],
        [Case("s", "north")],
        ("law",),
        (),
        Demand(3, 1),
    )
    assert helped.is_complete


def test_too_little_time_is_told_apart_from_too_few_people():
    busy = plan(raters(room=2), cases(), ("law",), (), Demand(4, 1))
    assert set(codes(busy)) == {"planning.no_room", "planning.missing"}
    assert sum(busy.loads.values()) == 18
    few = plan(raters(count=3), cases(), ("law",), (), Demand(4, 1))
    assert set(codes(few)) == {"planning.too_few", "planning.missing"}


def test_raters_of_groups_that_nobody_shares_are_connected_by_one_rating_more():
    them = [
        *(Rater(f"f{each}", REGIONS[each % 3], frozenset({"finance"}), 9) for each in range(3)),
        *(Rater(f"b{each}", REGIONS[each % 3], frozenset({"border"}), 9) for each in range(3)),
    ]
    apart = plan(them, cases(3), ("border", "finance"), (), Demand(2, 1))
    assert codes(apart) == ["planning.still_apart"]
    bridge = [*them[1:], Rater("f0", "north", frozenset({"finance", "border"}), 9)]
    joined = plan(bridge, cases(3), ("border", "finance"), (), Demand(2, 1))
    assert joined.is_complete
    assert joined.connection.connected


def test_vignettes_connect_raters_who_share_no_state():
    them = [Rater(f"r{each}", REGIONS[each], frozenset({"law"}), 1) for each in range(3)]
    states = [Case(f"s{each}", REGIONS[each]) for each in range(3)]
    without = plan(them, states, ("law",), (), Demand(1, 1))
    assert codes(without) == ["planning.still_apart"]
    assert plan(them, states, ("law",), (), Demand(1, 1, ("v",))).is_complete


@pytest.mark.parametrize(
    ("them", "states", "groups"), [([], cases(), GROUPS), (raters(), [], GROUPS), (raters(), cases(), ())]
)
def test_nothing_to_plan_is_said(them, states, groups):
    with pytest.raises(ProblemError) as refused:
        plan(them, states, groups)
    assert refused.value.finding.code == "planning.nothing"


def test_a_conflict_with_a_state_that_is_not_there_is_refused():
    with pytest.raises(ProblemError) as refused:
        plan(raters(), cases(), GROUPS, [Conflict("r0", "elsewhere", ConflictKind.NATIONALITY)])
    assert refused.value.finding.params == {"case": "elsewhere"}


def predicted(demand, them=None):
    them, states = them or raters(), cases(12)
    made = plan(them, states, GROUPS, (), demand)
    return forecast(made, them, states, dict.fromkeys(GROUPS, 8), demand, Assumed(0.35, 0.2, 0.7))


def test_the_forecast_shows_what_outsiders_vignettes_and_the_model_are_worth():
    # enough raters of the own region know the group, and only they
    own = [Rater(f"{region}{each}", region, frozenset(GROUPS), 99) for region in REGIONS for each in range(3)]
    states = cases(12)
    at_home = plan(
        own,
        states,
        GROUPS,
        [
            Conflict(rater.id, case.id, ConflictKind.PAID_WORK)
            for rater in own
            for case in states
            if rater.region != case.region
        ],
        Demand(3, 0, ("v1", "v2")),
    )
    asked, sds = dict.fromkeys(GROUPS, 8), Assumed(0.35, 0.2, 0.7)
    blind = forecast(at_home, own, states, asked, Demand(3, 0), sds)
    tied = forecast(at_home, own, states, asked, Demand(3, 0, ("v1", "v2")), sds)
    mixed = predicted(Demand(3, 2))
    assert blind.bias_model == pytest.approx(blind.bias_plain, rel=0.1)
    assert tied.bias_plain == blind.bias_plain
    assert tied.bias_model < blind.bias_model / 2
    assert mixed.bias_plain < blind.bias_plain / 2
    assert mixed.bias_model < mixed.bias_plain
    assert mixed.error_model < mixed.error_plain


def test_the_forecast_error_is_near_what_is_then_measured():
    truths = [
        make(World(design="planner", raters=9, states=18), np.random.default_rng(each)) for each in range(3)
    ]
    found = [measure(truth.ratings, truth.areas) for truth in truths]
    square = np.mean(
        [
            (each.level.value - truth.levels[key]) ** 2
            for truth, result in zip(truths, found, strict=True)
            for key, each in result.levels.items()
        ]
    )
    assert predicted(Demand(4, 2)).error_model == pytest.approx(np.sqrt(square), rel=0.5)


def test_an_empty_panel_has_no_forecast():
    them, states = raters(room=0), cases()
    with pytest.raises(ValueError, match="empty"):
        forecast(plan(them, states, GROUPS), them, states, dict.fromkeys(GROUPS, 8), Demand())


@pytest.mark.parametrize("count", range(2, 8))
def test_where_everybody_rates_everything_no_bias_is_expected_and_never_less_than_none(count):
    them, states = raters(count), cases(1)
    demand = Demand(raters=count, outsiders=0)
    made = plan(them, states, GROUPS, (), demand)
    told = forecast(made, them, states, dict.fromkeys(GROUPS, 3), demand)
    assert 0 <= told.bias_plain < 1e-6
    assert 0 <= told.bias_model < 1e-6
