import pytest
from attrs import evolve
from tests.core.measures.editions import small_edition, with_question, without

from catenary.core.measures.model import ReviewStatus, Texts, Translation
from catenary.core.measures.translating import carried_translations, translatable, translation_faults

SMALL = small_edition()
FRENCH = [Translation(code, "fr", SMALL.texts_of(code)) for code in translatable(SMALL)]
QUESTION = Translation("BOR-1-L", "fr", SMALL.texts_of("BOR-1-L"))
REVIEWED = evolve(QUESTION, status=ReviewStatus.REVIEWED, by="A reviewer")


def told(*translations, languages=()):
    found = translation_faults(SMALL, translations, languages)
    return {(each.code.removeprefix("measures."), each.params["item"]) for each in found}


def test_areas_requirements_questions_and_cases_are_all_to_be_translated():
    assert {"BOR", "BOR-1", "BOR-1-L", "V-1"} <= set(translatable(SMALL))
    assert told(*FRENCH, languages=["fr"]) == {("translation_draft", each.code) for each in FRENCH}


def test_nothing_is_said_of_a_translation_that_a_person_read():
    assert told(REVIEWED) == set()


def test_what_is_not_translated_is_named_for_each_language():
    missing = translation_faults(SMALL, [REVIEWED], ["fr", "ar"])
    assert len(missing) == 2 * len(translatable(SMALL)) - 1
    assert {each.params["language"] for each in missing} == {"fr", "ar"}


@pytest.mark.parametrize(
    "changes",
    [
        {"levels": ["Un", "Deux", "Trois", "Quatre"]},
        {"levels": ["Un", "Deux", "Trois", "Quatre", " "]},
        {"evidence": []},
        {"help": ""},
        {"text": ""},
        {"not_applicable": "Sans objet"},
    ],
)
def test_a_translation_has_every_part_of_its_original_and_no_other(changes):
    assert told(evolve(REVIEWED, texts=evolve(REVIEWED.texts, **changes))) == {
        ("translation_parts", "BOR-1-L")
    }


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (evolve(REVIEWED, code="AIR-1"), "translation_of_unknown"),
        (evolve(REVIEWED, language="en"), "translation_language"),
        (evolve(REVIEWED, by=""), "translation_reviewer_missing"),
        (Translation("BOR", "fr", Texts("")), "translation_parts"),
    ],
)
def test_a_translation_that_does_not_fit_is_named(wrong, code):
    assert (code, wrong.code) in told(wrong)


def test_two_translations_of_one_text_are_told():
    assert told(REVIEWED, REVIEWED) == {("translation_twice", "BOR-1-L")}


def test_translations_hold_for_the_next_edition_where_their_original_is_the_same_to_the_letter():
    after = with_question(SMALL, "BOR-1-L", help="Look elsewhere.")
    held = carried_translations(SMALL, after, FRENCH)
    assert {each.code for each in FRENCH} - {each.code for each in held} == {"BOR-1-L"}
    assert carried_translations(SMALL, without(SMALL, "V-1"), FRENCH) == tuple(
        each for each in FRENCH if each.code != "V-1"
    )
