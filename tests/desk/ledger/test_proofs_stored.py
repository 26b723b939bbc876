"""The measurement of proofs from PostgreSQL measures proofs that hold, and leaves the wall as it was."""

import psycopg
import pytest
from rich.console import Console

from catenary.app.embedded import OWNER, WEB
from catenary.benchmarks.ledger_proofs_stored import proved, stored

QUIET = Console(quiet=True)
FORCED = "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'ledger_node'"


def test_proofs_of_what_was_copied_in_are_made_by_the_web_and_hold(log, reach_as):
    with psycopg.connect(log.address(OWNER), autocommit=True) as owner:
        root, figure = stored(owner, 1500, QUIET)
        assert owner.execute(FORCED).fetchone() == (True,)
    assert figure["of"] == 1500
    reach_as(log.address(WEB))
    figures = proved(1500, root, proofs=20)
    assert [each["what"].split()[0] for each in figures] == ["inclusion", "consistency"]
    assert all(0 < each["p50_us"] <= each["worst_us"] for each in figures)
    with pytest.raises(AssertionError):
        proved(1500, bytes(32), proofs=1)
