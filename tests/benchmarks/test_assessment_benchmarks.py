"""The benches of the rating model: worlds in which the truth is known, and public ratings where they are installed."""

import numpy as np
import pytest
from attrs import evolve

from catenary.benchmarks import assessment_public, assessment_reports
from catenary.benchmarks.assessment_model import _WORLDS, _bent, _held
from catenary.benchmarks.assessment_worlds import World, make


@pytest.mark.parametrize("name", _WORLDS)
def test_every_kind_of_world_is_measured(name):
    found = _held(_WORLDS[name], np.random.default_rng(1))
    assert found.effects + found.untold == _WORLDS[name].states * _WORLDS[name].areas
    assert found.held > found.effects / 2


def test_a_world_is_a_function_of_its_generator():
    world = World(states=4, areas=1, questions=3, vignettes=1, heavy=True, careless=0.5)
    one, same, other = (make(world, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert one.ratings == same.ratings
    assert one.ratings != other.ratings


def test_severities_common_to_a_region_bend_plain_averages_and_outsiders_straighten_them():
    small = World(states=24, areas=1, raters=16, regional=1.0, personal=0.1)
    designs = (evolve(small, design=design) for design in ("own", "planner"))
    own, outside = (_bent(design, np.random.default_rng(4)) for design in designs)
    assert not own.connected
    assert outside.connected
    assert outside.bias_plain < own.bias_plain / 2
    assert outside.bias_model < own.bias_plain / 2


def test_without_the_package_of_public_ratings_nothing_is_measured(monkeypatch, capsys):
    monkeypatch.setattr(assessment_public, "_imported", lambda _: None)
    assessment_public.run()
    assert "Nothing measured" in capsys.readouterr().out


def test_short_assessments_are_set_and_measured_beside_their_target(capsys):
    assessment_reports.run(states=3)
    shown = capsys.readouterr().out
    assert "3 short assessments" in shown
    assert "< 180 s" in shown
