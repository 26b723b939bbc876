"""OFAC's delimited files: `sdn.csv` with `alt.csv` and `sdn_comments.csv`, joined by the first column.

Source: OFAC, Specially Designated Nationals data specification: no header, `-0-` for nothing, Ctrl-Z at the end.
The consolidated set (`cons_prim.csv` ...) has the same columns. Addresses (`add.csv`) are not kept.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from catenary.core.screening.model import ListedDocument, ListedName, ListEntry, NameKind
from catenary.formats.lists.english_dates import english_span_from
from catenary.formats.lists.names import surname_first
from catenary.formats.lists.notes import Notes, Take
from catenary.formats.lists.ofac_remarks import Remarks, read_remarks
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.text_rows import csv_rows
from catenary.formats.lists.values import each_once, read_country_names, read_sex, read_spans, said

_END_OF_FILE = "\x1a"
_REMARKS_LIMIT = 1_000
_SDN_COLUMNS, _ALT_COLUMNS, _COMMENT_COLUMNS = 12, 4, 2
_NEXT_PROGRAM = re.compile(r"\] *\[")


@frozen
class OfacSet:
    """The files of one release; `aliases` and `comments` may be absent."""

    main: ListFile
    aliases: ListFile | None = None
    comments: ListFile | None = None


def read_ofac_csv(files: OfacSet, take: Take, name: str = "ofac") -> Iterator[ListEntry]:
    """The listed individuals. Names in `alt.csv` are aliases, those in the remarks weak ones, as OFAC says.

    Raises ProblemError where a file cannot be trusted to be whole.
    """
    notes, others = Notes(files.main.name, take), Counter[str]()
    aliases = _joined(files.aliases, 3, _ALT_COLUMNS, take)
    comments = _joined(files.comments, 1, _COMMENT_COLUMNS, take)
    listed = set[str]()
    for row in _rows(files.main, _SDN_COLUMNS, notes):
        listed.add(row[0])
        if row[2].casefold() == "individual":
            yield _entry(row, aliases.get(row[0], ()), comments.get(row[0], ()), name, notes)
        else:
            others[row[2] or "entity"] += 1
    _note_orphans(files.aliases, aliases, listed, take)
    notes.not_persons(others)


def _rows(file: ListFile, columns: int, notes: Notes) -> Iterator[list[str]]:
    for number, (line, row) in enumerate(csv_rows(file)):
        if row[0].strip(_END_OF_FILE + " ") or len(row) > 1:
            notes.stand(number, line=line, entry=row[0].strip())
            if len(row) < columns:
                notes.add("row_too_short", cells=len(row))
            else:
                yield [said(cell) for cell in row]


def _joined(
    file: ListFile | None, column: int, columns: int, take: Take
) -> Mapping[str, Sequence[tuple[int | None, str]]]:
    """The texts of one column by the entry they belong to, each with its line."""
    joined = defaultdict[str, list[tuple[int | None, str]]](list)
    if file is not None:
        notes = Notes(file.name, take)
        for row in _rows(file, columns, notes):
            joined[row[0]].append((notes.line, row[column]))
    return joined


def _note_orphans(
    file: ListFile | None,
    aliases: Mapping[str, Sequence[tuple[int | None, str]]],
    listed: set[str],
    take: Take,
) -> None:
    for entry, texts in aliases.items():
        if file is not None and entry not in listed:
            for line, _ in texts:
                Notes(file.name, take, line=line, entry=entry).add("alias_without_entry")


def _entry(
    row: list[str],
    aliases: Sequence[tuple[int | None, str]],
    comments: Sequence[tuple[int | None, str]],
    name: str,
    notes: Notes,
) -> ListEntry:
    remarks = read_remarks(_whole_remarks(row[11], [text for _, text in comments], notes))
    return ListEntry(
        list=name,
        entry=row[0],
        names=_names(row[1], [text for _, text in aliases], remarks, notes),
        born=read_spans(remarks.born, notes, english_span_from),
        sex=read_sex(remarks.sex[0] if remarks.sex else "", notes),
        nationalities=read_country_names(remarks.countries, notes),
        documents=tuple(_with_country(document, notes) for document in dict.fromkeys(remarks.documents)),
        legal_ground=_NEXT_PROGRAM.sub(", ", row[3]) or None,
    )


def _whole_remarks(remarks: str, comments: list[str], notes: Notes) -> str:
    """The remarks with their continuation; a cut one loses its last item, which may be half an item."""
    if len(remarks) < _REMARKS_LIMIT - 1 or comments:
        return remarks + "".join(comments)
    notes.add("remarks_cut", length=len(remarks))
    return remarks.rpartition(";")[0]


def _names(primary: str, aliases: list[str], remarks: Remarks, notes: Notes) -> tuple[ListedName, ...]:
    if not primary:
        notes.add("name_missing")
    by_kind = (
        (NameKind.PRIMARY, [primary]),
        (NameKind.ALIAS, aliases),
        (NameKind.WEAK_ALIAS, remarks.weak_aliases),
    )
    return each_once(
        ListedName(surname_first(text), kind) for kind, texts in by_kind for text in texts if text
    )


def _with_country(document: ListedDocument, notes: Notes) -> ListedDocument:
    issuers = read_country_names([document.issuer or ""], notes)
    return evolve(document, issuer=issuers[0] if issuers else None)
