"""Help that search finds besides records: topics that rooms offer, in the reader's language."""

from collections.abc import Callable, Iterable, Iterator

from catenary.desk.shell.navigation import Link

_OFFERS: list[Callable[[], Iterable[Link]]] = []


def register_topics(offer: Callable[[], Iterable[Link]]) -> None:
    """Offer topics to search; called once, when a room is ready."""
    _OFFERS.append(offer)


def topics_about() -> Iterator[Link]:
    """Every topic."""
    for offer in _OFFERS:
        yield from offer()
