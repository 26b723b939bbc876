import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.assessment.kept_levels import kept_level, logit_of, logit_sd
from catenary.core.assessment.rating_model import Z90, Interval, _at


@given(st.floats(-4, 4), st.floats(0.01, 1.5))
def test_the_standard_error_that_an_interval_was_made_from_is_found_again(middle, sd):
    interval = Interval(_at(middle), _at(middle - Z90 * sd), _at(middle + Z90 * sd))
    assert logit_sd(interval) == pytest.approx(sd, rel=1e-6)
    assert logit_of(interval.value) == pytest.approx(middle, abs=1e-9)


def test_what_was_not_enough_to_say_stays_that():
    kept = kept_level("s", "BOR", None)
    assert (kept.level, kept.logit_sd) == (None, None)
