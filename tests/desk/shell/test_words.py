from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils import translation

from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import DataClass, Handling, MaskedCategory, OrganisationKind, Purpose, Role
from catenary.desk.shell.numbers import day, figure, moment
from catenary.desk.shell.words import VOCABULARIES, citation, word

CODES = {
    "role": Role, "organisation": OrganisationKind, "purpose": Purpose, "data_class": DataClass, "handling": Handling,
    "masked": MaskedCategory,
}  # fmt: skip
AT = datetime(2026, 11, 2, 15, 7, tzinfo=timezone(timedelta(hours=3)))


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_code_has_words_of_its_own(vocabulary):
    told = [word(vocabulary, code) for code in CODES[vocabulary]]
    assert len(set(told)) == len(CODES[vocabulary])
    assert all(telling and "_" not in telling for telling in told)


def test_a_code_from_a_newer_version_is_shown_as_it_is():
    assert word("role", "astronaut") == "astronaut"
    assert citation("national-ardonia-12") == "national-ardonia-12"


def test_a_law_is_cited_by_instrument_and_paragraph():
    basis = LEGAL_BASES["eu-2016-681-6"]
    assert citation("eu-2016-681-6") == f"{basis.instrument} {basis.paragraph}"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "2 Nov 2026"), ("fr", "2 novembre 2026"), ("es", "2 de noviembre de 2026"), ("ru", "2 ноября 2026\u202fг."),
        ("zh-hans", "2026年11月2日"),
    ],
)  # fmt: skip
def test_no_reader_takes_the_day_for_the_month(language, told):
    with translation.override(language):
        assert day(date(2026, 11, 2)) == told


def test_a_time_is_told_in_utc_whatever_it_came_in():
    with translation.override("en"):
        assert moment(AT) == "2 Nov 2026, 12:07 UTC" == moment(AT.astimezone(UTC))


@pytest.mark.parametrize(
    ("language", "told"), [("en", "1,204.5"), ("fr", "1\u202f204,5"), ("es", "1.204,5"), ("ar", "1,204.5")]
)
def test_a_number_is_written_as_the_language_writes_it(language, told):
    with translation.override(language):
        assert figure(1204.5) == told
