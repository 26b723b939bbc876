"""What a written name is taken apart into, in the scripts and customs that carriers and lists bring."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.screening.scripts import LONGEST, Script
from catenary.core.screening.tokens import split_name


def keys(name: str) -> list[str]:
    return [token.key for token in split_name(name) if not token.particle]


def particles(name: str) -> list[str]:
    return [token.key for token in split_name(name) if token.particle]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("VARELA<RUIZ<<INES<MARIA", ["varela", "ruiz", "ines", "maria"]),
        ("O'Varela D’Arro", ["ovarela", "darro"]),
        ("InesVarela", ["ines", "varela"]),
        ("MacVarela McRuiz", ["macvarela", "mcruiz"]),
        ("Jean-Luc VARELA", ["jean", "luc", "varela"]),
        ("Cho'l-su KIM", ["cholsu", "kim"]),
        ("Müller Ørsted Łukasz", ["muller", "orsted", "lukasz"]),
        ("Iv4n P3trov", ["ivan", "petrov"]),
        ("ＩＮＥＳ　ＲＵＩＺ", ["ines", "ruiz"]),
        ("Щербаков Юрий", ["shcherbakov", "yuriy"]),
        ("Γεώργιος Μπάμπης", ["georgios", "babis"]),
        ("ヤマダ・タロウ", ["yamada", "tarou"]),
        ("やまだ たろう", ["yamada", "tarou"]),
        ("ג'ורג' כהן", ["jurj", "khn"]),
        ("დავით", ["davit"]),
        ("राम", ["ram"]),
        ("12 34", []),
        ("", []),
    ],
)
def test_a_name_gives_the_keys_it_is_compared_by(name: str, expected: list[str]) -> None:
    assert keys(name) == expected


@pytest.mark.parametrize("name", ["毛小明", "毛 小明"])
def test_an_unspaced_han_name_falls_into_family_and_given(name: str) -> None:
    assert keys(name) == ["mao", "xiaoming"]


def test_double_family_names_of_han_and_hangul_stay_whole() -> None:
    assert keys("欧阳明") == ["ouyang", "ming"]
    assert keys("남궁민수") == ["namgung", "minsu"]


def test_a_foreign_name_in_han_keeps_the_parts_its_dots_mark() -> None:
    assert len(split_name("莱涅尔·莱因哈特")) == 2


def test_a_hangul_name_falls_into_family_and_given() -> None:
    assert [token.text for token in split_name("박민수")] == ["박", "민수"]


@pytest.mark.parametrize("name", ["عبد الرحمن", "عبدالرحمن", "عبد الرّحمٰن", "عـبد الرحمن"])
def test_the_servant_of_god_is_one_name_however_it_is_joined_or_vowelled(name: str) -> None:
    assert (keys(name), particles(name)) == (["abd", "rhmn"], ["al"])


@pytest.mark.parametrize(
    "name", ["Abdurrahman", "Abdulrahman", "Abdel-Rahman", "abd al-rahman", "ABDUL RAHMAN"]
)
def test_so_is_it_in_latin_letters(name: str) -> None:
    assert keys(name) == ["abd", "rahman"]


@pytest.mark.parametrize("name", ["Abdullah", "Abdulov", "Geraldine", "Aladine", "Abdi", "Bernardin"])
def test_words_that_only_look_like_arabic_compounds_stay_whole(name: str) -> None:
    assert keys(name) == [name.lower()]


@pytest.mark.parametrize("name", ["Noureddine", "Nour ed-Dine", "Nour el-Dine"])
def test_of_the_faith_is_cut_from_what_it_follows(name: str) -> None:
    assert keys(name) == ["nour", "dine"]


def test_persian_letters_do_not_hide_the_article() -> None:
    assert keys("نورالدین") == keys("نورالدين") == ["nur", "din"]


def test_particles_and_titles_are_marked_and_kept() -> None:
    tokens = split_name("Dr. Karim bin Salem al-Hodari")
    assert [token.text for token in tokens if token.particle] == ["bin", "al"]
    assert [token.text for token in tokens if token.title] == ["Dr"]
    assert len(tokens) == 6


def test_hamza_forms_and_country_keyboards_give_one_key() -> None:
    assert keys("أحمد") == keys("احمد")
    assert keys("علی") == keys("علي")


def test_mixed_scripts_are_cut_where_they_change() -> None:
    assert [token.script for token in split_name("李·Mina")] == [Script.HAN, Script.LATIN]


@given(st.text(max_size=60))
def test_any_text_gives_tokens_that_keep_their_promises(text: str) -> None:
    for token in split_name(text):
        assert token.key
        assert token.key.isascii()
        assert token.key.islower()
        assert token.key.isalpha()
        assert len(token.key) <= LONGEST
        assert len(token.units) <= LONGEST
        assert 0 not in token.units


@given(st.text(max_size=40))
def test_upper_case_changes_no_key_of_an_ascii_name_without_inner_capitals(text: str) -> None:
    lower = "".join(letter for letter in text.lower() if letter.isascii())
    assert [t.key for t in split_name(lower)] == [t.key for t in split_name(lower.upper())]


@pytest.mark.parametrize("name", ["김\ufffd", "김'-", "毛\ufffd"])
def test_what_is_left_of_a_split_name_without_a_letter_gives_no_token(name: str) -> None:
    assert all(token.key for token in split_name(name))
    assert len(split_name(name)) == 1
