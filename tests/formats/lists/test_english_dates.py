import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.dates import DateSpan
from catenary.formats.lists.english_dates import english_span_from


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("09 Oct 1968", "1968-10-09"),
        ("October 1968", "1968-10"),
        ("Oct. 1968", "1968-10"),
        ("1968", "1968"),
        ("circa 1968", "1968~"),
        ("circa 09 Oct 1968", "1968-10-09~"),
        ("circa 1968-1970", "1968/1970~"),
        ("1968 to 1970", "1968/1970"),
        ("30 Jan 1968 to 02 Feb 1968", "1968-01-30/1968-02-02"),
        ("01 Jan 1968 to 31 Dec 1968", "1968"),
        ("01 Feb 1968 to 29 Feb 1968", "1968-02"),
        ("Between Aug. and Sep. 1977", "1977-08/1977-09"),
        ("1968-10-09", "1968-10-09"),
    ],
)
def test_dates_in_english_are_read(text, span):
    assert str(english_span_from(text)) == span


@pytest.mark.parametrize(
    "text", ["", "Foo 1968", "31 Feb 1968", "1970 to 1968", "30-35 years old", "24/06/1402 (Hijri Calendar)"]
)
def test_what_is_no_date_is_a_value_error(text):
    with pytest.raises(ValueError, match=r".+"):
        english_span_from(text)


@given(st.text(alphabet="0123456789 -/JanFebcirto.", max_size=30))
def test_any_text_is_a_span_or_a_value_error(text):
    try:
        span = english_span_from(text)
    except ValueError:
        return
    assert DateSpan.parse(str(span)) == span
