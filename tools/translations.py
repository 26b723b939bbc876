"""Keeps the catalogues of src/catenary/locale: `make translations` after any change of what people are told.

Takes up every sentence of the source into the `.po` files, where translators work, and compiles these to the `.mo` files
that are installed. A sentence that changed wants a new translation; the old one goes. Says what is not translated.
"""

import re
import sys
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from desk_sentences import desk_messages, set_up_django
from translation_book import Book

from catenary.cli.kernels import keep_kernels_apart

keep_kernels_apart()

import catenary.cli  # noqa: E402  imports the compiled scorer by and by
from catenary.basis.findings import Catalogue as Findings  # noqa: E402
from catenary.basis.findings import Counted, Severity  # noqa: E402
from catenary.basis.persons import Sex  # noqa: E402
from catenary.cli.bench import _claims  # noqa: E402
from catenary.cli.demo_story import _SHOWN_CUSTOMS  # noqa: E402
from catenary.cli.doctor_checks import Health, surroundings  # noqa: E402
from catenary.cli.help import unwrapped  # noqa: E402
from catenary.core.documents.model import DocumentClass, DocumentStatus, RecordedStatus  # noqa: E402
from catenary.core.intake.model import Purpose, Role  # noqa: E402
from catenary.core.intake.sensitive_table import Category  # noqa: E402
from catenary.core.screening.model import Band, Status  # noqa: E402
from catenary.formats.cusres.answers import Meaning  # noqa: E402
from catenary.formats.ledger_export.report import Kind as ProofKind  # noqa: E402
from catenary.locale import DOMAIN, FOLDER  # noqa: E402
from catenary.world.distortion import Kind  # noqa: E402

SOURCE = FOLDER.parent

_MARKS = {"_": None, "later": None, "say": None, "say_counted": (1, 2), "gettext": None, "ngettext": (1, 2)}
_VOCABULARIES = (
    Severity, Sex, Health, Status, Band, Role, Purpose, Category, Meaning, Kind, DocumentStatus, DocumentClass, RecordedStatus,
)  # fmt: skip
_OTHER_WORDS = {
    "a field of a travel document or message": [
        "type", "issuer", "number", "surname", "given_names", "name", "name_may_be_cut", "nationality", "born", "birth",
        "sex", "expires", "expiry", "optional", "optional_2", "personal", "composite", "number_digit", "birth_digit",
        "expiry_digit", "personal_digit", "composite_digit", "issuer_country", "nationality_country", "birth_place",
        "embarks", "disembarks", "listed_on",
    ],
    "a part of an index file": ["length", "header", "content"],
    "a part of a signed note or key": [
        "blank line", "end", "signature line", "signature", "signatures", "character", "length", "form", "name", "id", "key",
    ],
    "what a file proves, and whether": [*ProofKind, "verified", "not_verified", "unreadable"],
    "a field of an entry of the ledger": [
        "id", "at", "actor", "organisation", "room", "act", "purpose", "basis", "reason", "record",
    ],
    "a side of a comparison": ["query", "candidate"],
    "figures of a comparison": ["pairs", "match", "review", "unreadable"],
    "figures of a fictional world": ["entries", "travellers", "flights", "files"],
    "a custom of naming people": list(_SHOWN_CUSTOMS),
    "a stage of building an index": ["hashing", "sorting"],
    "what doctor looks at": [
        *(check.name for check in surroundings()), "list_index", "documents_index",
        "version", "distribution", "wanted", "folder", "fault", "available_mib", "encoding", "edition", "algorithm",
        "segments", "sources", "age_days", "file", "data_as_of", "records", "code",
        "settings", "data_folder", "database", "migrations", "row_security", "workers", "log", "time_stamps",
        "server_log", "part", "role", "release", "missing", "tables", "without", "count", "checkpoint_age_s",
        "waiting_s", "telling",
    ],
    "an answer of the operating system": [
        "No such file or directory", "Permission denied", "Is a directory", "Not a directory", "File exists",
        "No space left on device", "Read-only file system", "Input/output error", "File name too long",
        "Directory not empty", "Too many open files", "it is a pipe or device, not a file",
    ],
}  # fmt: skip
_CLICK_FILES = ("core", "decorators", "exceptions", "formatting", "parser", "types")
_NEVER_TOLD = re.compile(
    r"Do you want|DeprecationWarning|prompt|defined|must be an iterable|invalid input|declaration|same flag|start character|Choice\(|UUID",
    re.IGNORECASE,
)
"""What click says to programmers, or for features that no verb has."""


def source_messages() -> Catalog:
    """Everything that people are told, in English, each with a note on where it is told."""
    found = Catalog(domain=DOMAIN)
    for message, note in [*_findings(), *_literals(), *_help(), *_words(), *_of_click()]:
        found.add(message, auto_comments=[note])
    return found


def _findings() -> Iterator[tuple[str | tuple[str, str], str]]:
    rooms = set(_rooms())
    for code, wording in sorted(Findings.wordings().items()):
        if code.partition(".")[0] in rooms:
            yield (wording.one, wording.many) if isinstance(wording, Counted) else wording, code


def _rooms() -> Iterator[str]:
    """The rooms of the source; a test that runs beside may have made others."""
    set_up_django()
    for path in sorted(SOURCE.rglob("*.py")):
        if "= Catalogue(" in path.read_text("utf-8"):
            module = import_module(".".join(("catenary", *path.relative_to(SOURCE).with_suffix("").parts)))
            yield from (each.room for each in vars(module).values() if isinstance(each, Findings))


def _literals() -> Iterator[tuple[str | tuple[str, str], str]]:
    for path in sorted((SOURCE / "cli").glob("*.py")):
        for _line, message, _comments, _context in extract_from_file("python", path, keywords=_MARKS):
            yield message, f"cli/{path.name}"


def _help() -> Iterator[tuple[str, str]]:
    for path, command in _commands("catenary", catenary.cli.cli):
        yield unwrapped(command.help or ""), f"{path} --help"
    for name, claim in sorted(_claims().items()):
        yield claim, f"catenary bench {name}"


def _commands(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        measured = set(_claims()) if path == "catenary bench" else set()
        for name in sorted({*command.list_commands(context)} - measured):
            each = command.get_command(context, name)
            assert each is not None
            yield from _commands(f"{path} {name}", each)


def _words() -> Iterator[tuple[str, str]]:
    for vocabulary in _VOCABULARIES:
        yield from ((_spoken(each), (vocabulary.__doc__ or "").partition("\n")[0]) for each in vocabulary)
    for note, words in _OTHER_WORDS.items():
        yield from ((each.replace("_", " ") if each.isidentifier() else each, note) for each in words)


def _spoken(value: Enum) -> str:
    code = value.value if isinstance(value.value, str) else value.name.lower()
    return code.replace("_", " ")


def _of_click() -> Iterator[tuple[str | tuple[str, str], str]]:
    """What the library behind the command line tells of options, and only that."""
    folder = Path(click.__file__).parent
    yield "required", "click"
    for name in _CLICK_FILES:
        for _line, message, _comments, _context in extract_from_file(
            "python", folder / f"{name}.py", keywords=_MARKS
        ):
            if not _NEVER_TOLD.search(str(message)):
                yield message, "click"


COMMAND_LINE = Book(
    DOMAIN, "what Catenary tells people, at the command line and of every finding.", source_messages
)
DESK = Book("django", "what the pages of the desk say.", desk_messages)
BOOKS = (COMMAND_LINE, DESK)


def main() -> None:
    """Take up, compile, and say what is missing."""
    sys.exit(1 if sum(book.bring_up_to_date() for book in BOOKS) else 0)


if __name__ == "__main__":
    main()
