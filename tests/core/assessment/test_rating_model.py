import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.benchmarks.assessment_worlds import World, make
from catenary.core.assessment.connection import connection, rated_cells
from catenary.core.assessment.rating_model import NO_REGIONS, WIDEST, measure, middle_half
from catenary.core.assessment.ratings import Rating

AREAS = {f"q{each}": "a" for each in range(6)}


def world(seed=1, **how):
    return make(World(**how), np.random.default_rng(seed))


def measured(truth, regions=NO_REGIONS):
    return measure(truth.ratings, truth.areas, truth.vignettes, regions)


def errors(truth, found):
    known = {key: each.level.value for key, each in found.levels.items() if each.level}
    return np.array([value - truth.levels[key] for key, value in known.items()])


@pytest.fixture(scope="module")
def usual():
    truth = world()
    return truth, measured(truth)


def test_levels_lie_in_their_intervals_about_as_often_as_promised():
    worlds = [world(seed, states=12, areas=2) for seed in range(12)]
    held = [
        each.level.low <= truth.levels[key] <= each.level.high
        for truth in worlds
        for key, each in measured(truth).levels.items()
    ]
    # of 288 effects; the bench counts thousands
    assert 0.84 <= np.mean(held) <= 0.96


def test_planted_severity_is_recovered():
    truths = [world(seed, raters=16, states=24) for seed in range(3)]
    pairs = [
        (truth.severity[rater], each.severity.value)
        for truth in truths
        for rater, each in measured(truth).raters.items()
    ]
    assert np.corrcoef(np.array(pairs).T)[0, 1] > 0.92


def test_levels_are_nearer_to_the_truth_than_plain_averages():
    squares = np.zeros(2)
    for seed in range(6):
        truth = world(seed, states=12, areas=2)
        plain = {key: [] for key in truth.levels}
        for each in truth.ratings:
            plain[each.case, truth.areas[each.question]].append(each.level)
        averages = np.array([np.mean(values) - truth.levels[key] for key, values in plain.items()])
        squares += (errors(truth, measured(truth)) ** 2).mean(), (averages**2).mean()
    assert squares[0] < 0.75 * squares[1]


def test_the_order_in_which_ratings_come_changes_nothing(usual):
    truth, found = usual
    shuffled = list(np.random.default_rng(3).permutation(np.array(truth.ratings, dtype=object)))
    assert measure(shuffled, truth.areas) == found


def test_a_rater_who_gives_everybody_1_is_named_and_moves_nobody():
    truth = world(states=12, areas=2)
    spoilt = [
        Rating(each.case, each.question, each.rater, 1 if each.rater == "r03" else each.level)
        for each in truth.ratings
    ]
    found = measure(spoilt, truth.areas)
    assert [each.code for each in found.raters["r03"].notes] == ["ratings.one_level"]
    assert found.raters["r03"].severity.low > 1
    assert abs(errors(truth, found).mean()) < 0.15


def test_a_rater_who_rates_all_3_is_named_and_moves_levels_little():
    truth = world(states=12, areas=2)
    others = [each for each in truth.ratings if each.rater != "r03"]
    all_3 = [Rating(each.case, each.question, "r03", 3) for each in truth.ratings if each.rater == "r03"]
    without, found = measure(others, truth.areas), measure([*others, *all_3], truth.areas)
    assert [each.code for each in found.raters["r03"].notes] == ["ratings.one_level"]
    assert found.raters["r03"].centring.low > 2
    moved = [each.level.value - without.levels[key].level.value for key, each in found.levels.items()]
    assert np.abs(moved).mean() < 0.1


def test_partiality_to_the_own_region_is_found_and_taken_out():
    truth = world(states=24, partial=1.0)
    blind, told = measured(truth), measured(truth, truth.regions)
    assert told.partiality.low > 0
    assert blind.partiality is None
    assert (errors(truth, told) ** 2).mean() < (errors(truth, blind) ** 2).mean()


def test_severity_that_drifts_makes_intervals_wider():
    still, drifting = ([measured(world(seed, drift=drift)) for seed in range(3)] for drift in (0.0, 2.0))
    assert min(found.halo for found in drifting) > max(found.halo for found in still)

    def widths(worlds):
        return np.mean(
            [each.level.high - each.level.low for found in worlds for each in found.levels.values()]
        )

    assert widths(drifting) > 1.2 * widths(still)


def test_vignettes_tie_raters_of_regions_together_and_are_no_result():
    apart, tied = (world(design="own", regional=1.0, panel=3, vignettes=each) for each in (0, 4))
    with pytest.raises(ProblemError) as refused:
        measured(apart)
    assert refused.value.finding.code == "ratings.disconnected"
    found = measured(tied)
    assert not {case for case, _ in found.levels} & tied.vignettes
    assert abs(errors(tied, found)).mean() < 0.3


def test_a_disconnected_design_is_measured_once_the_smallest_fix_is_rated():
    truth = world(design="own", panel=3)
    links = connection(rated_cells(truth.ratings)).links
    assert len(links) == 3
    added = [Rating(link.case, link.question, link.rater, 3) for link in links]
    assert measure([*truth.ratings, *added], truth.areas).levels.keys() == truth.levels.keys()


def test_one_rater_alone_is_not_enough_to_say():
    ratings = [Rating("s", f"q{each}", rater, 3) for each in range(6) for rater in ("a", "b")]
    ratings += [Rating("t", f"q{each}", "a", 4) for each in range(6)]
    found = measure(ratings, AREAS).levels
    assert found["t", "a"].level is None
    assert found["t", "a"].reason.params == {"raters": 1}
    assert found["s", "a"].level is not None


def test_raters_who_contradict_each_other_on_a_single_question_are_not_enough_to_say():
    ratings = [Rating("s", "q0", "a", 1), Rating("s", "q0", "b", 5)]
    found = measure(ratings, AREAS).levels["s", "a"]
    assert found.level is None
    assert found.reason.code == "ratings.wide"


def test_a_rater_of_whom_little_is_known_is_told_nothing():
    ratings = [Rating("s", f"q{each}", rater, 1 + each % 5) for each in range(6) for rater in ("a", "b")]
    found = measure(ratings, AREAS).raters["a"]
    assert (found.severity, found.reliability) == (None, None)
    assert [each.code for each in found.notes] == ["ratings.few_ratings"]


def test_one_state_only_is_measured():
    ratings = [
        Rating("s", f"q{each}", rater, min(5, 2 + each % 3 + (rater == "mild")))
        for each in range(12)
        for rater in ("strict", "mild", "third")
    ]
    found = measure(ratings, {f"q{each}": "a" for each in range(12)})
    level = found.levels["s", "a"].level
    assert level.low < level.value < level.high
    assert 2.5 < level.value < 4
    assert found.raters["mild"].severity.value < found.raters["strict"].severity.value


def test_unknown_and_not_applicable_are_missing_and_not_the_lowest_level(usual):
    truth, found = usual
    gaps = [Rating("s000", f"q00.{each:02}", "late", None) for each in range(8)]
    assert measure([*truth.ratings, *gaps], truth.areas) == found


def test_everything_missing_is_refused():
    with pytest.raises(ProblemError) as refused:
        measure([Rating("s", "q0", "a", None)], AREAS)
    assert refused.value.finding.code == "ratings.none"


def test_a_question_without_an_area_is_refused():
    with pytest.raises(ProblemError) as refused:
        measure([Rating("s", "elsewhere", "a", 2)], AREAS)
    assert refused.value.finding.params == {"question": "elsewhere"}


def test_everybody_giving_the_highest_level_leaves_a_level_below_it_with_an_interval():
    ratings = [Rating(f"s{s}", f"q{q}", rater, 5) for s in range(4) for q in range(6) for rater in "abc"]
    found = measure(ratings, AREAS)
    assert all(4 < each.level.low < each.level.value < each.level.high < 5 for each in found.levels.values())


def test_the_middle_half_leaves_out_both_ends():
    shares = middle_half(np.array([9.0, 1.0, -20.0, 2.0]))
    assert shares.tolist() == [0, 0.5, 0, 0.5]
    assert middle_half(np.array([1.0, 2.0, 3.0])).tolist() == pytest.approx([1 / 3] * 3)


ratings_of_any_kind = st.lists(
    st.builds(
        Rating,
        st.sampled_from(["s", "t", "u"]),
        st.sampled_from(sorted(AREAS)),
        st.sampled_from(["a", "b", "c", "d"]),
        st.none() | st.integers(1, 5),
    ),
    unique_by=lambda each: (each.case, each.question, each.rater),
    max_size=40,
)


@settings(deadline=None)
@given(ratings_of_any_kind, st.booleans())
def test_whatever_raters_give_the_answer_is_a_level_in_its_interval_or_a_reason(ratings, two_areas):
    areas = {question: "b" if two_areas and question > "q2" else "a" for question in AREAS}
    if len(connection(rated_cells(ratings)).parts) != 1:
        with pytest.raises(ProblemError, match=r"ratings\.(none|disconnected)"):
            measure(ratings, areas)
        return
    found = measure(ratings, areas)
    rated = {(each.case, areas[each.question]) for each in ratings if each.level is not None}
    assert found.levels.keys() == rated
    for each in found.levels.values():
        assert (each.level is None) == (each.reason is not None)
        if each.level:
            assert 1 < each.level.low < each.level.value < each.level.high < 5
            assert each.level.high - each.level.low <= WIDEST


def test_where_everybody_rates_the_own_region_partiality_is_not_told():
    truth = world(design="own", vignettes=3, panel=3, partial=1.0)
    assert measured(truth, truth.regions).partiality is None
