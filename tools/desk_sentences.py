"""Finds what the pages of the desk say: in templates and in the desk's code."""

import os
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_from_file

from catenary.locale import FOLDER

SOURCE = FOLDER.parent
ROOMS = ("desk", "app", "peers")
_PYTHON_MARKS = {
    "_": None, "gettext": None, "now": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
_TEMPLATE_MARKS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def desk_messages() -> Catalog:
    """Everything that pages say, in English, each with a note on where it is said."""
    found = Catalog(domain="django")
    for message, context, note in [*_of_python(), *_of_templates()]:
        found.add(message, auto_comments=[note], context=context)
    return found


def _of_python() -> Iterator[tuple[str | tuple[str, str], str | None, str]]:
    for path in sorted(each for room in ROOMS for each in (SOURCE / room).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for _line, message, _comments, context in extract_from_file("python", path, keywords=_PYTHON_MARKS):
            yield message, context, str(path.relative_to(SOURCE))


def _of_templates() -> Iterator[tuple[str | tuple[str, str], str | None, str]]:
    set_up_django()
    from django.utils.translation.template import templatize  # noqa: PLC0415  needs Django set up

    for path in sorted(each for suffix in ("html", "txt") for each in (SOURCE / "desk").rglob(f"*.{suffix}")):
        if "templates" not in path.parts:
            continue
        # Django's own reading of a template, as calls that a reader of JavaScript understands
        calls = BytesIO(templatize(path.read_text("utf-8")).encode())
        for _line, message, _comments, context in extract("javascript", calls, keywords=_TEMPLATE_MARKS):
            yield message, context, str(path.relative_to(SOURCE))


def set_up_django() -> None:
    """Let modules of the desk be imported and templates be read; nothing is connected."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catenary.app.settings")
    os.environ.setdefault("DATABASE_URL", "postgresql://nobody@/none")
    os.environ.setdefault("CATENARY_SECRET_KEY", "only to read templates, for which nothing is signed")
    import_module("django").setup()
