"""What takes longer, told by a process of its own while the desk is open already: what the border needs its index for, assessments."""

import os
import time
from typing import Final

import django

_LOOK_SECONDS: Final = 3.0
_PATIENCE_SECONDS: Final = 1800.0
_NICE: Final = 10


def tell() -> None:
    """What is not told yet: once jobs have built the index, stories and a rule tried in shadow mode; then visits to States."""
    from catenary.app.demo_assessment import load_assessment

    _tell_of_the_border()
    os.nice(_NICE)  # whoever tries the desk meanwhile comes first
    load_assessment()


def _tell_of_the_border() -> None:
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
