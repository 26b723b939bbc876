"""A fictional list, and short ways to screen against lists made on the spot."""

import pytest

from catenary.basis.dates import DateSpan
from catenary.basis.persons import PersonName
from catenary.core.screening.building import IndexBuilder
from catenary.core.screening.model import ListedDocument, ListedName, ListEntry, Person
from catenary.core.screening.screener import Listed, Screener
from catenary.formats.name_model import load_name_model
from catenary.world.listing import listed_people


@pytest.fixture(scope="session")
def model():
    return load_name_model()


@pytest.fixture(scope="session")
def people():
    """Fictional people with the list entries made of them."""
    return list(listed_people(5, 1200))


@pytest.fixture(scope="session")
def arrays_of(model):
    """The arrays of a list of entries."""

    def build(entries):
        builder = IndexBuilder(model)
        for entry in entries:
            builder.add(entry)
        return builder.finish()

    return build


@pytest.fixture(scope="session")
def screener_of(model, arrays_of):
    """A screener against a list of entries in one segment."""

    def build(entries, **options):
        entries = list(entries)
        return Screener([Listed(arrays_of(entries), entries.__getitem__)], model, **options)

    return build


def _facts(born=(), sex=None, nationality=(), documents=()):
    texts = (born,) if isinstance(born, str) else born
    numbers = (documents,) if isinstance(documents, str) else documents
    return {
        "born": tuple(DateSpan.parse(text) for text in texts),
        "sex": sex,
        "nationalities": (nationality,) if isinstance(nationality, str) else nationality,
        "documents": tuple(ListedDocument(number) for number in numbers),
    }


@pytest.fixture(scope="session")
def entry_of():
    """A list entry from texts."""

    def build(number, *names, **facts):
        return ListEntry(
            "list", number, tuple(ListedName(PersonName(name)) for name in names), **_facts(**facts)
        )

    return build


@pytest.fixture(scope="session")
def person_of():
    """A person to be screened, from texts."""

    def build(*names, **facts):
        return Person(tuple(PersonName(name) for name in names), **_facts(**facts))

    return build
