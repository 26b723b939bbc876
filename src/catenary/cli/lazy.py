"""A group of verbs whose modules are imported when they are asked for, and whose help needs none of them."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from catenary.cli.help import in_own_language
from catenary.cli.language import _


class LazyVerbs(click.Group):
    """Some commands of the group stand in modules of their own, each with a `command`; `later` says which and why."""

    def __init__(self, *args: Any, later: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Its own commands, then the later ones."""
        return [*super().list_commands(ctx), *self._later]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, its module imported now, its help in the language spoken now."""
        if cmd_name not in self._later:
            return super().get_command(ctx, cmd_name)
        command = import_module(self._later[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return in_own_language(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Every command with what it is for, without importing any."""
        own = [(name, command.get_short_help_str(limit=80)) for name, command in self.commands.items()]
        with formatter.section(_("Commands")):
            formatter.write_dl([*own, *((name, _(about)) for name, (_module, about) in self._later.items())])
