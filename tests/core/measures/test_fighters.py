from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.measures.editions import UNHURRIED

from catenary.basis.dates import PartialDate
from catenary.basis.persons import Sex
from catenary.core.measures.fighters import (
    ASKED,
    UNKNOWN_AMOUNT,
    Amount,
    Cell,
    Fate,
    FighterAge,
    Figure,
    figure_faults,
)

TODAY = date(2031, 5, 1)
LEFT = Cell(Fate.LEFT)
AMOUNTS = st.one_of(
    st.just(UNKNOWN_AMOUNT),
    st.integers(0, 500).map(Amount.exactly),
    st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda ends: Amount(*sorted(ends))),
)


def figures(**told):
    """All figures as unknown, but those told by name, such as `left_female`, as text."""
    amounts = {str(cell).replace(" ", "_"): UNKNOWN_AMOUNT for cell in ASKED}
    amounts |= {name: Amount.parse(text) for name, text in told.items()}
    cells = {str(cell).replace(" ", "_"): cell for cell in every_cell()}
    return [
        Figure(cells[name], amount, "National registry", PartialDate.parse("2031-04"))
        for name, amount in amounts.items()
    ]


def every_cell():
    return [Cell(fate, sex, age) for fate in Fate for sex in (None, *Sex) for age in (None, *FighterAge)]


def told(*given_figures):
    return {
        (each.code.removeprefix("measures."), each.params["figure"])
        for each in figure_faults(given_figures, TODAY)
    }


@given(AMOUNTS)
def test_an_amount_is_read_as_it_was_written(amount):
    assert Amount.parse(str(amount)) == amount


@pytest.mark.parametrize("text", ["", "none", "about 5", "1-2-3", "-", "5-", "-5", "1.5", "٣", "²"])
def test_what_is_neither_number_nor_range_nor_called_unknown_is_refused(text):
    with pytest.raises(ValueError, match="not a number"):
        Amount.parse(text)


def test_a_range_has_two_ends():
    with pytest.raises(ValueError, match="two ends"):
        Amount(3, None)


def test_unknown_is_an_answer_and_nothing_said_is_not():
    assert told(*figures()) == set()
    assert told() == {("figure_missing", str(cell)) for cell in ASKED}


def test_zero_is_told_apart_from_unknown():
    assert Amount.exactly(0) != UNKNOWN_AMOUNT
    assert told(*figures(left="5", left_female="0", left_male="0", left_unspecified="0")) == {
        ("figure_parts_below", "left")
    }


def test_every_figure_is_asked_by_sex_and_by_age():
    assert len(ASKED) == len(Fate) * (1 + len(Sex) + len(FighterAge))


@pytest.mark.parametrize(
    ("amounts", "fault"),
    [
        ({"left": "10", "left_male": "11"}, "figure_parts_above"),
        ({"left": "10", "left_male": "6", "left_female": "5-9"}, "figure_parts_above"),
        ({"left": "10", "left_male": "6", "left_female": "4-9"}, None),
        ({"left": "10", "left_male": "6", "left_female": "3"}, None),
        (
            {"left": "10-12", "left_male": "6", "left_female": "3", "left_unspecified": "0"},
            "figure_parts_below",
        ),
        ({"left": "9-12", "left_male": "6", "left_female": "3", "left_unspecified": "0"}, None),
        ({"left": "3", "left_0-17": "4"}, "figure_parts_above"),
    ],
)
def test_parts_are_held_against_their_sum_as_far_as_the_ranges_decide(amounts, fault):
    assert told(*figures(**amounts)) == ({(fault, "left")} if fault else set())


def test_parts_within_parts_are_held_against_theirs():
    assert told(*figures(**{"left_female": "3", "left_female_0-17": "4"})) == {
        ("figure_parts_above", "left female"),
    }
    assert told(*figures(**{"left_0-17": "3", "left_female_0-17": "4"})) == {
        ("figure_parts_above", "left 0-17"),
    }


@pytest.mark.parametrize(
    ("amounts", "fault"),
    [
        ({"left": "10", "remaining": "11"}, ("figure_remaining_above", "remaining")),
        ({"left": "10-12", "remaining": "11-20"}, None),
        (
            {"left": "10", "killed": "4", "relocated_or_returned": "4", "remaining": "3"},
            ("figure_fates_above", "left"),
        ),
        ({"left": "10", "killed": "4", "relocated_or_returned": "4", "remaining": "2"}, None),
        ({"left": "unknown", "remaining": "11"}, None),
    ],
)
def test_no_more_are_accounted_for_than_left_without_being_asked_why(amounts, fault):
    assert told(*figures(**amounts)) == ({fault} if fault else set())


@UNHURRIED
@given(st.lists(AMOUNTS, min_size=len(ASKED), max_size=len(ASKED)))
def test_figures_that_some_true_counts_could_give_are_never_called_wrong(amounts):
    """Ranges around figures that add up: whatever they leave open, nothing contradicts."""
    true = dict.fromkeys(ASKED, 0)
    for fate, number in ((Fate.LEFT, 30), (Fate.KILLED, 10), (Fate.REMAINING, 20)):
        for cell in (Cell(fate), Cell(fate, Sex.MALE), Cell(fate, None, FighterAge.FROM_30)):
            true[cell] = number
    wide = [
        Figure(cell, widened(number, amount), "Registry", PartialDate.parse("2031"))
        for (cell, number), amount in zip(true.items(), amounts, strict=True)
    ]
    assert figure_faults(wide, TODAY) == ()


def widened(number, amount):
    if not amount.is_known:
        return amount
    return Amount(max(0, number - amount.least), number + amount.most)


@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        (Figure(LEFT, Amount(5, 3), "Registry", PartialDate.parse("2031")), "figure_reversed"),
        (Figure(LEFT, Amount(-1, 3), "Registry", PartialDate.parse("2031")), "figure_negative"),
        (Figure(LEFT, Amount(1, 3), " ", PartialDate.parse("2031")), "figure_source_missing"),
        (Figure(LEFT, Amount(1, 3), "Registry"), "figure_date_missing"),
        (Figure(LEFT, Amount(1, 3), "Registry", PartialDate.parse("2031-05-02")), "figure_date_future"),
        (Figure(LEFT, UNKNOWN_AMOUNT), None),
        (Figure(LEFT, Amount(1, 3), "Registry", PartialDate.parse("2031")), None),
    ],
)
def test_a_figure_is_a_right_range_with_source_and_date(figure, fault):
    others = [each for each in figures() if each.cell != LEFT]
    assert told(figure, *others) == ({(fault, "left")} if fault else set())


def test_a_figure_told_twice_is_found():
    assert told(*figures(), figures()[0]) == {("figure_twice", "left")}


def test_a_range_the_wrong_way_round_is_told_once_and_not_held_against_others():
    wrong = Figure(LEFT, Amount(5, 3), "Registry", PartialDate.parse("2031"))
    others = [each for each in figures(left_male="200") if each.cell != LEFT]
    assert told(wrong, *others) == {("figure_reversed", "left")}
