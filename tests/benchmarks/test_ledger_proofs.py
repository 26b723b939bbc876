"""The measurement of proofs measures what it says; the figures themselves are not tested."""

import sys
from pathlib import Path

import pytest

from catenary.benchmarks import ledger_proofs

PEER = """
import json, sys
print(json.dumps({"version": "0", "appended": float(sys.argv[1]), "times": {"inclusion": [0.001], "consistency": [0.002]}}))
"""


@pytest.fixture(autouse=True)
def few_entries(monkeypatch):
    monkeypatch.setattr(ledger_proofs, "ENTRIES", 50)


def test_every_figure_is_told_of_the_size_asked_for(capsys):
    figures = ledger_proofs.run(leaves=1500, proofs=20)
    assert {figure["of"] for figure in figures} == {1500, 50}
    made = next(figure for figure in figures if figure["what"] == "inclusion proof made")
    assert 0 < made["p50_us"] <= made["p99_us"] <= made["worst_us"]
    assert "To reach" in capsys.readouterr().out


def test_a_peer_runs_as_a_program_of_its_own(monkeypatch, capsys):
    monkeypatch.setattr(ledger_proofs, "_PEER", PEER)
    figures = ledger_proofs.run(leaves=10, proofs=1, peer_python=Path(sys.executable), peer_leaves=7)
    assert [figure["per_second"] or figure["p50_us"] for figure in figures[-3:]] == [7, 1000.0, 2000.0]
    assert "pymerkle 0" in capsys.readouterr().out


def test_a_stored_tree_that_is_not_the_appended_one_is_no_measurement(monkeypatch):
    monkeypatch.setattr(ledger_proofs, "root_at", lambda *_: b"")
    with pytest.raises(AssertionError, match="stored tree"):
        ledger_proofs.run(leaves=3, proofs=1)
