from hypothesis import given
from hypothesis import strategies as st

from catenary.core.assessment.coverage import band_of, year_bands


@given(st.integers(1950, 2200), st.integers(0, 200))
def test_every_year_is_in_the_one_band_that_its_place_names(this_year, back):
    year, bands = this_year - back, year_bands(this_year)
    holding = [place for place, each in enumerate(bands) if (each.first or 0) <= year <= each.last]
    assert holding == [band_of(year, this_year)]


def test_a_visit_of_the_year_to_come_counts_as_of_this_one():
    assert band_of(2031, 2030) == band_of(2030, 2030) == 0
