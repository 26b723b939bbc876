import io
import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from rich.console import Console

from catenary.basis.findings import Catalogue, Finding, Place, Severity
from catenary.cli.output import Exit, Output, as_of_option, findings_table, output_options, plain, sentence

ROOM = Catalogue(
    "output_test", {"odd": (Severity.WARNING, "%(value)s is odd"), "refused": (Severity.ERROR, "no")}
)


@click.command
@output_options
@as_of_option
@click.argument("what")
def verb(output: Output, as_of, what):
    if what == "refuse":
        raise ROOM.problem("refused")
    output.record({"b": what, "a": as_of})
    output.show(f"[bold]{what}")
    return Exit.UNREADABLE if what == "unreadable" else None


def run(*args):
    return CliRunner().invoke(verb, args)


def test_json_goes_to_stdout_in_the_given_key_order_and_people_read_stderr():
    result = run("--json", "--as-of", "2026-11-22", "żółw")
    assert result.stdout == '{"b":"żółw","a":"2026-11-22"}\n'
    assert result.stderr == "[bold]żółw\n"


def test_without_json_stdout_stays_empty():
    assert run("x").stdout == ""


def test_quiet_silences_stderr():
    assert run("--quiet", "x").stderr == ""


@pytest.mark.parametrize(("what", "status"), [("x", 0), ("unreadable", 1), ("refuse", 3)])
def test_the_exit_status_says_how_it_ended(what, status):
    assert run(what).exit_code == status


def test_wrong_usage_ends_with_two():
    assert run("--as-of", "yesterday", "x").exit_code == Exit.USAGE


def test_a_refusal_is_an_object_of_the_finding_shape():
    told = json.loads(run("--json", "refuse").stdout)
    assert told == {
        "code": "output_test.refused",
        "severity": "error",
        "segment": None,
        "offset": None,
        "params": {},
    }


def test_a_closed_pipe_ends_quietly():
    script = (
        "import click\nfrom catenary.cli.output import output_options\n"
        "@click.command\n@output_options\ndef verb(output):\n"
        "    for n in range(200_000): output.record({'n': n})\n"
        "verb(['--json'])"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_findings_are_told_in_plain_words_with_their_place():
    console = Console(record=True, width=120, file=io.StringIO())
    console.print(findings_table([ROOM.finding("odd", Place(17, 812), value=3)]))
    text = console.export_text()
    assert "3 is odd" in text
    assert "812" in text


def test_a_sentence_without_its_values_still_tells_the_code():
    assert sentence(Finding("output_test.odd")) == "output_test.odd {}"


def test_text_from_a_message_cannot_steer_the_terminal():
    assert plain("A\x1b[2JB\u202e") == "A\ufffd[2JB\ufffd"
