"""An entry of a built list is found by list and id, as it is now."""

import pytest
from attrs import evolve
from tests.formats.list_index.conftest import BUILT_AT

from catenary.formats.list_index import open_list, update_list_index
from catenary.formats.list_index.finding import EntryFinder


def finder(folder):
    _, segments = open_list(folder)
    return EntryFinder(folder, segments)


def test_every_entry_is_found_as_it_was_listed(tmp_path, build, entries):
    build(tmp_path / "index", entries)
    find = finder(tmp_path / "index")
    assert [find(each.list, each.entry) for each in entries] == entries


def test_a_changed_entry_is_found_as_changed_and_a_removed_one_not(tmp_path, build, entries, source):
    folder = tmp_path / "index"
    build(folder, entries)
    first, second = entries[:2]
    changed = evolve(first, reference="changed")
    update_list_index(folder, [changed], [(second.list, second.entry)], source, built_at=BUILT_AT)
    find = finder(folder)
    assert find(first.list, first.entry) == changed
    with pytest.raises(KeyError):
        find(second.list, second.entry)


@pytest.mark.parametrize("asked", [("fictional", "nobody"), ("another list", "W01")])
def test_who_is_not_there_is_not_found(tmp_path, build, entries, asked):
    build(tmp_path / "index", entries)
    with pytest.raises(KeyError):
        finder(tmp_path / "index")(*asked)
