"""The verb that writes a unit's month for the hub, where it needs no desk: what it refuses before it looks at one."""

import json

import pytest
from click.testing import CliRunner

from catenary.cli.counts import command


@pytest.mark.parametrize("month", ["2031-13", "May", "2031-05-01", ""])
def test_what_is_no_month_is_refused_and_nothing_is_written(tmp_path, month):
    out = tmp_path / "counts.note"
    done = CliRunner().invoke(command, [month, str(out), "--unit", "A unit", "--json", "--quiet"])
    assert done.exit_code == 3
    assert json.loads(done.stdout)["code"] == "counts.month_unreadable"
    assert not out.exists()
