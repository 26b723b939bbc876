"""No small number is told to those who are not of the visit, and none can be worked out from what is told."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.measures.editions import UNHURRIED

from catenary.basis.persons import Sex
from catenary.core.measures.fighters import ASKED, UNKNOWN_AMOUNT, Amount, Cell, Fate, FighterAge, Figure
from catenary.core.measures.fighters_told import FEW, protected

PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([Fate.KILLED, Fate.RELOCATED_OR_RETURNED, Fate.REMAINING]),
        st.sampled_from(list(Sex)),
        st.sampled_from(list(FighterAge)),
    ),
    max_size=70,
)
_CROSSED = list(product([Fate.KILLED, Fate.RELOCATED_OR_RETURNED, Fate.REMAINING], Sex, FighterAge))
CROWDS = st.one_of(
    *(
        st.lists(st.sampled_from(sizes), min_size=len(_CROSSED), max_size=len(_CROSSED))
        for sizes in ([0, 0, 0, 0, 3, 20, 50], [0, 1, 12, 30], [0, 0, 0, 0, 0, 1, 2, 40], [0, 0, 3, 10, 100])
    )
).map(lambda sizes: [who for who, size in zip(_CROSSED, sizes, strict=True) for _each in range(size)])
"""Few of some and many of others, so that what stands beside a small number is large."""
SUMS = [
    *((Cell(fate), [Cell(fate, sex) for sex in Sex]) for fate in Fate),
    *((Cell(fate), [Cell(fate, None, age) for age in FighterAge]) for fate in Fate),
    *(
        (cell, [cell._replace(fate=fate) for fate in Fate if fate is not Fate.LEFT])
        for cell in ASKED
        if cell.fate is Fate.LEFT
    ),
]


def counted(people):
    """Person by person, each among those who left."""
    told = dict.fromkeys(ASKED, 0)
    for fate, sex, age in people:
        for each in (Fate.LEFT, fate):
            for cell in (Cell(each), Cell(each, sex), Cell(each, None, age)):
                told[cell] += 1
    return told


def shown(counts):
    return protected([Figure(cell, Amount.exactly(count)) for cell, count in counts.items()])


@UNHURRIED
@given(PEOPLE)
def test_no_small_number_is_told(people):
    counts = counted(people)
    for cell, amount in shown(counts).items():
        assert amount is None or amount == Amount.exactly(counts[cell])
        assert amount is None or not 0 < counts[cell] < FEW


@UNHURRIED
@given(PEOPLE)
def test_no_small_number_is_had_by_subtraction(people):
    counts = counted(people)
    told = shown(counts)
    for whole, parts in SUMS:
        hidden = [part for part in parts if told[part] is None]
        if told[whole] is not None:
            assert not 0 < sum(counts[part] for part in hidden) < FEW
        elif 0 < counts[whole] < FEW:
            assert hidden


def rank(rows):
    """How many rows say something that those before do not (Gauss)."""
    left, count = [[Fraction(each) for each in row] for row in rows], 0
    for column in range(len(left[0])):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        count += 1
        left.remove(pivot)
        left = [
            [mine - row[column] / pivot[column] * its for mine, its in zip(row, pivot, strict=True)]
            for row in left
        ]
    return count


def worked_out(counts, told):
    """The small figures that all sums together settle, once what is told is put in."""
    hidden = [cell for cell in ASKED if told[cell] is None]
    rows = [[(cell in parts) - (cell == whole) for cell in hidden] for whole, parts in SUMS]
    small = [cell for cell in hidden if 0 < counts[cell] < FEW]
    alone = {cell: [int(cell == each) for each in hidden] for cell in small}
    settled = rank(rows)
    return [cell for cell in small if rank([*rows, alone[cell]]) == settled]


@settings(UNHURRIED, max_examples=40)
@given(PEOPLE | CROWDS)
def test_no_small_number_is_had_from_all_that_is_told_together(people):
    counts = counted(people)
    assert not worked_out(counts, shown(counts))


@settings(UNHURRIED, max_examples=40)
@given(CROWDS)
def test_the_same_is_withheld_in_whatever_order_figures_come(people):
    told = [Figure(cell, Amount.exactly(count)) for cell, count in counted(people).items()]
    assert protected(told) == protected(reversed(told))


def test_a_withheld_large_number_of_one_sum_is_not_had_from_another():
    people = []
    for fate, women, men in (
        (Fate.KILLED, 3, 50),
        (Fate.RELOCATED_OR_RETURNED, 20, 40),
        (Fate.REMAINING, 30, 100),
    ):
        people += [(fate, Sex.FEMALE, FighterAge.UNDER_30)] * women
        people += [(fate, Sex.MALE, FighterAge.UNDER_30)] * men
    counts = counted(people)
    told = shown(counts)
    assert counts[Cell(Fate.LEFT, Sex.MALE)] == 190
    assert told[Cell(Fate.KILLED, Sex.FEMALE)] is None
    assert not worked_out(counts, told)
    assert worked_out(counts, {**told, Cell(Fate.LEFT, Sex.MALE): 190, Cell(Fate.REMAINING, Sex.MALE): 100,
                               Cell(Fate.RELOCATED_OR_RETURNED, Sex.MALE): 40, Cell(Fate.KILLED): 53})  # fmt: skip


def test_what_is_not_known_is_not_a_small_number_by_subtraction_either():
    assert told_of(killed="53", killed_male="50", killed_female="unknown", killed_unspecified="0") == {
        "killed": "53", "killed_male": None, "killed_female": "unknown", "killed_unspecified": "0",
    }  # fmt: skip


def test_those_not_accounted_for_keep_no_small_number_from_being_had():
    left, killed = dict.fromkeys(ASKED, 0), Cell(Fate.KILLED)
    left |= {Cell(Fate.LEFT): 57, Cell(Fate.REMAINING): 50, killed: 4}
    told = protected([Figure(cell, Amount.exactly(count)) for cell, count in left.items()])
    assert told[killed] is None
    assert None in (told[Cell(Fate.LEFT)], told[Cell(Fate.REMAINING)])


def told_of(**amounts):
    cells = {str(cell).replace(" ", "_"): cell for cell in ASKED}
    told = protected([Figure(cells[name], Amount.parse(text)) for name, text in amounts.items()])
    return {str(cell).replace(" ", "_"): amount and str(amount) for cell, amount in told.items()}


def test_a_part_that_is_not_known_keeps_a_small_one_from_being_worked_out():
    assert told_of(left="120", left_female="3", left_male="unknown") == {
        "left": "120", "left_female": None, "left_male": "unknown",
    }  # fmt: skip


def test_what_is_left_for_a_small_and_an_unknown_part_is_not_small_either():
    assert told_of(left="120", left_female="3", left_male="117", left_unspecified="unknown") == {
        "left": "120", "left_female": None, "left_male": None, "left_unspecified": "unknown",
    }  # fmt: skip


def test_zero_and_unknown_are_told():
    told = protected([Figure(Cell(Fate.KILLED), Amount.exactly(0)), Figure(Cell(Fate.LEFT), UNKNOWN_AMOUNT)])
    assert told == {Cell(Fate.KILLED): Amount.exactly(0), Cell(Fate.LEFT): UNKNOWN_AMOUNT}


def test_a_range_with_a_small_end_is_withheld():
    told = protected([Figure(Cell(Fate.LEFT), Amount(4, 40)), Figure(Cell(Fate.KILLED), Amount(0, 6))])
    assert set(told.values()) == {None}


def test_counts_of_a_sex_within_an_age_group_are_not_told():
    assert not protected([Figure(Cell(Fate.LEFT, Sex.MALE, FighterAge.FROM_30), Amount.exactly(50))])


def test_large_figures_stay_as_they_are():
    figures = [Figure(cell, Amount.exactly(1000)) for cell in ASKED]
    assert protected(figures) == dict.fromkeys(ASKED, Amount.exactly(1000))
