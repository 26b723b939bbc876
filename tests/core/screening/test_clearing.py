from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.findings import ProblemError
from catenary.basis.persons import PersonName, Sex
from catenary.core.screening.clearing import REMEMBERED_FOR, remember, spared, spares
from catenary.core.screening.model import ListedDocument, ListedName, ListEntry, Person

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PERSON = Person(
    (PersonName("OSTERLIN TORVALD"),),
    (DateSpan(PartialDate(1980, 5, 17)),),
    Sex.MALE,
    ("UTO",),
    (ListedDocument("A1234567", "P", "UTO"),),
)
ENTRY = ListEntry("sanctions", "E1", (ListedName(PersonName("Torwald Osterlin")),), reference="R-1")


def test_the_same_traveller_is_spared_the_same_entry_until_the_memory_ends():
    memory = remember(PERSON, ENTRY, NOW)
    turned = evolve(PERSON, names=(PersonName("Torvald Osterlin"),))
    assert spares(memory, turned, ENTRY, NOW + timedelta(days=300))
    assert spared([memory], PERSON, ENTRY, NOW).code == "judging.cleared_before"
    assert not spares(memory, PERSON, ENTRY, REMEMBERED_FOR.after(NOW))


@pytest.mark.parametrize(
    "changed",
    [
        {"names": (PersonName("OSTERLIN TORWALD"),)},
        {"born": (DateSpan(PartialDate(1980, 5, 18)),)},
        {"sex": Sex.FEMALE},
        {"nationalities": ("QMR",)},
        {"documents": (ListedDocument("A7654321", "P", "UTO"),)},
        {"documents": ()},
    ],
)
def test_whatever_changes_in_the_traveller_ends_the_memory(changed):
    assert not spares(remember(PERSON, ENTRY, NOW), evolve(PERSON, **changed), ENTRY, NOW)


@pytest.mark.parametrize(
    "changed",
    [
        {"names": (*ENTRY.names, ListedName(PersonName("New Alias")))},
        {"born": (DateSpan(PartialDate(1980)),)},
        {"legal_ground": "another"},
        {"entry": "E2"},
        {"list": "other"},
    ],
)
def test_whatever_changes_in_the_entry_ends_the_memory(changed):
    assert not spares(remember(PERSON, ENTRY, NOW), PERSON, evolve(ENTRY, **changed), NOW)


@pytest.mark.parametrize(
    "lacking",
    [
        {"born": ()},
        {"born": (DateSpan(PartialDate(1980)),)},
        {"documents": ()},
        {"documents": (ListedDocument("A1234567", "P"),)},
    ],
)
def test_who_is_known_by_little_is_not_remembered_for_that_would_clear_others(lacking):
    with pytest.raises(ProblemError) as refusal:
        remember(evolve(PERSON, **lacking), ENTRY, NOW)
    assert refusal.value.finding.code == "judging.memory_needs_traits"


def test_a_memory_tells_nothing_of_the_traveller():
    told = str(remember(PERSON, ENTRY, NOW))
    assert not any(value in told for value in ("OSTERLIN", "A1234567", "1980"))
