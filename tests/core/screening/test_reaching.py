"""Whom a change of a list may concern: nobody is left out of whom checking each person would find a changed entry."""

from random import Random

import pytest
from attrs import evolve
from tests.core.screening.test_search import mangled

from catenary.basis.persons import PersonName
from catenary.core.screening.glimpse import Glimpse
from catenary.core.screening.model import ListedDocument, Person
from catenary.core.screening.reaching import Reach
from catenary.core.screening.scoring import nats_of, score_of, thresholds_for
from catenary.core.screening.screener import Listed, Screener
from catenary.world.dice import Dice
from catenary.world.distortion import DISTORTIONS, distort

CHANGED = 150


def glimpse(person):
    """A person as far as a list is asked by."""
    return Glimpse(
        names=tuple(name.full for name in person.names),
        born=str(person.born[0].earliest) if person.born else None,
        sex=person.sex,
        nationalities=person.nationalities,
        numbers=tuple(each.number for each in person.documents),
    )


def travellers(people, seed):
    """Everybody on the list as carriers might tell of them: spelt in another way, with and without what else is known."""
    chance, dice = Random(seed), Dice.keyed(seed, "travellers")
    for number, listed in enumerate(people):
        kind = DISTORTIONS[number % len(DISTORTIONS)]
        person = distort(listed.person, kind, dice) or listed.person
        name = mangled(person.name.full, chance) if number % 3 == 0 else person.name.full
        entry = listed.entry
        yield screened(name, entry, chance)


def screened(name, entry, chance):
    born = tuple(each for each in entry.born[:1] if each.earliest == each.latest and not each.approximate)
    return Person(
        names=(PersonName(name),),
        born=born if chance.random() < 0.8 else (),
        sex=entry.sex if chance.random() < 0.8 else None,
        nationalities=entry.nationalities[:1],
        documents=entry.documents[:1] if chance.random() < 0.2 else (),
    )


def limits(measured, shift):
    def lowered(born):
        shipped = thresholds_for(measured, born=born)
        return evolve(shipped, review=score_of(nats_of(shipped.review) + shift))

    return lowered


@pytest.mark.parametrize(("measured", "shift"), [(300, 0.0), (1_000_000, 0.0), (1_000_000, -1.5)])
def test_nobody_is_left_out_of_whom_a_check_would_find_a_changed_entry(
    people, model, arrays_of, measured, shift
):
    entries = [each.entry for each in people[:CHANGED]]
    listed = Listed(arrays_of(entries), entries.__getitem__, frozenset({3, 5}))
    screener = Screener([listed], model, measured=measured)
    asked = list(travellers(people[:500], measured))
    reached = Reach([listed], model, measured=measured, shift=shift).among(map(glimpse, asked))
    lowered = limits(measured, shift)
    found = {at for at, person in enumerate(asked) if screener.screen(person, lowered(bool(person.born)))}
    assert found <= set(reached.nonzero()[0].tolist())
    assert len(found) > CHANGED / 2
    assert reached.sum() < len(asked) / 2


def test_a_document_reaches_its_entry_whatever_the_name(people, model, arrays_of):
    entry = evolve(people[0].entry, documents=(ListedDocument("X0123456"),))
    reach = Reach([Listed(arrays_of([entry]), [entry].__getitem__)], model, measured=1_000_000)
    told = [Glimpse(("Wholly Other",), numbers=(number,)) for number in ("XO123456", "X9999999")]
    assert reach.among(told).tolist() == [True, False]


def test_who_has_no_name_and_no_document_is_reached_by_nothing(people, model, arrays_of):
    entries = [each.entry for each in people[:20]]
    reach = Reach([Listed(arrays_of(entries), entries.__getitem__)], model, measured=300)
    assert reach.among([Glimpse(()), Glimpse(("",)), Glimpse(("1234",))]).tolist() == [False] * 3


def test_entries_that_count_no_more_reach_nobody(people, model, arrays_of):
    entries = [each.entry for each in people[:20]]
    gone = Listed(arrays_of(entries), entries.__getitem__, frozenset(range(20)))
    told = [Glimpse((each.entry.names[0].name.full,)) for each in people[:20]]
    assert not Reach([gone], model, measured=300).among(told).any()
