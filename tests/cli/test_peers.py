"""`catenary peers register`: an outside register played on this machine."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from catenary.cli.peers import command
from catenary.core.documents.outside import OutsideQuestion, OutsideStatus
from catenary.peers.calling.http import Caller
from catenary.peers.registers.client import Register

PROGRAM = "from catenary.cli import main; main()"


@contextmanager
def played(*options):
    """The verb as a program of its own, once it says where it answers."""
    asked = [sys.executable, "-c", PROGRAM, "peers", "register", "--port", "0", "--json", *options]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def test_it_answers_for_the_documents_it_was_given(tmp_path):
    (tmp_path / "stolen").write_text("X2/QMV\nX3/QMV\n")
    with played("--document", "UA1/UTO", "--file", str(tmp_path / "stolen"), "--median", "0") as told:
        assert told["documents"] == 3
        register = Register(told["address"], "", Caller(10, frozenset({"127.0.0.1"})))
        known = register.ask(OutsideQuestion("1", "X3", "QMV", "P"))
        assert (known.status, known.reference) == (OutsideStatus.MATCH, "REF-000003")
        assert register.ask(OutsideQuestion("2", "X3", "UTO", "P")).status is OutsideStatus.NO_MATCH


@pytest.mark.parametrize("odd", ["UA1", "UA1/", "/UTO"])
def test_what_names_no_document_is_refused(odd):
    answer = CliRunner().invoke(command, ["register", "--port", "0", "--document", odd])
    assert answer.exit_code != 0
    assert "NUMBER/STATE" in answer.output


def test_shares_are_between_none_and_all():
    assert CliRunner().invoke(command, ["register", "--slow", "1.5"]).exit_code != 0
