import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.documents.check_digits import agrees, check_digit, likely_misreadings

FIELDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", min_size=1, max_size=39)


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        ("520727", "3"),  # ICAO Doc 9303-3 s.4.9, example 1
        ("AB2134<<<", "5"),  # example 2
        ("L898902C3", "6"),
        ("740812", "2"),
        ("120415", "9"),
        ("ZE184226B<<<<<", "1"),
        ("D23145890734", "9"),  # the long number of Doc 9303-5
    ],
)
def test_the_published_examples_agree(text, digit):
    assert check_digit(text) == digit


@pytest.mark.parametrize("text", ["", "abc", "12 34", "\u0660", "ÄB"])
def test_what_no_zone_may_hold_has_no_check_digit(text):
    assert check_digit(text) is None


@given(FIELDS)
def test_appending_fillers_never_changes_a_check_digit(text):
    assert check_digit(text + "<") == check_digit(text)


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_among_digits_is_always_seen_unless_the_weight_hides_it(text, at, step):
    wrong = text[:at] + str((int(text[at]) + step) % 10) + text[at + 1 :]
    assert check_digit(wrong) != check_digit(text)


def test_a_look_alike_is_proposed_only_when_it_makes_the_digit_agree():
    assert "L898902C3" in set(likely_misreadings("L8989O2C3", "6"))
    assert all(agrees(proposed, "6") for proposed in likely_misreadings("L8989O2C3", "6"))


def test_g_for_6_is_a_misreading_the_weights_cannot_see():
    assert check_digit("AG1") == check_digit("A61")
