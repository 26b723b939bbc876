from datetime import date

import pytest

from catenary.basis.country import CountryCode
from catenary.basis.dates import PartialDate
from catenary.core.documents.plausibility import assess

TODAY = date(2026, 11, 22)


def oddities(**facts):
    given = {"kind": None, "number": None, "issuer": None, "expires": None, "born": None} | facts
    return [finding.code.removeprefix("documents.") for finding in assess(**given, as_of=TODAY)]


def day(text):
    return PartialDate.parse(text)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"expires": day("2026-11-21")}, ["expired"]),
        ({"expires": day("2026-11-22")}, []),
        ({"expires": day("2026")}, []),
        ({"expires": day("2025")}, ["expired"]),
        ({"expires": day("2042-01-01")}, ["expires_late"]),
        ({"born": day("2026-11-23")}, ["born_later"]),
        ({"issued": day("2026-12-01")}, ["issued_later"]),
        ({"issued": day("2000-01-01"), "born": day("2000-01-02")}, ["issued_before_birth"]),
        ({"issued": day("2020"), "born": day("2020-05")}, []),
        ({"issued": day("2027-05"), "expires": day("2027-04")}, ["issued_later", "expires_before_issue"]),
        ({"kind": "X"}, ["type_unknown"]),
        ({"issuer": CountryCode.of("BQQ")}, ["country_unknown"]),
        ({"issuer": CountryCode.of("YUG")}, ["country_former"]),
        ({"issuer": CountryCode.of("UTO")}, ["country_specimen"]),
        ({"kind": "P", "issuer": CountryCode.of("GBR"), "number": "12345678"}, ["number_unusual"]),
        ({"kind": "P", "issuer": CountryCode.of("GBR"), "number": "123456789"}, []),
        ({"kind": "PD", "issuer": CountryCode.of("GBR"), "number": "1"}, []),
    ],
)
def test_only_what_cannot_or_should_not_be_is_odd(facts, expected):
    assert oddities(**facts) == expected
