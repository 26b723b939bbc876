"""What the search may leave out: nothing that scoring every name would find."""

from random import Random

import pytest
from attrs import evolve

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import PersonName
from catenary.core.screening.alignment import WEIGHTS
from catenary.core.screening.births import birth_index
from catenary.core.screening.index import workspace
from catenary.core.screening.model import ListedName, ListEntry, Person
from catenary.core.screening.name_scoring import Target
from catenary.core.screening.querying import QueryMaker
from catenary.core.screening.scoring import Thresholds
from catenary.core.screening.screener import known_of
from catenary.core.screening.search import search, search_exhaustively
from catenary.core.screening.tokens import split_name
from catenary.core.screening.weighing import demand_of
from catenary.formats.travellers import read_travellers
from catenary.world.dice import Dice
from catenary.world.distortion import DISTORTIONS, distort

FLOORS = (5.0, 5.5, 6.3, 7.0, 8.0, 9.0, 10.0, 12.0, 14.0, 17.0, 20.0)

NOTHING_KNOWN = known_of(Person(()))


@pytest.fixture(scope="module")
def found_by(model):
    """Names found by a search with their evidence, by number of the name."""

    def of(arrays):
        maker = QueryMaker(arrays, model)
        work = workspace(arrays.vocabulary.rarity.size, arrays.names.entry.size)
        births = birth_index(arrays.names, arrays.attributes)
        target = Target(
            arrays.names, arrays.vocabulary, arrays.attributes, births, model.tables, WEIGHTS, work
        )

        def finding(searching, name, floor):
            query = maker.make(split_name(name))
            count = searching(query, demand_of(NOTHING_KNOWN, floor, floor, WEIGHTS), target)
            found = work.found[:count]
            nats = work.worthy[:count] - arrays.names.discount[found]
            return dict(zip(found.tolist(), nats.tolist(), strict=True))

        return finding

    return of


def lost_by_search(finding, queries):
    """Queries and floors at which the search finds other names, or other evidence, than scoring every name."""
    for name in queries:
        every = finding(search_exhaustively, name, min(FLOORS))
        for floor in FLOORS:
            wanted = {number: nats for number, nats in every.items() if nats >= floor}
            if finding(search, name, floor) != pytest.approx(wanted, abs=1e-5):
                yield name, floor


def distorted(people, seed):
    dice = Dice.keyed(seed, "distorted")
    for number, listed in enumerate(people):
        kind = DISTORTIONS[number % len(DISTORTIONS)]
        yield (distort(listed.person, kind, dice) or listed.person).name.full


def mangled(name, chance):
    """A name with initials, another order, joined and split parts, each by chance."""
    words = [word[0] if chance.random() < 0.3 else word for word in name.split()]
    if chance.random() < 0.3:
        chance.shuffle(words)
    if chance.random() < 0.25 and len(words) > 1:
        at = chance.randrange(len(words) - 1)
        words[at : at + 2] = [words[at] + words[at + 1]]
    if chance.random() < 0.25 and len(words[0]) > 5:
        words[:1] = [words[0][:3], words[0][3:]]
    return " ".join(words)


def test_search_finds_what_scoring_every_name_finds_with_the_same_evidence(people, arrays_of, found_by):
    finding = found_by(arrays_of(each.entry for each in people))
    queries = [*distorted(people[::12], 5), *(each.entry.names[-1].name.full for each in people[::40])]
    assert list(lost_by_search(finding, queries)) == []


def test_nothing_is_lost_where_lists_and_travellers_have_initials_and_joined_parts(
    people, arrays_of, found_by
):
    chance = Random(1)
    names = [mangled(each.person.name.full, chance) for each in people[:250] for _ in range(3)]
    listed = [ListEntry("list", name, (ListedName(PersonName(name)),)) for name in names]
    queries = [mangled(name, chance) for name in chance.sample(names, 150)]
    assert list(lost_by_search(found_by(arrays_of(listed)), queries)) == []


def test_a_listed_initial_leads_to_its_name(arrays_of, found_by):
    finding = found_by(arrays_of([ListEntry("list", "1", (ListedName(PersonName("W. Torvaldesen")),))]))
    for floor in (9.0, 10.0):
        assert finding(search, "Wilmar Torvaldesen", floor) == finding(
            search_exhaustively, "Wilmar Torvaldesen", floor
        )


def test_initials_alone_find_nobody(arrays_of, found_by, entry_of):
    finding = found_by(arrays_of([entry_of("1", "Salma Isa Zabin Wajmar Torvaldesen")]))
    assert finding(search_exhaustively, "S I Z W T", 0.5) == {}


def test_screening_by_search_and_by_scoring_everything_give_the_same_candidates(people, screener_of):
    entries = [each.entry for each in people[:400]]
    quick, whole = screener_of(entries), screener_of(entries, exhaustive=True)
    dice = Dice.keyed(8, "screened")
    for number, listed in enumerate(people[:48]):
        someone = distort(listed.person, DISTORTIONS[number % len(DISTORTIONS)], dice) or listed.person
        text = (
            f"name,born,sex,nationality\n{someone.name.full},{someone.born or ''},{someone.sex or ''},UTO\n"
        )
        (row,) = read_travellers(text.encode(), lambda _: None)
        for person in (row.person, Person(row.person.names)):
            assert quick.screen(person) == whole.screen(person)


def born_otherwise(born, chance):
    """A birth date as another record may have it: exchanged, coarser, the clerk's 1 January, another year, or unknown."""
    day = born.earliest
    year, month = day.year, day.month or 1
    other_year = year + chance.choice((-10, -2, -1, 1, 2, 10))
    choice = [
        (born,),
        (DateSpan(PartialDate(year, day.day, month)),) if day.day and day.day <= 12 else (born,),
        (DateSpan(PartialDate(year)),),
        (DateSpan(PartialDate(year, month)),),
        (DateSpan(PartialDate(year, 1, 1)),),
        (DateSpan(PartialDate(year, month, 28)),),
        (DateSpan(PartialDate(other_year, month, min(day.day or 28, 28))),),
        (DateSpan(PartialDate(year - 1), PartialDate(year + 1)),),
        (DateSpan(PartialDate(year), approximate=True),),
        (born, DateSpan(PartialDate(1931, 5))),
        (),
    ]
    return chance.choice(choice)


@pytest.mark.parametrize("review", [0.3, 0.6, 0.9, 0.98])
def test_nothing_is_lost_whatever_is_known_of_births_and_however_much_is_asked(people, screener_of, review):
    chance, dice = Random(review), Dice.keyed(3, "births")
    entries = [each.entry for each in people[:300]]
    entries = [
        evolve(each, born=born_otherwise(each.born[0], chance)) if each.born else each for each in entries
    ]
    quick, whole = screener_of(entries), screener_of(entries, exhaustive=True)
    found = 0
    for number, listed in enumerate(people[:90]):
        someone = distort(listed.person, DISTORTIONS[number % len(DISTORTIONS)], dice) or listed.person
        born = born_otherwise(DateSpan(someone.born), chance) if someone.born else ()
        nationalities = chance.choice([("UTO",), (someone.nationality,), ()]) if someone.nationality else ()
        person = Person((someone.name,), born, chance.choice([someone.sex, None]), nationalities)
        expected = whole.screen(person, Thresholds(review))
        assert quick.screen(person, Thresholds(review)) == expected
        found += len(expected)
    assert found > 10
