"""Two people change one record: the later one sees both versions, field by field, and decides; nothing is lost."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from attrs import field, frozen
from django.db import models
from django.forms import BaseForm, ChoiceField, Field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

VERSION = "version"
"""The form's hidden field: which state of the record was shown."""
VERSION_OF = f"{VERSION}_"
"""How the hidden fields begin where a form shows several records, each in its own state."""
_Row = TypeVar("_Row", bound="Versioned")


class Versioned(models.Model):
    """A record that counts its changes."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        """No table of its own."""

        abstract = True


@frozen
class Difference:
    """A field that somebody else changed meanwhile: their value, and the one being sent now, each also as the form calls it."""

    name: str
    label: str
    theirs: str
    yours: str
    theirs_words: str
    yours_words: str


@frozen
class Conflict:
    """What somebody else changed since the page was opened."""

    version: int | None
    """The state that is compared with; sent back with the decision. None where the form says the state of each part itself."""
    differences: tuple[Difference, ...] = field(converter=tuple[Difference, ...])


class StaleError(Exception):
    """The record was changed since it was shown."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


def demand_version(row: Versioned, shown: str | int) -> None:
    """Go on only if the record still stands as it was shown; the row must be locked. Raises StaleError."""
    if str(row.version) != str(shown):
        raise StaleError(row.version)


def save_changed(row: _Row, names: Iterable[str]) -> _Row:
    """Check and save the named fields of a locked row, and count the change."""
    row.version += 1
    row.full_clean()
    row.save(update_fields=[*names, VERSION])
    return row


def conflict(form: BaseForm, theirs: Mapping[str, Any], version: int | None) -> Conflict:
    """How the form that was sent differs from the record as it stands now; `theirs` by field name."""
    found = []
    for name, bound in ((each.name, each) for each in form):
        yours, stored = _text(bound.data), _text(theirs.get(name))
        if name in theirs and yours != stored:
            words = _words(bound.field, stored), _words(bound.field, yours)
            found.append(Difference(name, str(bound.label), stored, yours, *words))
    return Conflict(version, found)


def merge_page(request: HttpRequest, form: BaseForm, found: Conflict) -> HttpResponse:
    """The page that shows both versions and takes the decision: sent to the same address, with the present version."""
    kept = [(each.name, each.data) for each in form if each.name not in _names(found)]
    shown = {"conflict": found, "kept": [pair for pair in kept if pair[1]], "action": request.path}
    return render(request, "shell/conflict.html", shown, status=409)


def _names(found: Conflict) -> set[str]:
    return {each.name for each in found.differences}


def _words(asked: Field, value: str) -> str:
    """What a choice is called; anything else as it is."""
    offered: Any = asked.choices if isinstance(asked, ChoiceField) else ()
    return next((str(words) for code, words in offered if str(code) == value), value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
