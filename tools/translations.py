"""Keeps the catalogues of src/catenary/locale: `make translations` after any change of what people are told.

Takes up every sentence of the source into the `.po` files, where translators work, and compiles these to the `.mo` files
that are installed. A sentence that changed wants a new translation; the old one goes. Says what is not translated.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from importlib import import_module
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

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
from catenary.locale import DOMAIN, FOLDER, LANGUAGES  # noqa: E402
from catenary.world.distortion import Kind  # noqa: E402

SOURCE = FOLDER.parent
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
WIDTH = 120

_PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "zh_Hans": "nplurals=1; plural=0;",
}
"""Unicode CLDR, language plural rules, for whole numbers."""

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
    "a side of a comparison": ["query", "candidate"],
    "figures of a comparison": ["pairs", "match", "review", "unreadable"],
    "figures of a fictional world": ["entries", "travellers", "flights", "files"],
    "a custom of naming people": list(_SHOWN_CUSTOMS),
    "a stage of building an index": ["hashing", "sorting"],
    "what doctor looks at": [
        *(check.name for check in surroundings()), "list_index", "documents_index",
        "version", "distribution", "wanted", "folder", "fault", "available_mib", "encoding", "edition", "algorithm",
        "segments", "sources", "age_days", "file", "data_as_of", "records", "code",
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
_HEAD = """\
# {name}: what Catenary tells people, at the command line and of every finding.
# The English sentence is the key; `%(name)s` stays as it is, in whatever order the language wants.
# After a change: make translations. How to review: docs/languages.md
"""


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


def po_file(language: str) -> Path:
    """Where translators work."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue(language: str) -> Catalog:
    """The translations of a language as they stand."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def taken_up(language: str, source: Catalog) -> Catalog:
    """The source with all translations that still fit, in the order of the source; what is new is empty."""
    old, new = catalogue(language), Catalog(locale=language, domain=DOMAIN)
    for message in told(source):
        known = old.get(message.id)
        new.add(message.id, known.string if known else "", auto_comments=sorted(set(message.auto_comments)))
    return new


def header(language: str) -> dict[str, str]:
    """What a catalogue says of itself, without dates: its history is that of the repository."""
    return {
        "Project-Id-Version": "Catenary",
        "Language": language,
        "X-Reviewed-By": reviewed_by(language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _PLURALS[language],
    }


def reviewed_by(language: str) -> str:
    """Who has read the translations, as the `.po` file says: translators write it there."""
    path = po_file(language)
    found = (
        re.search(r'^"X-Reviewed-By: (.*)\\n"$', path.read_text("utf-8"), re.MULTILINE)
        if path.exists()
        else None
    )
    return found[1] if found else "none (machine-made draft)"


def written(language: str, source: Catalog) -> bytes:
    """The `.po` file with everything of the source taken up."""
    file = BytesIO()
    write_po(file, taken_up(language, source), width=WIDTH, omit_header=True)
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in header(language).items())
    opening = _HEAD.format(name=LANGUAGES[language]) + f'msgid ""\nmsgstr ""\n{lines}\n'
    return opening.encode() + file.getvalue()


class _Undated(Catalog):
    """Sentences under a header of ours, for that of the library holds the time."""

    def __init__(self, opening: str, messages: Iterable[Message]) -> None:
        super().__init__(domain=DOMAIN)
        self._held = [Message("", opening), *messages]

    def __iter__(self) -> Iterator[Message]:
        return iter(self._held)


def compiled(language: str) -> bytes:
    """The `.mo` file that belongs to the `.po` file, the same bytes for the same sentences."""
    opening = "".join(f"{name}: {value}\n" for name, value in header(language).items())
    file = BytesIO()
    write_mo(file, _Undated(opening, told(catalogue(language))))
    return file.getvalue()


def missing(language: str, source: Catalog) -> list[str]:
    """The sentences of the source that have no translation."""
    return [str(message.id) for message in told(taken_up(language, source)) if not _complete(message)]


def _complete(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def told(some: Catalog) -> Iterable[Message]:
    """The sentences of a catalogue, without its header."""
    return (message for message in some if message.id)


def main() -> None:
    """Take up, compile, and say what is missing."""
    source = source_messages()
    left = 0
    for language in TRANSLATED:
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(language, source))
        path.with_suffix(".mo").write_bytes(compiled(language))
        gaps = missing(language, source)
        left += len(gaps)
        print(
            f"{language}: {len(list(told(source)))} sentences, {len(gaps)} not translated", *gaps, sep="\n  "
        )
    sys.exit(1 if left else 0)


if __name__ == "__main__":
    main()
