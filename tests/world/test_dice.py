import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from catenary.world.dice import Dice


def test_the_same_seed_and_labels_roll_the_same_and_others_do_not():
    assert [Dice.keyed(1, "list").roll() for _ in range(2)] == [Dice.keyed(1, "list").roll()] * 2
    assert Dice.keyed(1, "list").roll() != Dice.keyed(1, "travellers").roll() != Dice.keyed(2, "list").roll()


def test_rolls_are_the_published_words_of_pcg64():
    words = np.random.PCG64(np.random.SeedSequence([9])).random_raw(256)
    assert Dice.keyed(9).roll() == float(words[-1] >> 11) * 2.0**-53


def test_a_generator_somebody_holds_can_be_rolled():
    rolled = Dice.of(np.random.Generator(np.random.PCG64(4))).roll()
    assert rolled == Dice.of(np.random.Generator(np.random.PCG64(4))).roll()


@given(st.integers(0, 2**63), st.integers(1, 1000))
def test_choices_stay_within_what_was_offered(seed, count):
    dice = Dice.keyed(seed)
    assert all(0 <= dice.below(count) < count for _ in range(20))
    assert all(-3 <= dice.between(-3, count) <= count for _ in range(20))
    assert sorted(dice.shuffled(range(count))) == list(range(count))
    assert not dice.chance(0)
    assert dice.chance(1)
