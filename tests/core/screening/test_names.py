"""Names as people, forms and scripts vary them: who must be found, and who must not. Every person here is invented."""

import pytest

from catenary.core.screening.model import Band

LISTED = {
    "latin": "Torvald Ostrelind",
    "long": "Maria Esperanza Quintanilla Verdugo",
    "arabic": "Abd al-Rahman Mansur al-Qahtawi",
    "arabic script": "عبد الرحمن منصور القحطاوي",
    "cyrillic": "Владимир Остапчуков",
    "tajik": "Ҳоҷӣ Ҷӯраев",
    "han": "欧阳志远",
    "hangul": "박지훈",
    "kana": "タナベ ヒロユキ",
    "hebrew": "אברהם ליברמנוב",
    "devanagari": "सुनीता भारद्वाजानी",
    "greek": "Κωνσταντίνος Παπαδημούλης",
    "thai": "สุนิสา มณีรัตน์",
    "particle": "Pieter van der Haagenstein",
    "joined": "Maryann Dellacroce",
    "split": "Jong Un Bakhtyar",
    "nickname": "William Ostermeyer",
    "initial": "J. R. Fenwickson",
    "single": "Zulkarnaenov",
}

FOUND = [
    ("latin", "Ostrelind Torvald", "the other order"),
    ("latin", "OSTRELIND, TORVALD", "capitals and a comma"),
    ("latin", "Torvald Ostrelnid", "letters exchanged"),
    ("latin", "Torvald Ostreland", "a letter replaced"),
    ("latin", "Torvald Ostrlind", "a letter lost"),
    ("latin", "Torwald Oestrelind", "another spelling"),
    ("latin", "Tørvald Østrelind", "marks on letters"),
    ("latin", "TorvaldOstrelind", "one word"),
    ("latin", "TORVALDOSTRELIND", "one word in capitals"),
    ("latin", "Torvald Erik Ostrelind", "a middle name more"),
    ("latin", "T. Ostrelind", "an initial"),
    ("tajik", "Hoji Juraev", "letters that only Tajik has"),
    ("long", "Maria Quintanilla", "two of four names"),
    ("long", "Esperanza Quintanilla Verdugo", "the first name left out"),
    ("long", "QUINTANILLA VERDUGO MARIA ESPERANZ", "cut by a machine-readable zone"),
    ("long", "QUINTANILLA VERDUGO MARIA ESP", "cut shorter"),
    ("long", "Maria E. Quintanilla V.", "initials within"),
    ("arabic", "Abdulrahman Mansour Alqahtawi", "article and servant joined"),
    ("arabic", "Abdel Rahman Mansoor El Kahtawi", "another romanisation"),
    ("arabic", "ABDURRAHMAN MANSUR QAHTAWI", "assimilated article, another left out"),
    ("arabic script", "Abdulrahman Mansour Al Qahtawi", "Latin for Arabic"),
    ("arabic", "عبدالرحمن منصور القحطاوي", "Arabic for Latin"),
    ("cyrillic", "Vladimir Ostapchukov", "Latin for Cyrillic"),
    ("cyrillic", "Wladimir Ostaptschukow", "German for Cyrillic"),
    ("cyrillic", "OSTAPCHUKOV VOLODYMYR", "Ukrainian for Russian"),
    ("han", "Ouyang Zhiyuan", "pinyin"),
    ("han", "Zhiyuan Ouyang", "pinyin, own name first"),
    ("hangul", "Park Jihoon", "Latin for Hangul"),
    ("hangul", "Pak Chi-hun", "an older romanisation"),
    ("kana", "Hiroyuki Tanabe", "Latin for Kana"),
    ("hebrew", "Avraham Libermanov", "Latin for Hebrew"),
    ("devanagari", "Sunita Bhardwajani", "Latin for Devanagari"),
    ("greek", "Konstantinos Papadimoulis", "Latin for Greek"),
    ("thai", "Sunisa Manirat", "Latin for Thai"),
    ("particle", "Pieter Haagenstein", "particles left out"),
    ("particle", "Pieter Vanderhaagenstein", "particles joined"),
    ("joined", "Mary Ann Dellacroce", "split"),
    ("joined", "Maryann Della Croce", "the family name split"),
    ("split", "Jongun Bakhtyar", "joined"),
    ("nickname", "Bill Ostermeyer", "a short form"),
    ("initial", "John Ronald Fenwickson", "initials on the list"),
    ("single", "Zulkarnaenov", "one name only"),
]
STRANGERS = [
    "Ida Brannevik",
    "Torvald Haddadin",
    "Erik Ostrelander-Quist",
    "Maria Lopez",
    "Mansur Haddad",
    "Владимир Петренков",
    "王志强",
    "Park Minsu",
    "Hiroyuki Yamamoto",
    "Pieter van der Merwe",
    "William Brown",
    "J. R.",
    "T. O.",
    "Dr Sheikh al bin",
]


@pytest.fixture(scope="module")
def screener(screener_of, entry_of):
    return screener_of(entry_of(key, name, born="1971-03-09") for key, name in LISTED.items())


@pytest.mark.parametrize(("key", "name"), LISTED.items(), ids=LISTED.keys())
def test_everyone_listed_is_found_under_the_listed_name(screener, person_of, key, name):
    candidates = screener.screen(person_of(name, born="1971-03-09"))
    assert (candidates[0].entry, candidates[0].band, candidates[0].name) == (key, Band.MATCH, name)


@pytest.mark.parametrize(("key", "name", "why"), FOUND, ids=[f"{key}: {why}" for key, _, why in FOUND])
def test_a_name_varied_is_found_by_the_name_alone(screener, person_of, key, name, why):
    assert key in [candidate.entry for candidate in screener.screen(person_of(name))]


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_is_nobody_on_the_list(screener, person_of, name):
    assert screener.screen(person_of(name)) == []


def test_a_namesake_born_in_another_year_scores_lower(screener, person_of):
    (same,), other = (
        screener.screen(person_of("T Ostrelind", born=born)) for born in ("1971-03-09", "1952-11-20")
    )
    assert not other or other[0].score < same.score


@pytest.mark.parametrize(
    "born", ["1971-03-09", "1971-09-03", "1971-01-01", "1971", "1971-03", "1970/1972", "1971~"]
)
def test_a_birth_date_told_otherwise_keeps_the_candidate(screener, person_of, born):
    assert "latin" in [each.entry for each in screener.screen(person_of("Torvald Ostrelind", born=born))]


def test_one_of_several_names_of_a_person_is_enough(screener, person_of):
    (candidate,) = screener.screen(person_of("Ida Brannevik", "Ostrelind Torvald"))
    assert candidate.entry == "latin"


@pytest.mark.parametrize("number", ["A0123456", "AO123456", "ao-123 456", "AOI23456"])
def test_a_document_is_found_when_the_names_are_unlike(screener_of, entry_of, person_of, number):
    screener = screener_of([entry_of("1", "Torvald Ostrelind", documents="AO123456")])
    (candidate,) = screener.screen(person_of("Ida Brannevik", documents=number))
    assert candidate.entry == "1"


@pytest.mark.parametrize("number", ["AO123457", "", "--", "123456"])
def test_another_document_number_is_no_candidate(screener_of, entry_of, person_of, number):
    screener = screener_of([entry_of("1", "Torvald Ostrelind", documents=("AO123456", "---"))])
    assert screener.screen(person_of("Ida Brannevik", documents=number)) == []


@pytest.mark.parametrize(
    "name", ["", " ", "12 34", "\u200f", "a", "Q", "ж", "x" * 5000, "Ostre " * 400, "\ud83d\ude00"]
)
def test_no_name_is_too_strange_to_be_screened(screener, person_of, name):
    assert isinstance(screener.screen(person_of(name)), list)


def test_an_empty_list_finds_nobody(screener_of, person_of):
    assert screener_of([]).screen(person_of("Torvald Ostrelind", documents="A1")) == []


def test_listed_people_without_a_readable_name_disturb_nobody(screener_of, entry_of, person_of):
    screener = screener_of([entry_of("1", "1234"), entry_of("2"), entry_of("3", "Torvald Ostrelind")])
    (candidate,) = screener.screen(person_of("Torvald Ostrelind"))
    assert candidate.entry == "3"


def test_letters_that_no_spelling_model_has_met_are_no_reason_to_take_one_part_for_another(
    screener_of, entry_of, person_of
):
    entries = [entry_of("1", "Лантеров"), entry_of("2", "Ѱѯлантеров")]
    forth, back = screener_of(entries), screener_of(entries[::-1])
    for name in ("Лантеров", "Ѱѯлантеров", "Lanterov", "Psxlanterov"):
        found = forth.screen(person_of(name))
        assert found == back.screen(person_of(name)) == screener_of(entries).screen(person_of(name))
