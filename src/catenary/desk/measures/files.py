"""Editions and translations as files that come in: which kind each is, what it holds, and what is wrong with it, by its cell."""

from attrs import field, frozen

from catenary.basis.findings import Finding, ProblemError, Severity
from catenary.core.measures.checking import faults
from catenary.core.measures.model import Edition as Method
from catenary.core.measures.model import Translation
from catenary.core.measures.translating import translatable
from catenary.desk.measures.problems import EDITIONS
from catenary.desk.shell.sentences import sentence
from catenary.formats.measures import (
    ReadTable,
    ReadTranslations,
    is_xlsform,
    read_edition_csv,
    read_edition_json,
    read_edition_xlsform,
    read_edition_xlsx,
    read_translations_csv,
)

_ZIP = b"PK\x03\x04"


@frozen
class Noticed:
    """What is wrong with a file: where, if at a cell, and what."""

    cell: str
    text: str
    is_error: bool


@frozen
class ReadFile:
    """What a file held: the edition unless something keeps it from being read, and everything noticed."""

    method: Method | None
    noticed: tuple[Noticed, ...]
    translations: tuple[Translation, ...] = field(default=(), converter=tuple[Translation, ...])

    @property
    def errors(self) -> int:
        """How many things keep it from being read."""
        return sum(each.is_error for each in self.noticed)


def read_file(data: bytes, known: Method, earlier: tuple[Method, ...] = ()) -> ReadFile:
    """An edition in any of the formats; `known` is how it stands now. What would be wrong with it is told as a warning, by its cell.

    Raises ProblemError `editions.file_unknown`, and those of the JSON.
    """
    if data.startswith(_ZIP) and is_xlsform(data):
        form = read_edition_xlsform(data, known)
        return _with_faults(form.table, earlier, form.translations)
    if data.startswith(_ZIP):
        return _with_faults(read_edition_xlsx(data), earlier)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _with_faults(ReadTable(read_edition_json(data), (), {}), earlier)
    if b"\x00" in data[:4] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise EDITIONS.problem("file_unknown")
    return _with_faults(read_edition_csv(data), earlier)


def read_translations(data: bytes, method: Method) -> ReadTranslations:
    """The translations of a table or a form; what translates other words than the edition's is left out, and told."""
    if not data.startswith(_ZIP):
        return read_translations_csv(data, method)
    form = read_edition_xlsform(data, method)
    if form.table.edition is None:
        return ReadTranslations((), form.table.findings)
    known = {*translatable(method)}
    there = {code: form.table.edition.texts_of(code) for code in translatable(form.table.edition)}
    fitting = [
        each
        for each in form.translations
        if each.code in known and there[each.code] == method.texts_of(each.code)
    ]
    others = [
        EDITIONS.finding("form_words_other", item=each.code)
        for each in form.translations
        if each not in fitting
    ]
    return ReadTranslations(tuple(fitting), (*form.table.findings, *others))


def demand_readable(read: ReadFile) -> Method:
    """The edition of the file. Raises ProblemError `editions.file_faulty` where something keeps it from being read."""
    if read.method is None:
        raise EDITIONS.problem("file_faulty", count=read.errors)
    return read.method


def noticed(findings: tuple[Finding, ...]) -> tuple[Noticed, ...]:
    """Findings about a file, whose sentences name the cell."""
    return tuple(_noticed(each) for each in findings)


def _with_faults(
    read: ReadTable, earlier: tuple[Method, ...], translations: tuple[Translation, ...] = ()
) -> ReadFile:
    found = faults(read.edition, earlier) if read.edition else ()
    beside = [Noticed(read.cell_of(each) or "", sentence(each), is_error=False) for each in found]
    return ReadFile(read.edition, (*noticed(read.findings), *beside), translations)


def _noticed(finding: Finding) -> Noticed:
    return Noticed(str(finding.params.get("cell", "")), sentence(finding), finding.severity is Severity.ERROR)


def faulty(error: ProblemError) -> ReadFile:
    """A file that could not be read at all, and why."""
    return ReadFile(None, noticed((error.finding,)))
