import pytest

from catenary.core.screening.model import NameKind
from catenary.formats.lists.notes import FindingTally
from catenary.formats.lists.reading import ListReading, find_sources

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def lists(shared_data):
    folder = shared_data / "lists"
    tally = FindingTally()
    reading = ListReading(find_sources([folder / "un_consolidated.xml", folder / "ofac"]), tally.take)
    return list(reading), reading.sources, tally


def test_every_listed_person_is_an_entry(lists):
    assert [source.entries for source in lists[1]] == [730, 4620]


def test_nobody_is_without_a_name_and_no_finding_is_an_error(lists):
    entries, _, tally = lists
    assert all(entry.names for entry in entries)
    assert not tally.worst_is_error


def test_names_scripts_and_birth_dates_are_as_many_as_counted_by_other_means(lists):
    entries = lists[0]
    assert sum(len(entry.names) for entry in entries) >= 15_836
    assert sum(any(name.kind is NameKind.ORIGINAL_SCRIPT for name in entry.names) for entry in entries) >= 336
    assert sum(bool(entry.born) for entry in entries) >= 5_105


def test_nearly_every_country_is_known(lists):
    entries, _, tally = lists
    assert tally.count("lists.country_unknown") <= 10
    assert sum(bool(entry.nationalities) for entry in entries) > 3_000
