"""Whatever is done to an exported ledger, somebody who kept a checkpoint finds it."""

import random

import pytest

from catenary.benchmarks.fictional_log import fictional_log
from catenary.benchmarks.ledger_tamper import Auditor, run
from catenary.benchmarks.tampering import TAMPERS, true_export

AUDITOR = Auditor(fictional_log(24))
TRIES = 200


def test_what_was_not_tampered_with_is_verified():
    assert AUDITOR.finds_fault_with(true_export(AUDITOR.log)) is None


@pytest.mark.parametrize("way", TAMPERS)
def test_tampering_is_always_found(way):
    dice = random.Random(way)
    for _ in range(TRIES // len(TAMPERS) + 1):
        assert AUDITOR.finds_fault_with(TAMPERS[way](AUDITOR.log, dice)), way


def test_the_measurement_tries_every_way_and_misses_nothing(capsys):
    figures = run(tries=24)
    assert [figure["tried"] for figure in figures] == [2] * len(TAMPERS)
    assert [figure["missed"] for figure in figures] == [0] * len(TAMPERS)
    assert "roll back" in capsys.readouterr().out
