from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.dates import PartialDate
from catenary.world.dice import Dice
from catenary.world.distortion import DISTORTIONS, NEAR_MISSES, Kind, distort
from catenary.world.machine_zone import cut_to_zone
from catenary.world.people import innocent_travellers, people, relative


def pairs(kind, least=8):
    """People and what became of them, of everybody to whom it can happen."""
    dice = Dice.keyed(1, kind)
    found = ((person, distort(person, kind, dice)) for person in people(11, 4000))
    some = list(islice(((person, other) for person, other in found if other), least))
    assert len(some) == least, kind
    return some


def words(person):
    return [*person.given, *person.family]


def letters(person):
    return "".join(words(person)).replace(" ", "").casefold()


def distance(left, right):
    """Damerau-Levenshtein distance, neighbours swapped counting once."""
    rows = {(-1, -1): 0}
    for i in range(-1, len(left)):
        for j in range(-1, len(right)):
            if i < 0 or j < 0:
                rows[i, j] = max(i, j) + 1
                continue
            cost = left[i] != right[j]
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + cost)
            if i and j and left[i] == right[j - 1] and left[i - 1] == right[j]:
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)
    return rows[len(left) - 1, len(right) - 1]


@pytest.mark.parametrize("kind", DISTORTIONS)
def test_a_distortion_keeps_who_the_person_is(kind):
    for person, other in pairs(kind):
        assert (other.id, other.formed, other.sex, other.nationality) == (
            person.id,
            person.formed,
            person.sex,
            person.nationality,
        )


@pytest.mark.parametrize("kind", [Kind.DAY_MONTH_SWAP, Kind.YEAR_ONLY, Kind.DOCUMENT_CONFUSED, Kind.EXACT])
def test_names_stay_where_the_kind_says_nothing_of_them(kind):
    assert all(words(person) == words(other) for person, other in pairs(kind))


@pytest.mark.parametrize("kind", sorted(set(DISTORTIONS) - {Kind.DAY_MONTH_SWAP, Kind.YEAR_ONLY}))
def test_birth_dates_stay_where_the_kind_says_nothing_of_them(kind):
    assert all(person.born == other.born for person, other in pairs(kind))


# a swap and another slip in the same place look like three edits to a distance that edits no letter twice
@pytest.mark.parametrize(("kind", "most"), [(Kind.ONE_EDIT, 1), (Kind.TWO_EDITS, 3)])
def test_edits_are_as_many_as_the_kind_says(kind, most):
    for person, other in pairs(kind, 40):
        edits = sum(
            distance(a.casefold(), b.casefold()) for a, b in zip(words(person), words(other), strict=True)
        )
        assert 1 <= edits <= most


def test_an_order_swap_changes_places_only():
    for person, other in pairs(Kind.ORDER_SWAP):
        assert (other.given, other.family) == (person.family, person.given)


def test_a_dropped_name_leaves_a_given_and_a_family_name():
    for person, other in pairs(Kind.DROPPED_NAME):
        assert len(words(other)) == len(words(person)) - 1
        assert other.given
        assert other.family
        assert set(words(other)) <= set(words(person))


def test_an_added_name_keeps_all_others():
    for person, other in pairs(Kind.ADDED_NAME):
        assert other.given[:-1] == person.given
        assert other.family == person.family


@pytest.mark.parametrize(("kind", "change"), [(Kind.JOINED, -1), (Kind.SPLIT, 1)])
def test_joining_and_splitting_change_no_letter(kind, change):
    for person, other in pairs(kind):
        assert letters(other) == letters(person)
        assert " ".join(words(other)).count(" ") == " ".join(words(person)).count(" ") + change


@pytest.mark.parametrize("kind", [Kind.ONE_RESPELLED, Kind.ALL_RESPELLED])
def test_respelled_parts_are_spellings_of_the_same_parts(kind):
    for person, other in pairs(kind):
        parts = [*person.formed.given, *person.formed.family]
        changed = [a.casefold() != b.casefold() for a, b in zip(words(person), words(other), strict=True)]
        assert all(word in part.spellings for word, part in zip(words(other), parts, strict=True))
        assert sum(changed) == (1 if kind is Kind.ONE_RESPELLED else len(changed))


def test_initials_are_the_first_letters_of_the_given_names():
    for person, other in pairs(Kind.INITIALS):
        assert other.given == tuple(name[0] for name in person.given)


def test_a_short_form_takes_the_place_of_one_given_name():
    for person, other in pairs(Kind.SHORT_FORM):
        assert sum(a != b for a, b in zip(person.given, other.given, strict=True)) == 1


def test_the_machine_readable_zone_holds_39_characters():
    assert cut_to_zone("Van der Longenhoeven-Winter", "Maria Antoinetta Wilhelmina") == (
        "VAN DER LONGENHOEVEN WINTER",
        "MARIA ANTO",
    )
    for person, other in pairs(Kind.MRZ_CUT, 3):
        assert len(other.surname) + len(other.given_names) + 2 <= 39
        assert len(letters(other)) < len(letters(person).replace("-", ""))


def test_a_swapped_birth_date_has_day_and_month_exchanged():
    for person, other in pairs(Kind.DAY_MONTH_SWAP):
        assert other.born == PartialDate(person.born.year, person.born.day, person.born.month) != person.born


def test_a_year_is_a_year_alone_or_its_first_day():
    for person, other in pairs(Kind.YEAR_ONLY):
        year = person.born.year
        assert other.born in {PartialDate(year), PartialDate(year, 1, 1)}


def test_a_confused_document_differs_in_one_character():
    for person, other in pairs(Kind.DOCUMENT_CONFUSED):
        left, right = person.documents[0].number, other.documents[0].number
        assert sum(a != b for a, b in zip(left, right, strict=True)) == 1
        assert person.documents[1:] == other.documents[1:]


@pytest.mark.parametrize("kind", NEAR_MISSES)
def test_somebody_else_is_no_distortion(kind):
    with pytest.raises(KeyError):
        distort(next(people(1, 1)), kind, Dice.keyed(1))


def test_a_relative_shares_the_family_name_and_state_only():
    for person in people(5, 40):
        other = relative(person, "R1", Dice.keyed(9, person.id))
        assert (other.family, other.nationality) == (person.family, person.nationality)
        assert other.documents != person.documents or not person.documents


@given(st.integers(0, 2**40), st.sampled_from(DISTORTIONS))
def test_whoever_it_happens_to_it_happens_the_same_way_again(seed, kind):
    person = next(innocent_travellers(seed, 1))
    assert distort(person, kind, Dice.keyed(seed)) == distort(person, kind, Dice.keyed(seed))
