"""How people see what a file proved."""

from datetime import datetime

from rich.table import Table
from rich.text import Text

from catenary.cli.language import _, word
from catenary.cli.output import plain, say, say_counted
from catenary.core.ledger.commitments import Commitment
from catenary.core.ledger.entry import Entry
from catenary.formats.ledger_export.report import CheckedCheckpoint, Report
from catenary.formats.ledger_export.tally import Tally
from catenary.formats.signed_note.keys import Algorithm

_STYLES = {"verified": "bold green", "not_verified": "bold red", "unreadable": "bold red"}
_SHOWN_CHECKPOINTS = 5
_SHOWN_STRETCHES = 8
_INDENT = "  "


def verdict(file: str, status: str) -> Text:
    """The file and what became of it, in one line."""
    told = say("%(file)s: %(status)s", file=file, status=word(status))
    told.stylize(_STYLES[status])
    return told


def report_table(report: Report) -> Table:
    """What was verified: which log, how much of it, and who signed."""
    table = Table(box=None, pad_edge=False, show_header=False)
    _row(table, _("kind"), word(report.kind))
    _row(table, _("log"), report.origin)
    _row(table, _("entries"), f"{report.entries:,}")
    if report.tally:
        _add_tally(table, report.tally)
    if report.first_at and report.last_at:
        _row(table, _("from"), _time(report.first_at))
        _row(table, _("until"), _time(report.last_at))
    for checked in report.checkpoints[-_SHOWN_CHECKPOINTS:]:
        _add_checkpoint(table, checked)
    return table


def _add_tally(table: Table, tally: Tally) -> None:
    """Three parts that add up to the entries, and which entries are withheld."""
    _row(table, _INDENT + _("read and proved"), f"{tally.read:,}")
    withheld = [f"{tally.withheld:,}"]
    if tally.withheld_places:
        places = ", ".join(_stretch(each) for each in tally.withheld_places[:_SHOWN_STRETCHES])
        more = tally.more_places or len(tally.withheld_places) > _SHOWN_STRETCHES
        withheld.append(
            (_("(indices %(places)s, ...)") if more else _("(indices %(places)s)")) % {"places": places}
        )
    _row(table, _INDENT + _("withheld, hash proved"), "  ".join(withheld))
    _row(table, _INDENT + _("not proved"), f"{tally.not_proved:,}")


def _stretch(stretch: tuple[int, int]) -> str:
    first, last = stretch
    return str(first) if first == last else f"{first}-{last}"


def _add_checkpoint(table: Table, checked: CheckedCheckpoint) -> None:
    cells = [f"{checked.size:,}", checked.root.hex()[:16]]
    if not checked.agrees:
        cells.append(_("the entries have another root"))
    _row(table, _("checkpoint"), "  ".join(cells))
    for each in checked.verified:
        if each.key.algorithm is Algorithm.COSIGNATURE and each.at:
            _row(table, _("witnessed by"), f"{each.key.name}  {_time(each.at)}")
        else:
            _row(table, _("signed by"), each.key.name)


def entry_table(entry: Entry) -> Table:
    """The entry as it stands in the log: codes and public ids, and commitments where a text or name would be."""
    table = Table(box=None, pad_edge=False, show_header=False)
    _row(table, word("id"), str(entry.id))
    _row(table, word("at"), _time(entry.at))
    for name in ("actor", "organisation", "room", "act", "purpose", "basis", "reason"):
        if value := getattr(entry, name):
            _row(table, word(name), value)
    for record in entry.records:
        _row(table, word("record"), record)
    for name, param in entry.params.items():
        _row(table, name, "" if param is None else str(param))
    for name, commitment in entry.commitments.items():
        _row(table, name, _commitment(commitment))
    return table


def _commitment(commitment: Commitment) -> Text:
    digest = f"{commitment.digest.hex()[:16]}"
    if commitment.count is None:
        return say("commitment %(digest)s", digest=digest)
    return say_counted(
        "commitment %(digest)s to %(count)s record",
        "commitment %(digest)s to %(count)s records",
        commitment.count,
        digest=digest,
    )


def _row(table: Table, name: str, value: str | Text) -> None:
    table.add_row(Text(plain(name), style="dim"), value if isinstance(value, Text) else Text(plain(value)))


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
