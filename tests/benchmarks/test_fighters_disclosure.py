"""The bench of withheld figures: what an outside reader can bound, on tables small enough to see by eye."""

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest

from catenary.basis.persons import Sex
from catenary.benchmarks import fighters_disclosure as bench
from catenary.core.measures.fighters import ASKED, Cell, Fate, FighterAge


def least_of(aim, A_eq, b_eq, bounds, method, A_ub=None, b_ub=None):  # noqa: N803  scipy's own names
    """In the place of scipy: every whole number up to 60 tried for at most two withheld figures."""
    found = []
    for values in product(range(61), repeat=len(aim)):
        sums = np.array(A_eq) @ values
        fits = np.array_equal(sums, b_eq) and (A_ub is None or (np.array(A_ub) @ values <= b_ub).all())
        if fits:
            found.append(float(np.dot(aim, values)))
    return SimpleNamespace(status=0, fun=min(found), message="")


SOLVER = SimpleNamespace(linprog=least_of)


FEMALE, MALE = Cell(Fate.KILLED, Sex.FEMALE), Cell(Fate.KILLED, Sex.MALE)


def told(*hidden, left):
    """Three women and fifty men killed, of those who left by sex; their ages are known of none, and nobody else is accounted for."""
    counts = dict.fromkeys(ASKED, 0)
    for fate, people in ((Fate.LEFT, left), (Fate.KILLED, (3, 50))):
        counts |= {Cell(fate): sum(people), Cell(fate, None, FighterAge.NOT_KNOWN): sum(people)}
        counts |= dict(zip((Cell(fate, Sex.FEMALE), Cell(fate, Sex.MALE)), people, strict=True))
    return bench.Told(counts, {cell: None if cell in hidden else each for cell, each in counts.items()})


def test_a_small_figure_alone_beside_its_sum_is_worked_out():
    alone = told(FEMALE, left=(100, 100))
    assert bench.had(SOLVER, [alone], bold=False) == bench.Found(exact=1, bounded=1, tables=1)


def test_a_small_figure_with_a_large_one_withheld_beside_it_is_not_known_to_be_small():
    beside = told(FEMALE, MALE, left=(100, 100))
    assert beside.small == [FEMALE]
    assert bench.had(SOLVER, [beside], bold=False) == bench.Found()


@pytest.mark.parametrize("bold", [False, True])
def test_the_sums_of_those_who_left_are_taken_together_with_the_others(bold):
    given_away = told(FEMALE, MALE, left=(3, 50))
    assert bench.had(SOLVER, [given_away], bold=bold) == bench.Found(exact=1, bounded=1, tables=1)


def test_invented_tables_are_the_same_each_time_and_add_up():
    one, same = (bench.invented(4, np.random.default_rng(7)) for _ in range(2))
    assert one == same
    for counts in one:
        assert all(counts[whole] == sum(counts[part] for part in parts) for whole, parts in bench._sums())


def test_without_the_outside_solver_nothing_is_measured(monkeypatch, capsys):
    monkeypatch.setattr(bench, "_imported", lambda _: None)
    bench.run()
    assert "Nothing measured" in capsys.readouterr().out
