"""The log as others verify it: the same lines go into a file and into the desk's own verification."""

from collections.abc import Callable, Iterator

from catenary.core.ledger.problems import LEDGER
from catenary.desk.ledger.walking import Placed, all_checkpoints, exported_leaves, placed_entries
from catenary.formats.ledger_export.advice import Advice
from catenary.formats.ledger_export.writing import export_lines

Watch = Callable[[list[Placed]], None]
"""Is shown each portion as it goes by."""
Advise = Callable[[int], Advice | None]
"""How to verify an export of so many entries."""


def log_lines(
    organisations: frozenset[int] | None = None,
    watch: Watch = lambda _portion: None,
    advise: Advise = lambda _size: None,
) -> Iterator[bytes]:
    """The export of everything that stands under a checkpoint; the entries of other organisations than these as hashes.

    Problem `nothing_verified` for a log that was never signed. Raises ValueError at the end where entries are missing
    that the last checkpoint counts. A job's (`Door.SYSTEM`).
    """
    checkpoints = all_checkpoints()
    if not checkpoints:
        raise LEDGER.problem("nothing_verified")
    last = checkpoints[-1].checkpoint

    def leaves() -> Iterator[bytes]:
        for portion in placed_entries(last.size):
            watch(portion)
            yield from exported_leaves(portion, organisations)

    return export_lines(last.origin, leaves(), checkpoints, advise(last.size))
