import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.persons import Sex
from catenary.formats.cells import born_from, country_from, day_from, document_from, sex_from, split_values


@pytest.mark.parametrize(("text", "values"), [("", []), (" a ", ["a"]), ("a;;b ; ", ["a", "b"])])
def test_values_are_separated_by_semicolons_and_empty_ones_are_none(text, values):
    assert split_values(text) == values


@pytest.mark.parametrize("text", ["1971-03-09", "1971-03", "1971", "1971/1975", "1971~"])
def test_partial_dates_ranges_and_approximate_years_are_birth_dates(text):
    assert str(born_from(text)) == text


@pytest.mark.parametrize(
    ("text", "day"), [("2019-05-06", "2019-05-06"), ("2019-05-06T10:00:00Z", "2019-05-06"), ("2019", "2019")]
)
def test_a_day_may_carry_a_time(text, day):
    assert str(day_from(text)) == day


@pytest.mark.parametrize(
    ("text", "sex"), [("F", Sex.FEMALE), ("male", Sex.MALE), ("X", Sex.UNSPECIFIED), ("<", Sex.UNSPECIFIED)]
)
def test_sex_is_read_from_letters_and_words(text, sex):
    assert sex_from(text) is sex


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("NOR", "NOR"),
        ("no", "NOR"),
        ("D", "DEU"),
        ("Iran", "IRN"),
        ("UTO", "UTO"),
        ("XXA", "XXA"),
        ("Lower Atlantis", None),
    ],
)
def test_a_country_is_known_by_code_or_name(text, country):
    assert country_from(text) == country


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("P:A1:NOR", ("P", "A1", "NOR")),
        ("P:A1", ("P", "A1", None)),
        ("A1", (None, "A1", None)),
        (":A1:", (None, "A1", None)),
    ],
)
def test_a_document_is_type_number_and_issuer(text, parts):
    document = document_from(text)
    assert (document.type, document.number, document.issuer) == parts


@pytest.mark.parametrize("reader", [born_from, day_from, sex_from, document_from])
@given(text=st.text(max_size=20))
def test_any_other_text_is_a_value_error_and_nothing_else(reader, text):
    try:
        reader(text)
    except ValueError:
        assert True
