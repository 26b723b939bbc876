"""Building a list: the same from the same, all or nothing, and changes that cost little."""

import errno
import json
import os
import re
from datetime import UTC, datetime

import numpy as np
import pytest
from attrs import evolve

from catenary.basis.findings import ProblemError
from catenary.basis.persons import PersonName
from catenary.core.screening.model import ListedName, Person
from catenary.formats.list_index import build as building
from catenary.formats.list_index import open_list, read_edition, store, update_list_index
from catenary.formats.list_index.store import read_note

BUILT_AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def files_of(folder):
    """Every file of a built list but the edition file, by its name without the segment's own."""
    return {
        re.sub(r"segment-\w+", "segment", str(path.relative_to(folder))): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != store.EDITION_FILE
    }


def as_person(entry):
    return Person((entry.names[0].name,), entry.born, entry.sex, entry.nationalities, entry.documents)


def named(entry, name):
    return evolve(entry, names=(ListedName(PersonName(name)),))


def segments(folder):
    return {path.name for path in folder.glob("segment-*")}


def screened(screening, folder, entries):
    """Which entries are candidates for each entry's own data, and how they score."""
    return [
        {candidate.entry: candidate.score for candidate in screening(folder, as_person(entry))}
        for entry in entries
    ]


def test_the_same_sources_give_the_same_edition_and_the_same_bytes(tmp_path, build, entries):
    one, other = build(tmp_path / "one", entries), build(tmp_path / "other", entries)
    assert one == other
    assert files_of(tmp_path / "one") == files_of(tmp_path / "other")


def test_other_sources_or_another_order_of_them_give_another_edition(tmp_path, build, entries):
    assert build(tmp_path / "one", entries, "a").edition != build(tmp_path / "other", entries, "b").edition


def test_a_build_over_the_same_entries_indexes_nothing_again(tmp_path, build, entries):
    build(tmp_path / "index", entries)
    before = files_of(tmp_path / "index")
    build(tmp_path / "index", entries, "second")
    assert files_of(tmp_path / "index") == before


def test_a_delta_build_gives_the_candidates_of_a_whole_build(tmp_path, build, entries, screening):
    build(tmp_path / "delta", entries[:50])
    changed = [named(entries[0], "Torvald Ostrelind"), *entries[3:]]
    build(tmp_path / "delta", changed, "second")
    build(tmp_path / "whole", changed, "second")
    assert len(segments(tmp_path / "delta")) == 2
    asked = [*entries, changed[0]]
    delta, whole = (screened(screening, tmp_path / name, asked) for name in ("delta", "whole"))
    assert [each.keys() for each in delta] == [each.keys() for each in whole]
    for ours, theirs in zip(delta, whole, strict=True):
        assert ours == pytest.approx(theirs, abs=0.02)


def test_what_left_the_sources_leaves_the_list(tmp_path, build, entries, screening):
    build(tmp_path / "index", entries)
    build(tmp_path / "index", entries[1:], "second")
    assert entries[0].entry not in screened(screening, tmp_path / "index", entries[:1])[0]


def test_an_entry_listed_twice_stays_twice_and_goes_whole(tmp_path, build, entries, screening):
    again = named(entries[0], "Torvald Ostrelind")
    both = [entries[0], again, *entries[1:]]
    build(tmp_path / "index", both)
    build(tmp_path / "index", both, "second")
    assert len(read_note(tmp_path / "index").segments) == 1
    build(tmp_path / "index", entries[1:], "third")
    for gone in (entries[0], again):
        assert entries[0].entry not in screened(screening, tmp_path / "index", [gone])[0]


def test_so_many_segments_and_a_build_starts_anew(tmp_path, build, entries, monkeypatch):
    monkeypatch.setattr(building, "MOST_SEGMENTS", 4)
    for count in range(1, building.MOST_SEGMENTS + 1):
        build(tmp_path / "index", entries[:count], str(count))
    assert len(segments(tmp_path / "index")) == building.MOST_SEGMENTS
    build(tmp_path / "index", entries, "all")
    assert len(segments(tmp_path / "index")) == 1


def test_an_update_adds_replaces_and_removes(tmp_path, build, entries, source, screening):
    folder = tmp_path / "index"
    build(folder, entries[:40])
    changed = [named(entries[0], "Torvald Ostrelind"), entries[45]]
    edition = update_list_index(folder, changed, [("fictional", entries[1].entry)], source, built_at=BUILT_AT)
    assert edition == read_edition(folder)
    assert [each.name for each in edition.sources] == ["list", "change"]
    old, gone, kept, new, renamed = screened(
        screening, folder, [*entries[:3], entries[45], evolve(changed[0], born=(), documents=())]
    )
    assert entries[0].entry in renamed
    assert entries[0].entry not in old or old[entries[0].entry] < 1
    assert entries[1].entry not in gone
    assert entries[2].entry in kept
    assert entries[45].entry in new


def test_of_an_entry_changed_twice_in_one_update_the_last_word_counts(tmp_path, build, entries, source):
    folder = tmp_path / "index"
    build(folder, entries[:5])
    changes = [named(entries[0], "Torvald Ostrelind"), named(entries[0], "Ida Brannevik")]
    update_list_index(folder, changes, [], source, built_at=BUILT_AT)
    listed = [
        each.entry(row).names[0].name.full
        for each in open_list(folder)[1]
        for row in range(each.arrays.attributes.sex.size)
        if row not in each.removed and each.entry(row).entry == entries[0].entry
    ]
    assert listed == ["Ida Brannevik"]


def test_an_update_that_only_removes_adds_no_segment(tmp_path, build, entries, source):
    build(tmp_path / "index", entries[:5])
    update_list_index(tmp_path / "index", [], [("fictional", entries[1].entry)], source, built_at=BUILT_AT)
    assert len(segments(tmp_path / "index")) == 1


def test_a_list_emptied_by_updates_finds_nobody(tmp_path, build, entries, source, screening):
    build(tmp_path / "index", entries[:2])
    gone = [("fictional", entry.entry) for entry in entries[:2]]
    update_list_index(tmp_path / "index", [], gone, source, built_at=BUILT_AT)
    assert screened(screening, tmp_path / "index", entries[:2]) == [{}, {}]


def test_a_change_scores_as_in_a_whole_build_when_the_list_knows_its_names(
    tmp_path, build, entries, source, screening
):
    bearers = [
        named(evolve(entries[n], entry=f"B{n}"), f"Torvald Ostrelind{'aeiou'[n % 5]}n") for n in range(40)
    ]
    newcomer = evolve(bearers[0], entry="new", born=(), sex=None, nationalities=(), documents=())
    build(tmp_path / "whole", [*bearers, newcomer])
    build(tmp_path / "changed", bearers)
    update_list_index(tmp_path / "changed", [newcomer], [], source, built_at=BUILT_AT)
    whole, changed = (screened(screening, tmp_path / name, [newcomer])[0] for name in ("whole", "changed"))
    assert changed["new"] == pytest.approx(whole["new"], abs=0.01)
    last = open_list(tmp_path / "changed")[1][-1].arrays.vocabulary.rarity
    first = open_list(tmp_path / "changed")[1][0].arrays.vocabulary.rarity
    assert set(np.asarray(last).tolist()) <= set(np.asarray(first).tolist())


def test_a_full_disk_leaves_the_old_edition_and_nothing_else(tmp_path, build, entries, monkeypatch):
    folder = tmp_path / "index"
    old = build(folder, entries[:5])
    before = files_of(folder)
    calls = []

    def full(file, values, **_):
        calls.append(values)
        if len(calls) == 7:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        file.write(b"half")

    monkeypatch.setattr(store.np, "save", full)
    with pytest.raises(ProblemError) as told:
        build(folder, entries, "second")
    assert told.value.finding.code == "list_index.not_written"
    assert (read_edition(folder), files_of(folder)) == (old, before)


def test_an_edition_file_that_cannot_be_written_leaves_the_old_one(tmp_path, build, entries, monkeypatch):
    folder = tmp_path / "index"
    old = build(folder, entries[:5])
    before, listing = files_of(folder), sorted(folder.iterdir())

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(store.msgspec.json, "format", full)
    with pytest.raises(ProblemError):
        build(folder, entries, "second")
    assert (read_edition(folder), files_of(folder), sorted(folder.iterdir())) == (old, before, listing)


@pytest.mark.parametrize("built_before", [True, False])
def test_an_interrupted_build_leaves_nothing_half_written(tmp_path, build, entries, built_before):
    folder = tmp_path / "index"
    if built_before:
        build(folder, entries[:5])
    before = files_of(folder)

    def interrupted():
        yield from entries[:20]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        building.build_list_index(interrupted(), [], folder, built_at=BUILT_AT)
    assert folder.exists() == built_before
    assert files_of(folder) == before


def test_a_failed_build_over_a_list_of_another_version_leaves_that_whole(tmp_path, build, entries):
    folder = tmp_path / "index"
    build(folder, entries[:5])
    note = folder / store.EDITION_FILE
    note.write_text(json.dumps(json.loads(note.read_text()) | {"layout": 99}))
    before = files_of(folder)

    def failing():
        yield entries[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        building.build_list_index(failing(), [], folder, built_at=BUILT_AT)
    assert files_of(folder) == before


def test_what_an_ended_build_left_behind_is_swept_away_by_the_next(tmp_path, build, entries):
    build(tmp_path / "index", entries[:5])
    (tmp_path / "index" / "segment-of-a-killed-build").mkdir()
    build(tmp_path / "index", entries[:6], "second")
    assert "segment-of-a-killed-build" not in segments(tmp_path / "index")


def test_a_first_build_that_was_killed_while_it_wrote_its_edition_does_not_occupy_the_folder(
    tmp_path, build, entries
):
    folder = tmp_path / "index"
    (folder / "segment-of-a-killed-build").mkdir(parents=True)
    (folder / ".edition.json.4711").write_text("{")
    build(folder, entries[:5])
    assert {path.name for path in folder.iterdir()} == {"edition.json", *segments(folder)}
    assert "segment-of-a-killed-build" not in segments(folder)


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path, build, entries):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("dear")
    with pytest.raises(ProblemError) as told:
        build(tmp_path / "letters", entries)
    assert told.value.finding.code == "list_index.occupied"
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["one.txt"]
