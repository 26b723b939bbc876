"""Values of a list entry: what can be read is returned, what cannot becomes a note at the entry's place."""

from collections.abc import Callable, Iterable, Sequence

from catenary.basis.country import country_from_name
from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import Sex
from catenary.core.screening.model import ListedDocument, ListedName
from catenary.formats.cells import born_from, country_from, day_from, document_from, sex_from
from catenary.formats.lists.notes import Notes

_NOTHING = frozenset({"", "-", "-0-", "na", "n/a", "none", "unknown", "undetermined"})


def said(text: str | None) -> str:
    """The text with its blanks made single; empty where the list says nothing (`na`, `unknown`, `-0-`)."""
    words = " ".join((text or "").split())
    return "" if words.casefold() in _NOTHING else words


def read_spans(
    texts: Iterable[str], notes: Notes, reader: Callable[[str], DateSpan] = born_from
) -> tuple[DateSpan, ...]:
    """Birth dates, each once; what is no date is noted."""
    spans = []
    for text in texts:
        try:
            spans.append(reader(text))
        except ValueError:
            notes.add("born_unreadable", value=text)
    return tuple(spans) if len(spans) < 2 else tuple(dict.fromkeys(spans))


def read_sex(text: str, notes: Notes) -> Sex | None:
    """Sex; none and a note when the word is not known."""
    if not text.strip():
        return None
    try:
        return sex_from(text)
    except ValueError:
        notes.add("sex_unreadable", value=text)
        return None


def read_countries(texts: Sequence[str], notes: Notes) -> tuple[str, ...]:
    """Countries by code or name as ISO 3166-1 alpha-3, each once; unknown ones stay as listed, with a note."""
    countries = [_known_or_noted(text, country_from(text), notes) for text in texts]
    return tuple(countries) if len(countries) < 2 else tuple(dict.fromkeys(countries))


def read_country_names(texts: Iterable[str], notes: Notes) -> tuple[str, ...]:
    """As `read_countries`, for lists that write names only: there `Chad` is a country and `NA` is nothing said."""
    known = (said(text) for text in texts)
    return tuple(
        dict.fromkeys(_known_or_noted(text, country_from_name(text), notes) for text in known if text)
    )


def _known_or_noted(text: str, country: str | None, notes: Notes) -> str:
    if country is None:
        notes.add("country_unknown", value=text)
        return text
    return country


def read_day(text: str | None, field: str, notes: Notes) -> PartialDate | None:
    """A day such as that of listing; none and a note when it is no date."""
    if not text or not text.strip():
        return None
    try:
        return day_from(text)
    except ValueError:
        notes.add("date_unreadable", field=field, value=text)
        return None


def read_documents(texts: Iterable[str], notes: Notes) -> tuple[ListedDocument, ...]:
    """Documents written `type:number:issuer`; what has no number is noted."""
    documents = []
    for text in texts:
        try:
            documents.append(document_from(text))
        except ValueError:
            notes.add("document_unreadable", value=text)
    return tuple(documents)


def each_once(names: Iterable[ListedName]) -> tuple[ListedName, ...]:
    """Names without repetition: a name listed twice keeps the first, heavier kind."""
    names = tuple(names)
    if len(names) < 2:
        return names
    return tuple({listed.name.full: listed for listed in reversed(names)}.values())[::-1]
