"""What every verb shares: NDJSON for programs on stdout, tables and progress for people on stderr, exit statuses."""

import errno
import functools
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from enum import IntEnum
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Concatenate

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.segment import Segment
from rich.table import Column, Table
from rich.text import Text

from catenary.basis.findings import Catalogue, Finding, Param, ProblemError, Severity
from catenary.basis.legible import all_legible
from catenary.cli.language import _, counted, kept_together, later, spoken, word
from catenary.cli.right_to_left import isolated_lines
from catenary.formats.records import finding_record
from catenary.locale import RIGHT_TO_LEFT
from catenary.locale.wording import worded

CLI = Catalogue(
    "cli",
    {
        "output_failed": (Severity.ERROR, "Standard output cannot be written: %(reason)s"),
        "failed_unexpectedly": (
            Severity.ERROR,
            "This is a fault of Catenary, not of your input (%(fault)s at %(place)s); please report it",
        ),
    },
)
_ENCODER = msgspec.json.Encoder()
_WORDS = frozenset(
    {"field", "status", "meaning", "reason", "kind", "side", "part", "recorded_class", "asked_class"}
)
"""Parameters whose values are codes or sentences of ours or of the operating system, not of the input."""

_WORDS_OF = frozenset(
    (f"screening.sex_{way}", side) for way in ("agrees", "contradicts") for side in ("query", "entry")
)
_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "dim"}


class Exit(IntEnum):
    """How a verb ends."""

    DONE = 0
    UNREADABLE = 1
    USAGE = 2
    FAILED = 3


def plain(text: str) -> str:
    """Text that cannot steer a terminal: control, bidirectional and unassigned characters are shown as U+FFFD."""
    return (
        text if text.isprintable() else "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
    )


def sentence(finding: Finding) -> str:
    """A finding in plain words; its code and values when its sentence wants a value it does not carry."""
    values = {name: _value(finding.code, name, value) for name, value in finding.params.items()}
    try:
        return worded(finding, spoken()) % values
    except (KeyError, TypeError, ValueError):
        return plain(f"{finding.code} {dict(finding.params)}")


def _value(code: str, name: str, value: Param) -> str:
    """A value as it may stand in a sentence; one that is a code of ours in the words people have for it."""
    is_word = name in _WORDS or (code, name) in _WORDS_OF
    return kept_together(plain(word(str(value)) if is_word and value else str(value)))


def say(message: str, **values: object) -> Text:
    """A literal in the language spoken now, filled with values that can neither steer the terminal nor jumble it."""
    return _filled(_(message), values)


def say_counted(one: str, many: str, count: int, **values: object) -> Text:
    """The same about a number of things, which fills `%(count)s`; the language decides which form it takes."""
    return _filled(counted(one, many, count), {"count": f"{count:,}", **values})


def _filled(message: str, values: Mapping[str, object]) -> Text:
    return Text(message % {name: kept_together(plain(str(value))) for name, value in values.items()})


def findings_table(findings: Iterable[Finding], title: str | None = None) -> Table:
    """Findings as rows: how heavy, where, what, and the code to look it up by."""
    places = (Column(heading, justify="right") for heading in (_("segment"), _("byte")))
    table = Table(
        _("severity"),
        *places,
        _("finding"),
        _("code"),
        title=title,
        title_justify="left",
        box=None,
        pad_edge=False,
    )
    for finding in findings:
        where = ["" if place is None else str(place) for place in (finding.at.segment, finding.at.offset)]
        severity = Text(word(finding.severity), style=_SEVERITY_STYLES[finding.severity])
        table.add_row(severity, *where, Text(sentence(finding)), Text(finding.code, style="dim"))
    return table


class _PeoplesConsole(Console):
    """Standard error for people. When its reader has had enough, only what programs asked for goes on."""

    def __init__(self, *, quiet: bool, goes_on: bool) -> None:
        super().__init__(stderr=True, quiet=quiet)
        self._goes_on = goes_on

    def render_lines(self, *args: Any, **kwargs: Any) -> list[list[Segment]]:
        """The lines of a part of a table or panel."""
        lines = super().render_lines(*args, **kwargs)
        return isolated_lines(lines) if spoken() in RIGHT_TO_LEFT else lines

    def on_broken_pipe(self) -> None:
        """Write nothing more; without a program that reads stdout, end."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
        if not self._goes_on:
            raise SystemExit(Exit.DONE)


class _ClosedOutput(BytesIO):
    """What stands for a standard output that whoever started the program closed: nothing can be written there."""

    def write(self, _: object) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


class Output:
    """Where a verb writes: `record` for programs (silent unless --json), `show` for people (silent when --quiet)."""

    def __init__(self, *, as_json: bool, quiet: bool) -> None:
        self.as_json = as_json
        self.quiet = quiet
        self.console: Console = _PeoplesConsole(quiet=quiet, goes_on=as_json)
        self._stdout: BinaryIO = _ClosedOutput() if sys.stdout is None else sys.stdout.buffer

    def record(self, value: object) -> None:
        """One NDJSON line on stdout, UTF-8, keys in the order given; nothing without --json.

        Bytes in names of files that are no text are written as U+FFFD. Problem `output_failed` when it cannot be written, as on a full disk.
        """
        if self.as_json:
            with _telling_output_failure():
                self._stdout.write(_encoded(value) + b"\n")

    def show(self, *renderables: Any) -> None:
        """A table or text for people, on stderr. A str is taken literally, never as markup."""
        for renderable in renderables:
            self.console.print(Text(plain(renderable)) if isinstance(renderable, str) else renderable)

    def line(self, text: Text) -> None:
        """A line for people, on stderr, never broken: what is in it will be copied."""
        self.console.print(text, soft_wrap=True)

    def problem(self, problem: Finding) -> None:
        """A refusal or failure: one object for programs, one sentence for people."""
        self.record(finding_record(problem))
        self.show(Text(sentence(problem), style=_SEVERITY_STYLES[problem.severity]))

    def progress(self) -> Progress:
        """A progress bar on stderr for a `with` block; invisible when quiet or not on a terminal."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        hidden = self.quiet or not self.console.is_terminal
        return Progress(*columns, console=self.console, transient=True, disable=hidden)

    def flush(self) -> None:
        """Hand everything written so far to the reader of stdout. Problem `output_failed`, as in `record`."""
        with _telling_output_failure():
            self._stdout.flush()


def _encoded(value: object) -> bytes:
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        return _ENCODER.encode(all_legible(value))


def standard_input() -> BinaryIO:
    """Standard input as bytes. Raises OSError when whoever started the program closed it."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer


@contextmanager
def _telling_output_failure() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CLI.problem("output_failed", reason=error.strerror) from error


@contextmanager
def _ending_quietly() -> Iterator[None]:
    """A reader that closed the pipe has had enough: no traceback, and nothing left for the interpreter to flush."""
    try:
        yield
    except BrokenPipeError:
        _give_up_stdout()
        raise SystemExit(Exit.DONE) from None


def _give_up_stdout() -> None:
    """Whatever is still to be flushed goes nowhere."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def output_options(verb: Callable[Concatenate[Output, ...], Exit | None]) -> Callable[..., None]:
    """Give a verb `--json` and `--quiet` as its first argument `output`, and turn what it returns into the exit status.

    A ProblemError ends the verb with status 3 after it was told; so does a fault of the program, told without any value
    of the input, for its traceback may end up where personal data must not.
    """

    @click.option("--json", "as_json", is_flag=True, help=later("Write NDJSON to stdout."))
    @click.option("--quiet", is_flag=True, help=later("Write nothing to stderr."))
    @functools.wraps(verb)
    def wrapped(*args: Any, as_json: bool, quiet: bool, **kwargs: Any) -> None:
        output = Output(as_json=as_json, quiet=quiet)
        with _ending_quietly():
            status = _status(output, functools.partial(_run, verb, output, *args, **kwargs))
        raise SystemExit(status)

    return wrapped


def _run(verb: Callable[..., Exit | None], output: Output, *args: Any, **kwargs: Any) -> Exit:
    status = verb(output, *args, **kwargs)
    output.flush()
    return status or Exit.DONE


def _status(output: Output, run: Callable[[], Exit]) -> Exit:
    try:
        return run()
    except ProblemError as problem:
        return _tell_failure(output, problem.finding)
    except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
        raise
    except Exception as fault:  # noqa: BLE001  the last stop before the person who ran it
        return _tell_failure(output, _fault(fault))


def _tell_failure(output: Output, finding: Finding) -> Exit:
    """Tell it on stdout too, unless it is stdout that fails."""
    try:
        output.problem(finding)
        output.flush()
    except ProblemError as problem:
        _give_up_stdout()
        output.show(Text(sentence(problem.finding)))
    return Exit.FAILED


def _fault(fault: Exception) -> Finding:
    """What kind of fault and where in the program, outermost call first; its message may hold data and stays here."""
    calls = traceback.extract_tb(fault.__traceback__)[-4:]
    place = " > ".join(f"{Path(call.filename).name}:{call.lineno}" for call in calls)
    return CLI.finding("failed_unexpectedly", fault=type(fault).__name__, place=place)


def _today_or(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date:
    return value.date() if value else date.today()  # noqa: DTZ011  the officer's own calendar day


as_of_option = click.option(
    "--as-of",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    callback=_today_or,
    help=later("The day that decides ages, expiry and centuries (default: today)."),
)
"""Gives a verb the argument `as_of`, a `datetime.date`."""
