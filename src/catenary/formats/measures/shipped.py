"""The edition that comes with the software, read from the package."""

from functools import cache
from importlib.resources import files
from typing import Final

from catenary.core.measures.model import Edition
from catenary.formats.measures.toml_form import (
    read_area,
    read_prerequisites,
    read_vignettes,
    with_prerequisites,
)

CODE: Final = "2026-1"
TITLE: Final = "Catenary first edition"
AREAS: Final = (
    "leg",
    "fin",
    "bor",
    "law",
    "mla",
    "cni",
    "cve",
    "prr",
    "pri",
    "evi",
    "hum",
    "gen",
    "civ",
    "str",
    "pro",
)
"""The files of the areas, in the order in which an assessment goes through them."""
_FOLDER: Final = files("catenary.formats.measures") / "first_edition"


@cache
def first_edition() -> Edition:
    """The first edition, whole; a draft until a body has consulted on it and frozen it."""
    parts = [read_area(_bytes(name), f"{name}.toml") for name in AREAS]
    requirements = [each for part in parts for each in part.requirements]
    needs = read_prerequisites(_bytes("prerequisites"), "prerequisites.toml")
    edition = Edition(
        code=CODE,
        title=TITLE,
        areas=[part.area for part in parts],
        requirements=with_prerequisites(requirements, needs, "prerequisites.toml"),
        questions=[each for part in parts for each in part.questions],
        vignettes=read_vignettes(_bytes("vignettes"), "vignettes.toml"),
        complete=True,
    )
    return edition.arranged()


def _bytes(name: str) -> bytes:
    return (_FOLDER / f"{name}.toml").read_bytes()
