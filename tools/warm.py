"""Compile what screening compiles, once, before many test workers would each do it: a small job through every kernel."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from catenary.cli import cli
from catenary.cli.kernels import keep_kernels_apart

PAIR = {
    "query": {"name": "Torvald Osterlin", "birthDate": "1961"},
    "candidate": {"name": "Osterlin, Torwald"},
}


def verb(*arguments: object) -> None:
    cli.main([*map(str, arguments), "--quiet"], standalone_mode=False)


def run(*arguments: object) -> None:
    try:
        verb(*arguments)
    except SystemExit as end:
        if end.code:
            sys.exit(f"catenary {' '.join(map(str, arguments))} ended with {end.code}")


keep_kernels_apart()
with TemporaryDirectory() as folder:
    world, lists, pairs = Path(folder, "world"), Path(folder, "lists"), Path(folder, "pairs.jsonl")
    pairs.write_text(json.dumps(PAIR) + "\n", encoding="utf-8")
    run("world", "--seed", 1, "--travellers", 40, "--entries", 60, "--out", world)
    run("list", "build", world / "list.csv", "--out", lists)
    run("screen", world / "travellers.csv", "--list", lists)
    run("compare", pairs)
