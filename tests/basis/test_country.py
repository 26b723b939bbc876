import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.country import CodeKind, CountryCode, country_from_name, country_of_code
from catenary.basis.country_table import COUNTRIES


@pytest.mark.parametrize(
    ("code", "country", "kind"),
    [
        ("D<<", "DEU", CodeKind.COUNTRY),
        ("DEU", "DEU", CodeKind.COUNTRY),
        ("DE", "DEU", CodeKind.COUNTRY),
        ("gbr", "GBR", CodeKind.COUNTRY),
        ("UK", "GBR", CodeKind.COUNTRY),
        ("GBD", "GBR", CodeKind.COUNTRY),
        ("RKS", "XKX", CodeKind.COUNTRY),
        ("XK", "XKX", CodeKind.COUNTRY),
        ("UNK", "XKX", CodeKind.ORGANISATION),
        ("UNO", None, CodeKind.ORGANISATION),
        ("XPO", None, CodeKind.ORGANISATION),
        ("XXA", None, CodeKind.STATELESS),
        ("XXB", None, CodeKind.REFUGEE),
        ("XXX", None, CodeKind.UNSPECIFIED),
        ("UTO", None, CodeKind.SPECIMEN),
        ("ZAR", "COD", CodeKind.FORMER),
        ("YUG", None, CodeKind.FORMER),
        ("QQQ", None, CodeKind.USER_ASSIGNED),
        ("QAA", None, CodeKind.UNKNOWN),
        ("", None, CodeKind.UNKNOWN),
    ],
)
def test_a_code_keeps_what_was_received_and_tells_its_country(code, country, kind):
    assert CountryCode.of(code) == CountryCode(code, country, kind)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Democratic Republic of the Congo", "COD"),
        ("Congo, Democratic Republic of the", "COD"),
        ("Congo, Republic of the", "COG"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("ISLAMIC REPUBLIC OF IRAN", "IRN"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("Democratic People\u2019s Republic of Korea", "PRK"),
        ("Korea, South", "KOR"),
        ("China, Hong Kong Special Administrative Region", "HKG"),
        ("People's Republic of China", "CHN"),
        ("Republic of China", "TWN"),
        ("Cote d Ivoire", "CIV"),
        ("Côte d'Ivoire", "CIV"),
        ("Türkiye", "TUR"),
        ("Republic of Türkiye", "TUR"),
        ("Bahamas, The", "BHS"),
        ("The Gambia", "GMB"),
        ("Macedonia, The Former Yugoslav Republic of", "MKD"),
        ("Virgin Islands, British", "VGB"),
        ("St. Kitts & Nevis", "KNA"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("Commonwealth of Dominica", "DMA"),
        ("Guinea Bissau", "GNB"),
        ("Republic of Guinea", "GIN"),
        ("Republic of South Sudan", "SSD"),
        ("Socialist Republic of Viet Nam", "VNM"),
        ("Kingdom of Saudi Arabia", "SAU"),
        ("former Soviet Union", None),
        ("undetermined", None),
        ("na", None),
        ("", None),
        ("-0-", None),
    ],
)
def test_the_names_that_lists_write_are_found_and_others_are_not_guessed(name, country):
    assert country_from_name(name) == country


def test_every_row_of_the_table_is_found_by_each_of_its_codes_and_names():
    for row in COUNTRIES.splitlines():
        alpha_3, alpha_2, names = row.split(maxsplit=2)
        assert country_of_code(alpha_3) == country_of_code(alpha_2) == alpha_3
        assert {country_from_name(name) for name in names.split("|")} == {alpha_3}


@given(st.text())
def test_any_text_is_a_code_or_a_name_or_neither(text):
    assert CountryCode.of(text).code == text
    assert country_from_name(text) is None or len(country_from_name(text)) == 3
