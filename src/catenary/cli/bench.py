"""`catenary bench`: what is claimed about speed and accuracy, measured here, beside peers where they are installed."""

import ast
import inspect
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

import click
from rich.table import Column, Table
from rich.text import Text

from catenary.cli.language import _
from catenary.cli.output import Output, output_options, say

_PACKAGE = "catenary.benchmarks"
_EXTRA = re.compile(r"""^([\w.-]+).*extra == ["']bench["']""")


class _Benchmarks(click.Group):
    """One command for each module of `catenary.benchmarks` that has a `run`; its parameters are the options."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *sorted(_claims())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = cmd_name.replace("-", "_")
        if name not in _claims():
            return super().get_command(ctx, cmd_name)
        return _measuring(name, import_module(f"{_PACKAGE}.{name}"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(_("Commands")):
            own = [(name, each.get_short_help_str()) for name, each in self.commands.items()]
            formatter.write_dl([*own, *((name, _(claim)) for name, claim in sorted(_claims().items()))])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("bench", cls=_Benchmarks)
def command() -> None:
    """Measure what is claimed. Without a NAME: list."""


@command.command("list")
@output_options
def tell(output: Output) -> None:
    """Say what can be measured and which peers are here."""
    peers = _peers()
    table = Table(Column(_("name"), no_wrap=True), _("what it measures"), box=None, pad_edge=False)
    for name, claim in sorted(_claims().items()):
        output.record({"name": name, "claim": claim, "peers": peers})
        table.add_row(Text(name), Text(_(claim)))
    output.show(table, "", _told(peers))


def _claims() -> dict[str, str]:
    """What each benchmark measures, in the first line of its module, which is read and not run."""
    found = {}
    for path in _modules():
        tree = ast.parse(path.read_text("utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in tree.body):
            found[path.stem] = (ast.get_docstring(tree) or "").partition("\n")[0]
    return found


def _modules() -> Iterator[Path]:
    package = find_spec(_PACKAGE)
    assert package is not None
    for folder in package.submodule_search_locations or ():
        yield from sorted(Path(folder).glob("*.py"))


def _measuring(name: str, module: ModuleType) -> click.Command:
    run = module.run
    types = get_type_hints(run)
    options = [_option(each, types[each.name]) for each in inspect.signature(run).parameters.values()]

    @output_options
    def measure(output: Output, **chosen: Any) -> None:
        output.show(_told(_peers()))
        begun = time.perf_counter()
        figures = _run(run, chosen, output)
        plain = {option: str(value) if isinstance(value, Path) else value for option, value in chosen.items()}
        seconds = round(time.perf_counter() - begun, 3)
        output.record(
            {"name": name, "options": plain, "seconds": seconds, "figures": figures, "peers": _peers()}
        )

    about = inspect.cleandoc(run.__doc__ or module.__doc__ or "")
    made = click.command(name, help=about)(measure)
    made.params[:0] = options
    return made


def _option(parameter: inspect.Parameter, kind: Any) -> click.Option:
    """`--records` for the parameter `records`, of its type and with its default."""
    given = next((each for each in get_args(kind) if each is not type(None)), kind)
    types: Mapping[Any, click.ParamType[Any]] = {
        int: click.IntRange(0),
        Path: click.Path(path_type=Path),
        float: click.FLOAT,
    }
    default = None if parameter.default is inspect.Parameter.empty else parameter.default
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}"],
        type=types.get(given, click.STRING),
        default=default,
        show_default=default is not None,
        required=parameter.default is inspect.Parameter.empty,
    )


def _run(run: Callable[..., object], chosen: Mapping[str, Any], output: Output) -> object:
    """Run it; the tables it prints are for people, and so go where this verb writes for people."""
    if output.quiet:
        with Path("/dev/null").open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
            return run(**chosen)
    with redirect_stdout(output.console.file):
        return run(**chosen)


def _peers() -> dict[str, str | None]:
    """Each peer with its version, or None where it is not installed."""
    return dict(map(_installed, _named()))


def _named() -> Iterator[str]:
    for requirement in requires("catenary") or ():
        if found := _EXTRA.match(requirement):
            yield found[1]


def _installed(name: str) -> tuple[str, str | None]:
    try:
        return name, version(name)
    except PackageNotFoundError:
        return name, None


def _told(peers: Mapping[str, str | None]) -> Text:
    here = ", ".join(f"{name} {release}" for name, release in peers.items() if release)
    absent = ", ".join(name for name, release in peers.items() if release is None)
    told = say("Peers measured beside Catenary: %(peers)s", peers=here or _("none"))
    how = "pip install --require-hashes -r requirements/bench.txt"
    return told.append_text(say("; not here: %(peers)s (%(how)s)", peers=absent, how=how)) if absent else told
