import pytest

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.benchmarks.accuracy import accuracy, best_threshold
from catenary.benchmarks.brute_force import against_brute_force
from catenary.benchmarks.nomenklatura_peer import of_entry, of_person
from catenary.benchmarks.planted_list import build, innocents, name_only, write_list
from catenary.benchmarks.screening_recall import fully_known, screen_all
from catenary.benchmarks.screening_speed import ask, percentiles, questions
from catenary.core.screening.model import ListedName, ListEntry, NameKind, Person

BORN = DateSpan(PartialDate(1971, 3, 9))
ENTRY = ListEntry(
    "list",
    "1",
    (ListedName(PersonName("Ada Quill")), ListedName(PersonName("Addie"), NameKind.WEAK_ALIAS)),
    born=(BORN,),
    sex=Sex.FEMALE,
    nationalities=("UTO",),
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    made = write_list(folder / "list.csv", 300, 20)
    build(made.source, folder / "index")
    return made, folder / "index"


def test_a_list_has_the_names_asked_for_and_plants_people_who_are_on_it(small):
    made, _ = small
    assert 300 <= made.names < 310
    assert len(made.planted()) == 20
    assert all(1 <= int(each.entry[1:]) <= made.entries for each in made.planted())


def test_planted_people_stand_among_the_innocent_and_nobody_is_lost(small):
    made, _ = small
    asked = questions(made, 200)
    assert len(asked) == 200
    assert sum(each.kind is not None for each in asked) == 20
    assert any(each.kind for each in asked[:100])
    assert any(each.kind for each in asked[100:])


def test_searching_loses_nothing_that_scoring_every_name_finds(small):
    made, index = small
    shipped, low = against_brute_force(index, made.planted(), (0.3, 0.02), only_names=True)
    assert 0 < shipped.hits <= low.hits
    assert shipped.lost == low.lost == 0


def test_most_planted_people_are_found_and_few_innocents_are_troubled(small):
    made, index = small
    planted = made.planted()
    found = screen_all(index, planted, only_names=False)
    assert (
        sum(each.entry in met.scores for each, met in zip(planted, found, strict=True)) > len(planted) * 0.8
    )
    assert sum(len(each.scores) for each in screen_all(index, innocents(50), only_names=False)) <= 2


def test_a_part_is_first_seen_once_only(small):
    _, index = small
    answered = ask(index, innocents(30), only_names=True)
    assert answered.stream[0].first_seen
    assert not any(each.first_seen for each in answered.again)
    assert percentiles(answered.again).startswith("p50 ")


def test_precision_recall_and_f1_are_those_of_saying_yes_from_the_threshold_on():
    pairs = [(True, 0.9), (True, 0.4), (False, 0.6), (False, 0.1)]
    assert accuracy(pairs, 0.5) == (0.5, 0.5, 0.5)
    threshold, best = best_threshold(pairs)
    assert threshold <= 0.4
    assert best == pytest.approx(0.8)


def test_an_entry_is_fully_known_only_with_a_day_of_birth_a_sex_and_a_nationality():
    assert fully_known(ENTRY)
    year = DateSpan(PartialDate(1971))
    assert not fully_known(ListEntry("list", "1", ENTRY.names, (year,), Sex.FEMALE, ("UTO",)))
    assert not fully_known(ListEntry("list", "1", ENTRY.names, (BORN,), None, ("UTO",)))


def test_the_peer_is_told_what_we_know_and_no_more():
    assert of_entry(ENTRY) == {
        "name": ["Ada Quill"],
        "weakAlias": ["Addie"],
        "birthDate": ["1971-03-09"],
        "gender": ["female"],
        "nationality": ["UTO"],
    }
    person = Person((PersonName("Ada Quill"),), (DateSpan(PartialDate(1970), PartialDate(1972)),))
    assert of_person(person) == {"name": ["Ada Quill"], "birthDate": ["1970", "1971", "1972"]}
    assert of_person(name_only(person)) == {"name": ["Ada Quill"]}
