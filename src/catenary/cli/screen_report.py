"""What people see of a screening: every candidate beside the traveller with the reasons, and a summary."""

from collections import Counter
from collections.abc import Mapping

from rich.panel import Panel
from rich.table import Column, Table
from rich.text import Text

from catenary.basis.findings import Finding, Severity
from catenary.cli.language import _, word
from catenary.cli.output import Exit, Output, plain, say, sentence
from catenary.core.documents.model import DocumentAnswer, DocumentStatus
from catenary.core.screening.edition import ListEdition
from catenary.core.screening.model import Band, Candidate, Person, Status
from catenary.formats.screening_input import Subject
from catenary.formats.screening_records import Screened

_MARKS = {True: Text("+", style="green"), False: Text("-", style="red"), None: Text(" ")}


class ScreenReport:
    """Shows candidates as they come and counts everything for the end."""

    def __init__(self, output: Output, edition: ListEdition) -> None:
        self._output, self._edition = output, edition
        self._statuses: Counter[Status] = Counter()
        self._bands: Counter[Band] = Counter()
        self._documents: Counter[DocumentStatus] = Counter()
        self._notes: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], Finding] = {}
        self._unreadable = 0
        self._has_gaps = self._has_failed = False

    @property
    def exit_status(self) -> Exit:
        """FAILED when a check failed, else UNREADABLE when an input, or a name or document in it, could not be read."""
        if self._has_failed:
            return Exit.FAILED
        return Exit.UNREADABLE if self._unreadable or self._has_gaps else Exit.DONE

    def add(self, screened: Screened, subject: Subject) -> None:
        """Count a result, and show it when a human should look."""
        self._statuses[screened.status] += 1
        self._bands.update(candidate.band for candidate in screened.candidates[:1])
        self._has_gaps |= not subject.is_whole
        self._has_failed |= screened.status is Status.CHECK_FAILED
        if subject.person is None:
            self._unreadable += 1
            for finding in screened.findings:
                self._output.show(Text(f"{plain(screened.source)}: {sentence(finding)}", style="bold red"))
            return
        for finding in screened.findings:
            if finding.severity is Severity.ERROR:
                self.note(screened.source, finding)
        if screened.candidates and not self._output.quiet:
            headline = Text(_headline(screened, subject.person), style="bold")
            self._output.show(headline, *map(_candidate, screened.candidates))
        for number, answer in screened.documents:
            self._add_document(screened, number, answer)

    def _add_document(self, screened: Screened, number: str, answer: DocumentAnswer) -> None:
        self._documents[answer.status] += 1
        if answer.status is DocumentStatus.NOT_CHECKED:
            for finding in answer.findings:
                self._has_failed |= finding.severity is Severity.ERROR
                self.note(screened.source, finding)
        if answer.status in {DocumentStatus.FOUND, DocumentStatus.NEAR}:
            reasons = "; ".join(sentence(finding) for finding in answer.findings)
            told = say(
                "%(source)s %(id)s: document %(number)s: %(status)s: ",
                source=screened.source,
                id=screened.id,
                number=number,
                status=word(answer.status),
            )
            self._output.show(told.append(reasons))

    def note(self, source: str, finding: Finding) -> None:
        """Keep what was noticed about a whole input or register, or keeps somebody from being checked, for the summary."""
        if finding.severity is not Severity.NOTICE:
            self._notes[source, finding.code] += 1
            self._first.setdefault((source, finding.code), finding)

    def close(self) -> None:
        """Show the summary."""
        if self._notes:
            self._output.show(_notes(self._notes, self._first))
        self._output.show(self._summary())

    def _summary(self) -> Table:
        edition, algorithm = self._edition.edition, self._edition.algorithm
        title = say("list edition %(edition)s, algorithm %(algorithm)s", edition=edition, algorithm=algorithm)
        table = Table(title=title, title_justify="left", box=None, show_header=False, pad_edge=False)
        total = sum(self._statuses.values()) - self._unreadable
        table.add_row(_("travellers"), f"{total:,}")
        table.add_row(
            _("with candidates"),
            say(
                "%(count)s (%(matching)s reach match)",
                count=f"{self._statuses[Status.CANDIDATES]:,}",
                matching=f"{self._bands[Band.MATCH]:,}",
            ),
        )
        table.add_row(_("no match"), f"{self._statuses[Status.NO_MATCH]:,}")
        table.add_row(_("not checked"), f"{self._statuses[Status.NOT_CHECKED] - self._unreadable:,}")
        table.add_row(_("check failed"), f"{self._statuses[Status.CHECK_FAILED]:,}")
        table.add_row(_("unreadable inputs"), f"{self._unreadable:,}")
        for status, count in sorted(self._documents.items()):
            table.add_row(say("documents: %(status)s", status=word(status)), f"{count:,}")
        return table


def _headline(screened: Screened, person: Person) -> str:
    facts = [name.full for name in person.names]
    facts += [str(born) for born in person.born]
    facts += [word(person.sex)] if person.sex else []
    facts += person.nationalities
    return f"{plain(screened.source)} {screened.id}: " + plain(", ".join(facts))


def _candidate(candidate: Candidate) -> Panel:
    table = Table(box=None, show_header=False, pad_edge=False)
    for reason in candidate.findings:
        nats = reason.params.get("contribution")
        weight = float(nats) if isinstance(nats, float | int) else 0.0
        mark = _MARKS[None if weight == 0 else weight > 0]
        table.add_row(mark, f"{weight:+.1f}" if weight else "", Text(sentence(reason)))
    who = Text(plain(f"{candidate.list} {candidate.entry}  {candidate.name}  "))
    score = say("score %(score)s (%(band)s)", score=f"{candidate.score:.3f}", band=word(candidate.band))
    return Panel(table, title=who.append_text(score), title_align="left", expand=False)


def _notes(notes: Counter[tuple[str, str]], first: Mapping[tuple[str, str], Finding]) -> Table:
    """How often each was noticed, with the first of them in full."""
    columns = (_("input"), Column(_("times"), justify="right"), _("finding"), _("code"))
    table = Table(*columns, title=_("noticed in the inputs"), title_justify="left", box=None, pad_edge=False)
    for (source, code), count in notes.items():
        said = Text(sentence(first[source, code]))
        table.add_row(Text(plain(source)), str(count), said, Text(code, style="dim"))
    return table
