"""The list of recombined names: invented people, the same ones every time, distorted as their kind says."""

import lzma

import pytest

from catenary.benchmarks import recombined_list as made
from catenary.benchmarks.screening_recombined import run
from catenary.world.dice import Dice


@pytest.fixture
def names(tmp_path):
    parts = [
        "amarel",
        "bertolin",
        "cassidor",
        "davinel",
        "estorin",
        "falquor",
        "gideonel",
        "hasparin",
        "iridan",
    ]
    rows = "".join(f"{part}\tх\t{count}\n" for count, part in enumerate(parts, 2))
    with lzma.open(tmp_path / "wd_x.tsv.xz", "wt", encoding="utf-8") as file:
        file.write(rows + "rare\tх\t1\n")
    return made.Names.read(tmp_path)


def test_the_same_seed_makes_the_same_people_and_no_name_twice(names):
    once, again = (list(made.entries(names, 40, Dice.keyed(1, "x"))) for _ in range(2))
    assert [each.entry for each in once] == [f"R{number}" for number in range(1, 41)]
    assert len({each.names[0].name.full for each in once}) == 40
    assert [each.born for each in once] == [each.born for each in again]


def test_parts_seen_once_are_left_out(names):
    assert all("rare" not in urn.parts for urns in names.tables for urn in urns)


@pytest.mark.parametrize("kind", made.DISTORTIONS)
def test_a_distortion_keeps_all_but_the_name(names, kind):
    dice = Dice.keyed(2, kind)
    for entry in made.entries(names, 30, Dice.keyed(1, "x")):
        someone = made.distorted(entry, kind, dice)
        if someone:
            assert (someone.born, someone.sex, someone.nationalities) == (
                entry.born,
                entry.sex,
                entry.nationalities,
            )
            assert (someone.names[0] == entry.names[0].name) or kind != "exact"


def test_without_name_parts_nothing_is_measured(tmp_path, capsys):
    run(names=10, folder=tmp_path)
    assert "CATENARY_SHARED_DATA" in capsys.readouterr().out
