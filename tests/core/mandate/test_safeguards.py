"""A safeguard claims what a test proves, and no more."""

import ast
import importlib.util
from functools import cache
from pathlib import Path

import pytest

from catenary.core.mandate.safeguard_problems import _SENTENCES
from catenary.core.mandate.safeguards import SAFEGUARDS, Built

REPOSITORY = Path(__file__).parents[3]
EVERY = pytest.mark.parametrize("safeguard", SAFEGUARDS, ids=lambda safeguard: safeguard.code)


@cache
def functions_of(file):
    """The tests of a file that run: those that pytest collects and nothing skips."""
    path = REPOSITORY / file
    assert path.parts[len(REPOSITORY.parts)] == "tests"
    assert path.name.startswith("test_")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    skipped = ("skip", "xfail")
    return {
        each.name
        for each in functions
        if not any(word in ast.unparse(mark) for mark in each.decorator_list for word in skipped)
    }


@EVERY
def test_every_named_test_exists(safeguard):
    for name in safeguard.tests:
        file, _, function = name.partition("::")
        assert function.startswith("test_")
        assert function in functions_of(file), name


@EVERY
def test_what_is_not_proved_is_not_claimed(safeguard):
    assert safeguard.citations
    assert (safeguard.built is Built.NOT_YET) == (not safeguard.tests)
    assert safeguard.awaits or safeguard.built is Built.BUILT


def test_every_safeguard_has_its_sentence_and_every_sentence_its_safeguard():
    codes = [safeguard.code for safeguard in SAFEGUARDS]
    assert len(codes) == len(set(codes))
    assert set(codes) == set(_SENTENCES)
    for safeguard in SAFEGUARDS:
        assert safeguard.finding.code == f"safeguard.{safeguard.code}"


def test_what_rows_or_pages_must_obey_is_proved_at_the_desk_too():
    """The rules of core alone claim nothing that happens in the desk; what has no desk yet says who owes it."""
    alone = {
        "purposes_limited",
        "nothing_sensitive",
        "cards_cut",
        "state_law_bounded",
        "log_tells_nobody",
        "matches_explained",
    }
    for safeguard in SAFEGUARDS:
        at_the_desk = any(name.startswith("tests/desk/") for name in safeguard.tests)
        assert at_the_desk or safeguard.awaits or safeguard.code in alone, safeguard.code


def test_what_is_owed_is_owed_by_a_part_of_the_product():
    parts = {"intake", "biometrics", "screening", "exchange", "statistics", "mandate"}
    assert {safeguard.awaits for safeguard in SAFEGUARDS} - {None} <= parts


@pytest.mark.parametrize("name", ["safeguards_page", "mandate_page"])
def test_the_published_pages_are_written_from_the_tables(name):
    spec = importlib.util.spec_from_file_location(name, REPOSITORY / "tools" / f"{name}.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page()
