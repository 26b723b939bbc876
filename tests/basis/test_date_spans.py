import pytest

from catenary.basis.dates import DateSpan


@pytest.mark.parametrize(
    ("said", "shortly"),
    [
        ("1961-01-01/1961-12-31", "1961"),
        ("1961-02-01/1961-02-28", "1961-02"),
        ("1961-02-01/1961-03-31", "1961-02-01/1961-03-31"),
        ("1961-02-03", "1961-02-03"),
        ("1960/1961", "1960/1961"),
    ],
)
def test_a_span_of_one_whole_year_or_month_is_that_year_or_month(said, shortly):
    assert str(DateSpan.parse(said).whole()) == shortly
