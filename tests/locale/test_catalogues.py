"""Everything people are told stands in five more languages, as translators wrote it."""

import re
import sys
import unicodedata
from collections import defaultdict
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from catenary.basis.findings import Catalogue, Counted, Finding
from catenary.locale import LANGUAGES, sentences_in
from catenary.locale.wording import worded

TOOL = Path(__file__).parents[2] / "tools" / "translations.py"
SPEC = spec_from_file_location("translations", TOOL)
translations = sys.modules.setdefault("translations", module_from_spec(SPEC))
sys.path.insert(0, str(TOOL.parent))  # as when it is run
SPEC.loader.exec_module(translations)
sys.path.remove(str(TOOL.parent))
DESK = TOOL.parents[1] / "src" / "catenary" / "desk"
TRANSLATED, told = (sys.modules["translation_book"].TRANSLATED, sys.modules["translation_book"].told)
BOOKS = {book.domain: book for book in translations.BOOKS}

EVERY = pytest.mark.parametrize("language", TRANSLATED)
PLACEHOLDER = re.compile(r"%\(\w+\)[sr]|\{\w+(?:!r)?\}")
SCRIPTS = {"ru": "CYRILLIC", "ar": "ARABIC", "zh_Hans": "CJK"}
MOMENT = "%(day)s, %(time)s (UTC%(offset)s)"
NAMES = {"CSV", "Catenary", "HTTP", "JSON", "SHA-256", MOMENT}
SAME_AS_ENGLISH = {
    "catenary": {
        "fr": {
            "%(prog)s, version %(version)s",
            "Options",
            "code",
            "distribution",
            "documents",
            "exception",
            "format",
            "hindi",
            "id",
            "message",
            "nat.",
            "organisation",
            "religion",
            "segment",
            "segments",
            "signature",
            "signatures",
            "sources",
            "type",
            "version",
            "visa",
        },
        "es": {"%(name)s: %(state)s", "Error: {message}", "error", "hindi", "id", "no"},
    },
    "django": {
        "fr": {
            "Codes",
            "Document",
            "Visa",
            "%(kind)s, %(year)s",
            "%(pseudonym)s (%(role)s)",
            "Documents",
            "Expert",
            "Institution",
            "Notes",
            "Objection",
            "Original",
            "Plan",
            "Programme",
            "Question",
            "Questions",
            "Sections",
            "Sources",
            "UTC",
            "version %(number)s",
            "Version",
            "Version %(number)s",
            "Versions",
            "Agent",
            "Assistance",
            "Code",
            "Description",
            "Format",
            "Menu",
            "Message",
            "Messages",
            "Restrictions",
            "Taxes",
            "Type",
            "Notifications",
            "Organisation",
            "Organisations",
            "Pages",
            "Public",
            "Source",
            "Transit",
            "invitation",
            "mention",
            "message",
            "notification",
            "organisation",
            ("%(count)d minute", "%(count)d minutes"),
            "%(time)s, %(zone)s",
            *NAMES,
        },
        "es": {
            "%(law)s: %(purposes)s",
            "%(fate)s: %(group)s",
            "%(kind)s, %(year)s",
            "%(pseudonym)s (%(role)s)",
            "%(report)s: %(state)s",
            "No",
            "Original",
            "Plan",
            "UTC",
            "%(percent)s %%",
            "%(time)s, %(zone)s",
            "Bytes",
            "Error:",
            "Hotel",
            "Roles",
            "Supervisor",
            "error",
            "no",
            *NAMES,
        },
    },
}
"""Words that the language does write as English."""


@pytest.fixture(scope="module", params=BOOKS)
def book(request):
    """The command line's catalogue, then the desk's."""
    return BOOKS[request.param]


@pytest.fixture(scope="module")
def source(book):
    return book.source()


@EVERY
def test_every_sentence_has_a_translation(book, language, source):
    missing = book.missing(language, source)
    assert not missing, f"run `make translations`, then translate in {book.po_file(language)}: {missing}"


@EVERY
def test_a_sentence_that_is_gone_leaves_no_translation_behind(book, language, source):
    kept = {message.id for message in told(book.catalogue(language))}
    assert kept == {message.id for message in told(source)}, "run `make translations`"


@EVERY
def test_what_is_installed_is_what_translators_wrote(book, language):
    installed = book.po_file(language).with_suffix(".mo").read_bytes()
    assert installed == book.compiled(language), "run `make translations`"


@EVERY
def test_no_translation_is_a_guess(book, language):
    assert not [message.id for message in told(book.catalogue(language)) if message.fuzzy]


def forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


@EVERY
def test_a_translation_speaks_of_the_same_values(book, language):
    for message in told(book.catalogue(language)):
        wanted = [set(PLACEHOLDER.findall(form)) for form in forms(message.id)]
        assert all(set(PLACEHOLDER.findall(form)) in wanted for form in forms(message.string)), message.id


@EVERY
def test_every_translation_of_a_finding_can_be_filled(language):
    for code, wording in Catalogue.wordings().items():
        for number in (0, 1, 2, 3, 11, 100):
            counts = {wording.by: number} if isinstance(wording, Counted) else {}
            assert worded(Finding(code, params=counts), language) % defaultdict(lambda: "value"), code


@EVERY
def test_a_count_has_every_form_that_the_language_has(book, language):
    numbers = int(re.search(r"nplurals=(\d)", book.header(language)["Plural-Forms"])[1])
    counted = [each for each in told(book.catalogue(language)) if each.pluralizable]
    assert counted
    assert {len(message.string) for message in counted} == {numbers}


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_sentence_is_written_in_the_letters_of_its_language(book, language):
    for message in told(book.catalogue(language)):
        for form in forms(message.string):
            bare = PLACEHOLDER.sub("", form)
            letters = [letter for letter in bare if letter.isalpha()]
            own = [letter for letter in letters if unicodedata.name(letter).startswith(SCRIPTS[language])]
            assert own or not letters or form in {"id", "Python", *NAMES}, message.id


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_sentence_is_not_left_in_english(book, language):
    pairs = ((message.id, message.string) for message in told(book.catalogue(language)))
    same = {english for english, told in pairs if set(forms(english)) & set(forms(told))}
    assert same == SAME_AS_ENGLISH[book.domain][language]


@EVERY
def test_every_code_of_every_room_is_told(language):
    catalogue, rooms = sentences_in(language), set(translations._rooms())
    assert len(rooms) > 10
    for code, wording in Catalogue.wordings().items():
        if code.partition(".")[0] not in rooms:
            continue
        if isinstance(wording, Counted):
            assert catalogue.ngettext(wording.one, wording.many, 5) != wording.many, code
        else:
            assert catalogue.gettext(wording) != wording, code


def test_words_of_the_desk_are_marked_by_names_that_the_tool_knows():
    marks = sys.modules["desk_sentences"]._PYTHON_MARKS  # as the sentences are collected
    renamed = re.compile(r"^from django\.utils\.translation import \w*gettext\w* as (\w+)", re.MULTILINE)
    names = {
        name for path in DESK.rglob("*.py") for name in renamed.findall(path.read_text(encoding="utf-8"))
    }
    assert "_" in names
    assert names <= marks.keys()


def test_the_languages_are_the_six_of_the_united_nations():
    assert set(LANGUAGES) == {"en", *TRANSLATED} == {"en", "fr", "es", "ru", "ar", "zh_Hans"}
