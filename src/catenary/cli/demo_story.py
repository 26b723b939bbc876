"""What `catenary world demo` tells people: tables that fit 80 columns, with or without colour."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from attrs import frozen
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Column, Table
from rich.text import Text

from catenary.basis.findings import Severity
from catenary.cli.language import _, word
from catenary.cli.output import Output, plain, say, say_counted, sentence
from catenary.core.intake.model import CarrierMessage
from catenary.core.screening.edition import ListEdition
from catenary.core.screening.model import Band, Candidate, ListedDocument, ListEntry, NameKind, Person, Status
from catenary.formats.screening_records import Screened
from catenary.world.distortion import DISTORTIONS, NEAR_MISSES, Kind
from catenary.world.generation import WorldSummary
from catenary.world.listing import listed_people

_WIDTH = 80
_SHOWN_CUSTOMS = (
    "arabic",
    "chinese",
    "russian",
    "hindi",
    "korean",
    "greek",
    "amharic",
    "spanish",
    "vietnamese",
)
_TELLING_KINDS = (Kind.ALL_RESPELLED, Kind.SPLIT, Kind.NAMESAKE)
"""The kinds of which one case each is explained: another transliteration, a typing habit, and somebody else."""


@frozen
class FileRead:
    """A file and what was understood of it."""

    name: str
    messages: tuple[CarrierMessage, ...]


@frozen
class Case:
    """A traveller, what screening said, and the truth: `kind` where planted, `entry` empty for a near miss."""

    traveller: str
    person: Person
    screened: Screened
    kind: str | None
    entry: str | None

    @property
    def bands(self) -> set[Band]:
        """The bands of the candidates that count: of the true entry for a planted person, else of all."""
        return {each.band for each in self.screened.candidates if not self.entry or each.entry == self.entry}


class Story:
    """Tells the demonstration step by step; `summary` is the same in figures."""

    def __init__(self, output: Output, folder: Path) -> None:
        self._output, self._folder = output, folder
        self._steps = 0
        self.summary: dict[str, object] = {"folder": str(folder)}

    def _step(self, title: str, *lines: Text | str) -> None:
        self._steps += 1
        self._output.show(Text(""), Rule(Text(f"{self._steps}. {title}", style="bold"), align="left"))
        self._output.show(*lines)

    def world(self, summary: WorldSummary, entries: int, seed: int) -> None:
        """Who lives in the world."""
        planted = sum(summary.planted.values())
        self._step(
            _("A world that does not exist"),
            say(
                "Invented travellers: %(travellers)s, flights: %(flights)s, invented people on a watchlist: %(entries)s.",
                travellers=summary.travellers,
                flights=summary.flights,
                entries=entries,
            ),
            say_counted(
                "%(count)s traveller was planted: listed people with changed data, and people who only look like them.",
                "%(count)s travellers were planted: listed people with changed data, and people who only look like them.",
                planted,
            ),
        )
        table = _table(_("custom"), _("as written at home"), _("as one list or carrier writes it"))
        shown = dict.fromkeys(_SHOWN_CUSTOMS)
        for listed in listed_people(seed, entries):
            someone = listed.person
            if shown.get(someone.custom, "") is None and len(someone.native_name) < 26:
                shown[someone.custom] = ""
                table.add_row(word(someone.custom), Text(someone.native_name), Text(someone.name.full))
        self._output.show(table)
        self.summary |= {"travellers": summary.travellers, "entries": entries, "planted": planted}

    def messages(self, files: Sequence[FileRead]) -> None:
        """What the carriers sent, what was wrong with it, and what did not pass the door."""
        self._step(_("Carriers send their messages"))
        table = _table(_("file"), _("message"), _("parts"), _("persons"), numbers=2)
        removed = Counter[str]()
        for file in files:
            persons = sum(len(message.travellers) for message in file.messages)
            kinds = sorted({f"{message.message} {message.version}" for message in file.messages})
            table.add_row(file.name, "\n".join(kinds), str(len(file.messages)), str(persons))
            for message in file.messages:
                removed.update(message.removed)
        gone = ", ".join(f"{word(category)} {count}" for category, count in sorted(removed.items()) if count)
        self._output.show(table, Text(""), *_noticed(files))
        self._output.show(
            say("Removed at the door, counted and never stored: %(counts)s.", counts=gone or _("nothing"))
        )
        self.summary |= {"files": len(files), "removed": dict(removed)}

    def list(self, edition: ListEdition) -> None:
        """Which list everybody is compared with."""
        names = sum(source.names for source in edition.sources)
        persons = sum(source.entries for source in edition.sources)
        self._step(
            _("The list becomes an index"),
            say(
                "Persons: %(persons)s, names: %(names)s, edition %(edition)s, algorithm %(algorithm)s.",
                persons=persons,
                names=names,
                edition=edition.edition,
                algorithm=edition.algorithm,
            ),
        )

    def screened(self, cases: Sequence[Case]) -> None:
        """The outcome in figures."""
        statuses = Counter(case.screened.status for case in cases)
        at_match = sum(Band.MATCH in {each.band for each in case.screened.candidates} for case in cases)
        met = say_counted(
            "%(count)s traveller met the list:", "%(count)s travellers met the list:", len(cases)
        )
        self._step(_("Everybody is screened, once"), met)
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_row(word(Status.NO_MATCH), str(statuses[Status.NO_MATCH]), "")
        table.add_row(
            word(Status.CANDIDATES),
            str(statuses[Status.CANDIDATES]),
            say("a human looks; the match threshold is reached by %(count)s", count=at_match),
        )
        for status in (Status.NOT_CHECKED, Status.CHECK_FAILED):
            table.add_row(word(status), str(statuses[status]), "")
        self._output.show(table)
        self.summary |= {"screened": len(cases), "statuses": {str(k): v for k, v in sorted(statuses.items())}}

    def explained(self, cases: Sequence[Case], entries: Mapping[str, ListEntry]) -> None:
        """One case of each telling kind, the traveller beside the list entry, with every reason."""
        self._step(_("Cases, as an officer sees them"))
        for kind in _TELLING_KINDS:
            told = [
                (case, each) for case in cases if case.kind == kind and (each := _candidate_to_tell(case))
            ]
            if told:
                case, candidate = max(told, key=lambda pair: _instructive(pair[1], entries))
                self._output.show(_panel(case, candidate, entries[candidate.entry]))

    def against_the_truth(self, cases: Sequence[Case]) -> None:
        """What was found of what was planted, and who was bothered for nothing."""
        self._step(_("Against the truth, which only a fictional world knows"))
        figures = (_("persons"), _("shown"), _("at match"))
        table = _table(_("planted: listed people who were"), *figures, numbers=3)
        listed = [row for kind in DISTORTIONS if (row := _counts(cases, kind))]
        for row in [*listed, _total(_("all of them"), listed)]:
            table.add_row(*map(str, row))
        others = _table(_("planted: somebody else with"), *figures, numbers=3)
        near = [row for kind in NEAR_MISSES if (row := _counts(cases, kind))]
        innocent = [case for case in cases if case.kind is None]
        for row in [*near, _row(_("nothing in common, as far as we know"), innocent)]:
            others.add_row(*map(str, row))
        self._output.show(table, Text(""), others)
        self.summary |= {"listed": _figures(listed), "near_misses": _figures(near)}
        self.summary |= {"innocent": _figures([_row("innocent", innocent)])}

    def farewell(self) -> None:
        """What to try next."""
        folder = plain(str(self._folder))
        self._step(
            _("Now you"),
            f"catenary read {folder}/messages/*.edi",
            f"catenary screen {folder}/messages/*.edi --list {folder}/index --as-of 2026-12-01",
            "catenary world --seed 7 --travellers 5000 --entries 100000 --out bigger",
        )


def _table(*headings: str, numbers: int = 0) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if place >= len(headings) - numbers else "left")
    return table


def _noticed(files: Iterable[FileRead]) -> Iterable[Text]:
    """What is wrong with the files, in words; nobody in them is lost for it."""
    for file in files:
        for finding in (each for message in file.messages for each in message.findings):
            if finding.severity is not Severity.NOTICE:
                yield say("Noticed in %(file)s: ", file=file.name).append(sentence(finding))


def _candidate_to_tell(case: Case) -> Candidate | None:
    for candidate in case.screened.candidates:
        if not case.entry or candidate.entry == case.entry:
            return candidate
    return None


def _instructive(candidate: Candidate, entries: Mapping[str, ListEntry]) -> tuple[bool, bool]:
    """Cases teach most where no document settles them and the list has the original script."""
    settled = any(reason.code.startswith("screening.document") for reason in candidate.findings)
    names = entries[candidate.entry].names
    return not settled, any(name.kind is NameKind.ORIGINAL_SCRIPT for name in names)


def _panel(case: Case, candidate: Candidate, entry: ListEntry) -> Panel:
    sides = (
        say("traveller %(traveller)s", traveller=case.traveller),
        say("list entry %(entry)s", entry=entry.entry),
    )
    beside = Table("", *map(Column, sides), box=None, pad_edge=False, header_style="dim")
    for label, left, right in _side_by_side(case.person, entry):
        beside.add_row(Text(label, style="dim"), Text(plain(left)), Text(plain(right)))
    reasons = Table(box=None, show_header=False, pad_edge=False)
    for reason in candidate.findings:
        reasons.add_row(*_reason(reason.params.get("contribution")), Text(sentence(reason)))
    whole = Table.grid()
    for part in (beside, Text(""), reasons):
        whole.add_row(part)
    title = say(
        "%(kind)s: score %(score)s, %(band)s",
        kind=word(case.kind or ""),
        score=f"{candidate.score:.3f}",
        band=word(candidate.band),
    )
    title.stylize("bold")
    return Panel(whole, title=title, title_align="left", width=_WIDTH)


def _reason(contribution: object) -> tuple[Text, str]:
    weight = float(contribution) if isinstance(contribution, float | int) else 0.0
    if not weight:
        return Text(" "), ""
    mark = Text(_("for"), style="green") if weight > 0 else Text(_("against"), style="red")
    return mark, f"{weight:+.1f}"


def _side_by_side(person: Person, entry: ListEntry) -> Iterable[tuple[str, str, str]]:
    original = [name.name.full for name in entry.names if name.kind is NameKind.ORIGINAL_SCRIPT]
    listed = [name.name.full for name in entry.names if name.kind is not NameKind.ORIGINAL_SCRIPT]
    yield _("name"), "\n".join(name.full for name in person.names), "\n".join([*listed, *original])
    yield _("born"), _joined(person.born), _joined(entry.born)
    yield _("sex"), word(person.sex or ""), word(entry.sex or "")
    yield _("nationality"), _joined(person.nationalities), _joined(entry.nationalities)
    yield _("documents"), _papers(person.documents), _papers(entry.documents)


def _joined(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


def _papers(documents: Iterable[ListedDocument]) -> str:
    return _joined(f"{paper.number} ({paper.issuer})" for paper in documents)


_Row = tuple[str, int, int, int]


def _counts(cases: Iterable[Case], kind: Kind) -> _Row | None:
    of_kind = [case for case in cases if case.kind == kind]
    return _row(word(kind), of_kind) if of_kind else None


def _row(label: str, cases: Sequence[Case]) -> _Row:
    shown = sum(bool(case.bands) for case in cases)
    return label, len(cases), shown, sum(Band.MATCH in case.bands for case in cases)


def _total(label: str, rows: Sequence[_Row]) -> _Row:
    return label, sum(row[1] for row in rows), sum(row[2] for row in rows), sum(row[3] for row in rows)


def _figures(rows: Sequence[_Row]) -> dict[str, int]:
    _, persons, shown, at_match = _total("", rows)
    return {"persons": persons, "shown": shown, "at_match": at_match}
