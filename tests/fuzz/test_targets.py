"""What the fuzzer begins from holds, and so does everything that it once found."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOUND = sorted(path for path in (Path(__file__).parent / "inputs").rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def fuzz():
    """The modules of tools/fuzz."""
    sys.path.insert(0, str(ROOT / "tools" / "fuzz"))
    yield import_module
    sys.path.pop(0)


def test_every_target_has_an_input_to_begin_from_and_passes_it(fuzz):
    targets, seeds = fuzz("targets").TARGETS, fuzz("seeds").seeds()
    assert targets.keys() == seeds.keys()
    for name, inputs in seeds.items():
        for data in inputs:
            targets[name](data)


def test_every_target_passes_no_bytes_at_all_and_all_of_them(fuzz):
    for target in fuzz("targets").TARGETS.values():
        target(b"")
        target(bytes(range(256)))


@pytest.mark.parametrize("path", FOUND, ids=[f"{path.parent.name}/{path.name}" for path in FOUND])
def test_what_the_fuzzer_once_found_holds(fuzz, path):
    fuzz("targets").TARGETS[path.parent.name](path.read_bytes())
