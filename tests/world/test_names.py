from importlib.resources import files

import pytest

from catenary.basis.persons import Sex
from catenary.world.customs import form_name, kunya
from catenary.world.dice import Dice
from catenary.world.geography import carriers, states
from catenary.world.name_parts import part, stock
from catenary.world.spelling import home_letters, spellings, systems

CUSTOMS = sorted(
    path.name.removesuffix(".toml")
    for path in (files("catenary.world") / "data" / "names").iterdir()
    if path.name.endswith(".toml")
)


@pytest.mark.parametrize("custom", CUSTOMS)
def test_every_name_of_a_custom_is_plain_latin_in_every_system_but_as_written(custom):
    dice = Dice.keyed(1, custom)
    for sex in (Sex.FEMALE, Sex.MALE) * 100:
        formed = form_name(custom, sex, dice)
        for each in (*formed.given, *formed.family):
            forms = each.spellings[1:] if stock(custom).script == "latin" else each.spellings
            assert each.native
            for form in forms:
                assert form
                assert not set(form) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -'"), each


@pytest.mark.parametrize("custom", CUSTOMS)
def test_short_forms_belong_to_names_of_the_custom(custom):
    source = stock(custom)
    names = {source.part(text).native for pool in (source.female, source.male) for text in pool.texts}
    assert set(source.short_forms) <= names


@pytest.mark.parametrize(
    ("sound", "script", "expected"),
    [
        ("Шевченко", "ukrainian", "Shevchenko"),
        ("Щербаков", "cyrillic", "Shcherbakov"),
        ("Юрий", "cyrillic", "Iurii"),
        ("Γεώργιος", "greek", "Georgios"),
        ("გელაშვილი", "georgian", "Gelashvili"),
        ("Երևան", "armenian", "Yerevan"),
        ("김", "hangul", "Gim"),
        ("태", "hangul", "Tae"),
        ("しょうた", "kana", "Shota"),
        ("さとう", "kana", "Sato"),
        ("张", "han", "Zhang"),
        ("muḥammad", "arabic", "Muhammad"),
        ("lakṣmī", "devanagari", "Lakshmi"),
        ("Łukasz", "latin", "Łukasz"),
    ],
)
def test_the_first_spelling_is_that_of_a_passport(sound, script, expected):
    assert spellings(sound, script)[0] == expected


@pytest.mark.parametrize(
    ("sound", "script", "expected"),
    [
        ("Фёдоров", "cyrillic", {"Fedorov", "Fyodorov", "Fiodorov", "Fjodorow"}),
        ("이", "hangul", {"I", "Yi", "Lee"}),
        ("さとう", "kana", {"Sato", "Satou", "Satoh"}),
        ("黄", "han", {"Huang", "Wong"}),
        ("ḫālid", "arabic", {"Khalid", "Khaled"}),
        ("Müller", "latin", {"Müller", "Mueller", "Muller"}),
        ("Գրիգորյան", "armenian", {"Grigoryan", "Grigorian", "Krikorian"}),
    ],
)
def test_other_systems_spell_otherwise(sound, script, expected):
    assert set(spellings(sound, script)) == expected


def test_every_part_has_one_spelling_per_system():
    for script, sound in (
        ("cyrillic", "Иванов"),
        ("latin", "Núñez"),
        ("thai", "phonthip"),
        ("hebrew", "šlomo"),
    ):
        assert len(spellings(sound, script)) == len(systems(script))


@pytest.mark.parametrize(
    ("sound", "script", "expected"),
    [
        ("muḥammad", "arabic", "محمد"),
        ("fāṭimaẗ", "arabic", "فاطمة"),
        ("ʿalī", "arabic", "علي"),
        ("mahdī", "persian", "مهدی"),
        ("lakṣmī", "devanagari", "लक्ष्मी"),
        ("rāj·kumār", "devanagari", "राजकुमार"),
        ("vijay", "devanagari", "विजय"),
    ],
)
def test_a_transcription_gives_the_letters_of_home(sound, script, expected):
    assert home_letters(sound, script) == expected


def test_a_script_without_transcriptions_has_no_way_home():
    with pytest.raises(ValueError, match="tuple"):
        home_letters("Anna", "latin")


def test_surnames_and_patronymics_follow_the_sex_of_the_bearer():
    dice = Dice.keyed(3, "russian")
    women = [form_name("russian", Sex.FEMALE, dice) for _ in range(200)]
    assert not any(
        each.native.endswith(("ов", "ев", "ский", "ович")) for name in women for each in name.family
    )
    fathers = [each.native for name in women for each in name.given[1:]]
    assert fathers
    assert all(father.endswith(("овна", "евна", "инична")) for father in fathers)


def test_syllables_of_a_korean_name_stand_together_apart_or_with_a_hyphen():
    dice = Dice.keyed(4, "korean")
    forms = next(
        each.spellings
        for each in (form_name("korean", Sex.MALE, dice).given[0] for _ in range(50))
        if "-" in each.spellings[3]
    )
    joined, hyphened, spaced = forms[0], forms[3], forms[6]
    assert hyphened.replace("-", "") == joined
    assert spaced.lower().replace(" ", "-") == hyphened.lower()


def test_one_name_only_is_a_family_name_without_given_names():
    dice = Dice.keyed(5, "indonesian")
    names = [form_name("indonesian", Sex.MALE, dice) for _ in range(100)]
    assert {len(name.given) for name in names} == {0, 1}


def test_a_family_that_is_handed_in_is_borne():
    family = part("Ospina", "latin")
    formed = form_name("spanish", Sex.FEMALE, Dice.keyed(6), family)
    assert formed.family[0] is family


def test_only_some_customs_name_people_after_their_children():
    assert kunya("german", Sex.MALE, Dice.keyed(1)) is None
    named = kunya("arabic", Sex.FEMALE, Dice.keyed(1))
    assert named
    assert named.native.startswith("أم ")


def test_frequent_parts_come_first_and_often():
    dice = Dice.keyed(7)
    family = stock("german").family
    drawn = [family.draw(dice) for _ in range(3000)]
    head = sum(text in family.texts[:60] for text in drawn) / len(drawn)
    assert 0.2 < head < 0.5
    assert len(set(drawn)) > 800


def test_invented_states_use_no_code_of_a_country():
    codes = [state.code for state in states()]
    assert len(set(codes)) == len(codes)
    assert all(code == "UTO" or (code[0] == "Q" and code[1] >= "M") for code in codes)
    airports = [airport for state in states() for airport in state.airports]
    assert len(set(airports)) == len(airports)
    assert {carrier.state for carrier in carriers()} <= set(codes)
    assert {custom for state in states() for custom in state.customs} == set(CUSTOMS)
