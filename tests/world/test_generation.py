import csv
import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from catenary.core.intake.model import Role
from catenary.formats.reading import read_carrier_file
from catenary.world.distortion import NEAR_MISSES, Kind
from catenary.world.generation import write_world
from catenary.world.people import TODAY

SEED, TRAVELLERS, ENTRIES = 95, 450, 400


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    write_world(SEED, TRAVELLERS, ENTRIES, folder)
    return folder


def rows(path):
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def digests(folder):
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_another_process_with_another_hash_seed_writes_the_same_bytes(folder, tmp_path):
    code = f"from pathlib import Path; from catenary.world.generation import write_world as w; w({SEED}, {TRAVELLERS}, {ENTRIES}, Path({str(tmp_path)!r}))"
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONHASHSEED": "77"})
    assert digests(tmp_path) == digests(folder)


def test_a_world_has_the_promised_files(folder):
    assert {path.name for path in folder.iterdir()} == {
        "README.md",
        "list.csv",
        "messages",
        "places.csv",
        "travellers.csv",
        "truth.csv",
    }
    assert f"--seed {SEED}" in (folder / "README.md").read_text(encoding="utf-8")


def test_the_truth_names_travellers_and_entries_that_exist(folder):
    truth = rows(folder / "truth.csv")
    travellers = {row["id"] for row in rows(folder / "travellers.csv")}
    entries = {row["id"] for row in rows(folder / "list.csv")}
    assert len(travellers) == TRAVELLERS
    assert len(entries) == ENTRIES
    assert {row["traveller_id"] for row in truth} <= travellers
    assert {row["entry_id"] for row in truth} - {""} <= entries
    assert all((row["entry_id"] == "") == (Kind(row["kind"]) in NEAR_MISSES) for row in truth)
    assert len(truth) == round(TRAVELLERS * 0.06) + round(TRAVELLERS * 0.03)


def read(folder):
    for path in sorted((folder / "messages").iterdir()):
        for message in read_carrier_file(path.read_bytes(), TODAY):
            yield path.name, message


def test_everybody_is_read_back_where_places_says_with_the_same_data(folder):
    travellers = {row["id"]: row for row in rows(folder / "travellers.csv")}
    places = {(row["file"], row["id"]): row["traveller_id"] for row in rows(folder / "places.csv")}
    met = Counter()
    for name, message in read(folder):
        for traveller in message.travellers:
            row = travellers[places[name, traveller.id]]
            met[row["id"]] += 1
            assert traveller.reference in {row["id"], None}
            assert str(traveller.sex) == row["sex"]
            assert traveller.nationality in {row["nationality"], None}
            assert str(traveller.born or row["born"]) == row["born"]
            numbers = [paper.split(":")[1] for paper in row["documents"].split(";") if paper]
            assert [paper.number for paper in traveller.documents if paper.number] == numbers[
                : len(traveller.documents)
            ]
    assert set(met) == set(travellers)
    assert sum(met.values()) == len(places)


def test_messages_come_in_dialects_and_with_bookings(folder):
    versions = {(message.message, message.version) for _, message in read(folder)}
    assert versions >= {("PAXLST", "D:05B:UN"), ("PAXLST", "001:000:0Q"), ("PNRGOV", "11:1:IA")}


def test_what_must_not_be_kept_is_sent_and_removed_at_the_door(folder):
    removed = Counter()
    for _, message in read(folder):
        removed.update(message.removed)
    assert removed["religion"]
    assert removed["health"]


def test_small_faults_are_noticed_and_nobody_is_lost(tmp_path):
    write_world(5, 1200, 0, tmp_path)
    messages = [message for _, message in read(tmp_path)]
    codes = {finding.code for message in messages for finding in message.findings}
    assert codes >= {"intake.unt_count", "intake.interchange_trailer_missing"}
    assert any(message.series for message in messages)
    roles = {
        (name.endswith("-crew.edi"), each.role)
        for name, message in read(tmp_path)
        for each in message.travellers
    }
    assert roles == {(True, Role.CREW), (False, Role.PASSENGER)}
    places = {row["traveller_id"] for row in rows(tmp_path / "places.csv")}
    assert len(places) == 1200


@pytest.mark.parametrize(("travellers", "entries"), [(0, 0), (0, 3), (3, 0), (1, 1)])
def test_worlds_may_be_tiny_or_empty(travellers, entries, tmp_path):
    summary = write_world(1, travellers, entries, tmp_path)
    assert len(rows(tmp_path / "travellers.csv")) == travellers
    assert len(rows(tmp_path / "list.csv")) == entries
    assert (summary.travellers, summary.entries) == (travellers, entries)
