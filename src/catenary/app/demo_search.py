"""The fictional world in the index of search."""

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.models import SearchEntry
from catenary.desk.shell.search.jobs import reindex_everything


def index_new_world() -> None:
    """Make everything findable; nothing where something is already."""
    with acting(Declaration(door=Door.SYSTEM)):
        known = SearchEntry.objects.exists()
    if not known:
        reindex_everything()
