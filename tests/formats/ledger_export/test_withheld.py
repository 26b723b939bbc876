"""An export for somebody who may not see every entry: the others verify all the same, and what is withheld is told."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.benchmarks.fictional_log import LOG_KEY, ORIGIN, fictional_log
from catenary.core.ledger.merkle import leaf_hash
from catenary.formats.ledger_export.report import Trust
from catenary.formats.ledger_export.tally import MOST_STRETCHES
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


@given(st.sets(st.integers(0, SIZE - 1)), st.sampled_from([None, 5, SIZE]))
def test_read_withheld_and_not_proved_add_up_to_the_size_of_the_tree(hidden, proved):
    """`proved`: the checkpoint that was held; nothing else is believed, so that the rest is not proved."""
    leaves = [withheld_leaf(leaf_hash(leaf)) if at in hidden else leaf for at, leaf in enumerate(LOG.leaves)]
    trust = Trust(held=(LOG.checkpoint(proved),)) if proved else TRUST
    tally = verify_file(BytesIO(export(leaves)), trust).tally
    counted = proved or SIZE
    assert tally.entries == SIZE
    assert tally.withheld == len([at for at in hidden if at < counted])
    assert tally.read == counted - tally.withheld
    assert tally.not_proved == SIZE - counted
    told_of = [set(range(first, last + 1)) for first, last in tally.withheld_places]
    assert set().union(*told_of) == hidden
    assert sum(map(len, told_of)) == len(hidden)


def test_of_very_many_stretches_the_first_are_told_and_all_are_counted():
    log = fictional_log(2 * MOST_STRETCHES + 4)
    leaves = [withheld_leaf(leaf_hash(leaf)) if at % 2 else leaf for at, leaf in enumerate(log.leaves)]
    data = b"".join(export_lines(ORIGIN, leaves, [log.checkpoint(len(leaves))]))
    tally = verify_file(BytesIO(data), TRUST).tally
    assert (tally.withheld, len(tally.withheld_places), tally.more_places) == (
        MOST_STRETCHES + 2,
        MOST_STRETCHES,
        True,
    )


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
