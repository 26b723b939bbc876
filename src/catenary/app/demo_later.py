"""What the fictional border needs its index for, told by a process of its own while the desk is open already."""

import time
from typing import Final

import django

_LOOK_SECONDS: Final = 3.0
_PATIENCE_SECONDS: Final = 1800.0


def tell() -> None:
    """Wait for the index that the jobs build, then tell what is not told yet: stories, and a rule tried in shadow mode."""
    from catenary.app.demo_rules import load_rule
    from catenary.app.demo_stories import is_ready, tell_stories

    until = time.monotonic() + _PATIENCE_SECONDS
    while not is_ready():
        if time.monotonic() > until:
            return
        time.sleep(_LOOK_SECONDS)
    tell_stories()
    load_rule()


if __name__ == "__main__":
    django.setup()
    tell()
