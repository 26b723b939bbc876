from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.dates import PartialDate
from catenary.core.documents.zone_dates import birth_date, expiry_date

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("digits", "as_of", "born"),
    [
        ("740812", date(2026, 11, 22), PartialDate(1974, 8, 12)),
        ("261122", date(2026, 11, 22), PartialDate(2026, 11, 22)),
        ("261123", date(2026, 11, 22), PartialDate(1926, 11, 23)),
        ("71<<<<", date(2026, 11, 22), PartialDate(1971)),
        ("7103<<", date(2026, 11, 22), PartialDate(1971, 3)),
        ("<<<<<<", date(2026, 11, 22), None),
    ],
)
def test_births_lie_in_the_past_and_unknown_parts_stay_unknown(digits, as_of, born):
    assert birth_date(digits, as_of) == born


@pytest.mark.parametrize(
    ("digits", "expires"),
    [("120415", 2012), ("350101", 2035), ("750101", 2075), ("760101", 1976), ("991231", 1999)],
)
def test_expiries_lie_within_fifty_years_of_the_day(digits, expires):
    assert expiry_date(digits, date(2026, 11, 22)).year == expires


@pytest.mark.parametrize("digits", ["741312", "740230", "<<0812", "7<0812", "74O812", "74<<12"])
def test_what_is_no_date_is_refused(digits):
    with pytest.raises(ValueError, match=r".*"):
        birth_date(digits, date(2026, 11, 22))


@given(DAYS, st.integers(0, 99 * 365))
def test_every_birth_within_99_years_is_read_back(as_of, age):
    born = date.fromordinal(as_of.toordinal() - age)
    assert birth_date(born.strftime("%y%m%d"), as_of) == PartialDate.from_date(born)
