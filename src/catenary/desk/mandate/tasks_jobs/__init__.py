"""Jobs of the mandate; their arguments are ids only."""

from importlib import import_module


def load() -> None:
    """Make the jobs known to workers and to those who defer them."""
    for name in ("matters", "retention", "tasks"):
        import_module(f"{__name__}.{name}")
