"""The state of a whole log at one moment, small enough to be signed, published and kept elsewhere."""

from attrs import frozen

from catenary.core.ledger.merkle import HASH_LENGTH, LARGEST_SIZE


@frozen
class Checkpoint:
    """How many entries a log had and their root (C2SP tlog-checkpoint). Raises ValueError for what no log can have."""

    origin: str
    """Which log: a name such as `node.example.int/ledger` that it never shares with another."""
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()
    """Further lines under the same signature; other programs ignore them."""

    def __attrs_post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if not all(lines) or any(char < " " for line in lines for char in line):
            raise ValueError("the lines of a checkpoint are neither empty nor broken")
        if not 0 <= self.size <= LARGEST_SIZE or len(self.root) != HASH_LENGTH:
            raise ValueError("no log has such a size or root")
