"""An export for somebody who may not see every entry: the others verify all the same, and what is withheld is told."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.benchmarks.fictional_log import LOG_KEY, ORIGIN, fictional_log
from catenary.core.ledger.merkle import leaf_hash
from catenary.formats.ledger_export.report import Trust
from catenary.formats.ledger_export.verifying import verify_file
from catenary.formats.ledger_export.writing import export_lines, withheld_leaf

SIZE = 13
LOG = fictional_log(SIZE)
TRUST = Trust((LOG_KEY,))


def export(leaves):
    return b"".join(export_lines(ORIGIN, leaves, [LOG.checkpoint(5), LOG.checkpoint(SIZE)]))


def told(data):
    report = verify_file(BytesIO(data), TRUST)
    return report, [finding.code.removeprefix("ledger.") for finding in report.findings]


@given(st.sets(st.integers(0, SIZE - 1), min_size=1))
def test_whatever_is_withheld_the_rest_verifies_and_the_reader_is_told_how_much(hidden):
    leaves = [withheld_leaf(leaf_hash(leaf)) if at in hidden else leaf for at, leaf in enumerate(LOG.leaves)]
    report, codes = told(export(leaves))
    assert report.holds
    assert (report.entries, report.covered) == (SIZE, SIZE)
    assert codes == ["entries_withheld"]
    assert report.findings[0].params["count"] == len(hidden)


def test_nothing_of_a_withheld_entry_is_in_the_file():
    data = export([withheld_leaf(leaf_hash(leaf)) for leaf in LOG.leaves])
    assert not any(leaf in data for leaf in LOG.leaves)


@given(st.integers(0, SIZE - 1), st.integers(0, 255))
def test_another_hash_in_the_place_of_an_entry_is_found(at, bit):
    other = bytearray(leaf_hash(LOG.leaves[at]))
    other[bit // 8] ^= 1 << bit % 8
    leaves = [*LOG.leaves[:at], withheld_leaf(bytes(other)), *LOG.leaves[at + 1 :]]
    report, codes = told(export(leaves))
    assert not report.holds
    assert "root_differs" in codes


@pytest.mark.parametrize(
    "line", [b'{"withheld":"00"}', b'{"withheld":1}', b'{"withheld":"' + b"AB" * 32 + b'"}']
)
def test_a_hash_that_is_none_is_refused(line):
    report, codes = told(export([line, *LOG.leaves[1:]]))
    assert not report.holds
    assert "line_unreadable" in codes
