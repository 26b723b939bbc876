"""The index that a process checks against, opened once: arrays are mapped, so that all processes share one memory."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from attrs import field, frozen
from django.conf import settings

from catenary.core.screening.publication import IndexState
from catenary.desk.directory.models import Organisation
from catenary.desk.screening.models import BuiltIndex

if TYPE_CHECKING:
    from catenary.core.screening.screener import Screener
    from catenary.formats.list_index.finding import EntryFinder

_KEPT: Final = 4
"""Indexes held by one process: of a few organisations, or one that is about to be replaced beside its successor."""


@frozen(eq=False)
class OpenIndex:
    """An index ready to be checked against, by one thread at a time."""

    screener: "Screener"
    entry: "EntryFinder"
    _alone: Lock = field(factory=Lock)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While this thread screens no other does with the same index."""
        with self._alone:
            yield


_OPEN: OrderedDict[int, OpenIndex] = OrderedDict()
_OPENING = Lock()


def folder_of(index: BuiltIndex) -> Path:
    """Where an index lies in the installation's data."""
    home = Path(settings.CATENARY.data) / "lists"
    return home / str(index.organisation.public_id) / str(index.public_id)


def index_in_use(organisation: Organisation) -> BuiltIndex | None:
    """What an organisation's travellers are checked against now; None where nothing is ready."""
    found = BuiltIndex.objects.filter(organisation=organisation, state=IndexState.IN_USE)
    return found.select_related("organisation").first()


def opened(index: BuiltIndex) -> OpenIndex:
    """The index, opened at its first use. Raises ProblemError where it is not there or not whole."""
    with _OPENING:
        if index.pk not in _OPEN:
            _OPEN[index.pk] = _open(index)
        _OPEN.move_to_end(index.pk)
        while len(_OPEN) > _KEPT:
            _OPEN.popitem(last=False)
        return _OPEN[index.pk]


def _open(index: BuiltIndex) -> OpenIndex:
    # compiled kernels come with these: whoever checks nobody need not load them
    from catenary.core.screening.screener import Screener  # noqa: PLC0415
    from catenary.formats.list_index import open_list  # noqa: PLC0415
    from catenary.formats.list_index.finding import EntryFinder  # noqa: PLC0415
    from catenary.formats.name_model import load_name_model  # noqa: PLC0415

    folder = folder_of(index)
    _, segments = open_list(folder)
    screener = Screener(segments, load_name_model(), measured=index.measured or None)
    return OpenIndex(screener, EntryFinder(folder, segments))
