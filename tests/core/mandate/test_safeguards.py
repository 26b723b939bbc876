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
    tree = ast.parse((REPOSITORY / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


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


def test_what_is_owed_is_owed_by_a_part_of_the_product():
    parts = {"desk", "intake", "biometrics", "screening", "exchange", "statistics", "mandate"}
    assert {safeguard.awaits for safeguard in SAFEGUARDS} - {None} <= parts


@pytest.mark.parametrize("name", ["safeguards_page", "mandate_page"])
def test_the_published_pages_are_written_from_the_tables(name):
    spec = importlib.util.spec_from_file_location(name, REPOSITORY / "tools" / f"{name}.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page()
