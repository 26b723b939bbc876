"""A book of translations: one gettext domain, the `.po` files where translators work and the `.mo` files made of them."""

import re
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path

from attrs import frozen
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from catenary.locale import FOLDER, LANGUAGES

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

_HEAD = """\
# {name}: {about}
# The English sentence is the key; `%(name)s` stays as it is, in whatever order the language wants.
# After a change: make translations. How to review: docs/languages.md
"""


@frozen
class Book:
    """One domain: what it holds, in a few words, and how its sentences are found in the source."""

    domain: str
    about: str
    source: Callable[[], Catalog]

    def po_file(self, language: str) -> Path:
        """Where translators work."""
        return FOLDER / language / "LC_MESSAGES" / f"{self.domain}.po"

    def catalogue(self, language: str) -> Catalog:
        """The translations of a language as they stand."""
        path = self.po_file(language)
        if not path.exists():
            return Catalog(locale=language, domain=self.domain)
        with path.open("rb") as file:
            return read_po(file, locale=language, domain=self.domain)

    def taken_up(self, language: str, source: Catalog) -> Catalog:
        """The source with all translations that still fit, in the order of the source; what is new is empty."""
        old, new = self.catalogue(language), Catalog(locale=language, domain=self.domain)
        for message in told(source):
            known = old.get(message.id, message.context)
            notes = sorted(set(message.auto_comments))
            new.add(message.id, known.string if known else "", auto_comments=notes, context=message.context)
        return new

    def header(self, language: str) -> dict[str, str]:
        """What a catalogue says of itself, without dates: its history is that of the repository."""
        return {
            "Project-Id-Version": "Catenary",
            "Language": language,
            "X-Reviewed-By": self.reviewed_by(language),
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": _PLURALS[language],
        }

    def reviewed_by(self, language: str) -> str:
        """Who has read the translations, as the `.po` file says: translators write it there."""
        path = self.po_file(language)
        text = path.read_text("utf-8") if path.exists() else ""
        found = re.search(r'^"X-Reviewed-By: (.*)\\n"$', text, re.MULTILINE)
        return found[1] if found else "none (machine-made draft)"

    def written(self, language: str, source: Catalog) -> bytes:
        """The `.po` file with everything of the source taken up."""
        file = BytesIO()
        write_po(file, self.taken_up(language, source), width=WIDTH, omit_header=True)
        lines = "".join(f'"{name}: {value}\\n"\n' for name, value in self.header(language).items())
        head = _HEAD.format(name=LANGUAGES[language], about=self.about)
        return f'{head}msgid ""\nmsgstr ""\n{lines}\n'.encode() + file.getvalue()

    def compiled(self, language: str) -> bytes:
        """The `.mo` file that belongs to the `.po` file, the same bytes for the same sentences."""
        opening = "".join(f"{name}: {value}\n" for name, value in self.header(language).items())
        file = BytesIO()
        write_mo(file, _Undated(self.domain, opening, told(self.catalogue(language))))
        return file.getvalue()

    def missing(self, language: str, source: Catalog) -> list[str]:
        """The sentences of the source that have no translation."""
        return [
            str(message.id) for message in told(self.taken_up(language, source)) if not _complete(message)
        ]

    def bring_up_to_date(self) -> int:
        """Take up and compile every language; say what is missing, and how many sentences that is."""
        source = self.source()
        left = 0
        for language in TRANSLATED:
            path = self.po_file(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.written(language, source))
            path.with_suffix(".mo").write_bytes(self.compiled(language))
            gaps = self.missing(language, source)
            left += len(gaps)
            count = len(list(told(source)))
            print(
                f"{self.domain}, {language}: {count} sentences, {len(gaps)} not translated", *gaps, sep="\n  "
            )
        return left


class _Undated(Catalog):
    """Sentences under a header of ours, for that of the library holds the time."""

    def __init__(self, domain: str, opening: str, messages: Iterable[Message]) -> None:
        super().__init__(domain=domain)
        self._held = [Message("", opening), *messages]

    def __iter__(self) -> Iterator[Message]:
        return iter(self._held)


def told(some: Catalog) -> Iterable[Message]:
    """The sentences of a catalogue, without its header."""
    return (message for message in some if message.id)


def _complete(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)
