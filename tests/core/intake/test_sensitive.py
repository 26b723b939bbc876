"""Sensitive data is recognised wherever it stands, and ordinary names are left alone."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.intake.sensitive import (
    DEFAULT_POLICY,
    Category,
    Phrase,
    Removals,
    SensitivePolicy,
    ServiceCode,
    categories_in_text,
    category_of_ssr,
)
from catenary.core.intake.sensitive_table import PHRASES, SERVICE_CODES

REPOSITORY = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("MOML", Category.RELIGION),
        ("KSML", Category.RELIGION),
        ("moml", Category.RELIGION),
        ("DBML", Category.HEALTH),
        ("MEDA", Category.HEALTH),
        ("WCHR", Category.DISABILITY),
        ("SPML", Category.UNCLEAR),
        ("ZQML", Category.UNCLEAR),
        ("BBML", None),
        ("DOCS", None),
        ("UMNR", None),
        ("", None),
    ],
)
def test_a_service_code_tells_its_category(code, category):
    assert category_of_ssr(code) is category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("SSR WCHRUTHK1", Category.DISABILITY),
        ("SSRMOMLUTHK1", Category.RELIGION),
        ("SSR MEDA UT NN1", Category.HEALTH),
        ("WCHR REQUESTED TO GATE", Category.DISABILITY),
        ("pax needs wheel-chair", Category.DISABILITY),
        ("BLIND PAX W/GUIDE DOG", Category.DISABILITY),
        ("SEVERE NUT ALLERGY", Category.HEALTH),
        ("PASSAGERE ENCEINTE 7 MOIS", Category.HEALTH),
        ("OXYGÈNE DEMANDÉ", Category.HEALTH),
        ("SILLA DE RUEDAS", Category.DISABILITY),
        ("ПАССАЖИР В КОЛЯСКЕ", Category.DISABILITY),
        ("كرسي متحرك", Category.DISABILITY),
        ("旅客需要轮椅服务", Category.DISABILITY),
        ("HAJJ GROUP 40 PAX", Category.RELIGION),
        ("UNION DELEGATE FARE", Category.UNION),
        ("POLITICAL ASYLUM SEEKER", Category.POLITICS),
        ("GAY CRUISE", Category.SEXUAL_LIFE),
    ],
)
def test_a_text_that_tells_is_recognised(text, category):
    assert category in categories_in_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "CTCP 00 1 555 BLIND/DALEYMR",
        "MEDA/IOANA MRS",
        "ESAN/ADE SVAN/LEIF LEGL/ANNA",
        "CHRISTIAN MUSLIM RABBI IMAM HAJJ",
        "GAY/MARVIN PRIEST/JUDAS CANCELLED",
        "1188 MEDIA STREET WESTERN UNION",
        "ADV TKT NUMBER BY 03MAY13 1800CO OR WILL CANCEL",
        "CARD INVALID PLS ADVISE",
        "VIA ROMA 12 UNION SQUARE",
        "VIP HEART OF TEXAS TRAVEL",
    ],
)
def test_ordinary_names_and_remarks_stay(text):
    assert not categories_in_text(text)


def test_every_row_of_the_default_table_is_recognised_in_text():
    def example(words):
        return " ".join(word.split("|")[0].removesuffix("*") for word in words.split())

    assert all(row.category in categories_in_text(f"1A {example(row.words)} 2") for row in PHRASES)
    assert all(row.category in categories_in_text(f"SSR {row.code}UTHK1") for row in SERVICE_CODES)


def test_a_state_may_extend_the_table():
    policy = SensitivePolicy.extended_by(
        codes=[ServiceCode("ZZZZ", Category.POLITICS, "seat with the delegation")],
        phrases=[Phrase("PARTY FAITHFUL", Category.POLITICS)],
    )
    assert policy.category_of_ssr("ZZZZ") is Category.POLITICS
    assert Category.POLITICS in policy.categories_in_text("ON BOARD: PARTY FAITHFUL")
    assert policy.category_of_ssr("MOML") is Category.RELIGION


def test_a_state_may_not_shrink_the_table():
    with pytest.raises(ValueError, match="never shrunk: lacks AVML"):
        SensitivePolicy(codes=SERVICE_CODES[1:])
    with pytest.raises(ValueError, match="never shrunk"):
        SensitivePolicy(phrases=PHRASES[1:])


def test_an_extension_cannot_change_what_a_default_code_is_counted_as():
    policy = SensitivePolicy.extended_by(codes=[ServiceCode("MOML", Category.UNCLEAR, "a meal")])
    assert policy.category_of_ssr("MOML") is Category.RELIGION


@pytest.mark.parametrize("words", ["", "ABC*", "X PAX|AB*"])
def test_a_phrase_that_would_take_too_much_is_refused(words):
    with pytest.raises(ValueError, match="letters before a star"):
        Phrase(words, Category.HEALTH)


def test_removals_count_each_category_and_name_all_of_them():
    removals = Removals()
    assert removals.takes_ssr("MOML")
    assert removals.takes_text("BLIND PAX WITH OXYGEN")
    assert not removals.takes_ssr("DOCS")
    assert not removals.takes_text("VIP")
    assert removals.counts == dict.fromkeys(Category, 0) | {"religion": 1, "health": 1, "disability": 1}


@given(st.text())
def test_any_text_gets_an_answer(text):
    assert set(categories_in_text(text)) <= set(Category)


@given(st.text(alphabet=st.characters(max_codepoint=127)), st.sampled_from(PHRASES))
def test_what_stands_before_a_phrase_does_not_hide_it(text, phrase):
    words = " ".join(word.split("|")[0].removesuffix("*") for word in phrase.words.split())
    assert phrase.category in categories_in_text(f"{text} {words}")


def test_the_published_page_is_written_from_the_table():
    path = REPOSITORY / "tools" / "sensitive_data_page.py"
    spec = importlib.util.spec_from_file_location("sensitive_data_page", path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page()


def test_the_default_policy_is_the_default_table():
    assert SensitivePolicy() == DEFAULT_POLICY
