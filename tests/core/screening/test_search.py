"""What the search may leave out: nothing that scoring every name would find."""

from random import Random

import pytest

from catenary.basis.persons import PersonName
from catenary.core.screening.alignment import WEIGHTS
from catenary.core.screening.index import workspace
from catenary.core.screening.model import ListedName, ListEntry, Person
from catenary.core.screening.querying import QueryMaker
from catenary.core.screening.search import search, search_exhaustively
from catenary.core.screening.tokens import split_name
from catenary.formats.travellers import read_travellers
from catenary.world.dice import Dice
from catenary.world.distortion import DISTORTIONS, distort

FLOORS = (5.0, 5.5, 6.3, 7.0, 8.0, 9.0, 10.0, 12.0, 14.0, 17.0, 20.0)


@pytest.fixture(scope="module")
def found_by(model):
    """Names found by a search with their evidence, by number of the name."""

    def of(arrays):
        maker = QueryMaker(arrays, model)
        work = workspace(arrays.vocabulary.rarity.size, arrays.names.entry.size)

        def finding(searching, name, floor):
            query = maker.make(split_name(name))
            count = searching(query, floor, arrays.names, arrays.vocabulary, model.tables, WEIGHTS, work)
            return dict(zip(work.found[:count].tolist(), work.worthy[:count].tolist(), strict=True))

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
