"""The world's own tables for assessments."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """What one file says; it is shared, so nobody changes it."""
    path = files("catenary.world") / "data" / "assessment" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
