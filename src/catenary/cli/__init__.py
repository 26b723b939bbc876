"""The `catenary` command. Verbs load lazily: `catenary read` never imports what `catenary screen` needs."""

from importlib import import_module

import click

_VERBS = {
    "read": "catenary.cli.read",
    "list": "catenary.cli.lists",
    "documents": "catenary.cli.documents",
    "screen": "catenary.cli.screen",
    "compare": "catenary.cli.compare",
    "world": "catenary.cli.world",
    "bench": "catenary.cli.bench",
    "doctor": "catenary.cli.doctor",
}


class _LazyVerbs(click.Group):
    """A group whose commands are imported when they are asked for; each module has a `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _VERBS:
            return None
        command = import_module(_VERBS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_LazyVerbs)
@click.version_option(package_name="catenary")
def cli() -> None:
    """Read, check and screen passenger data; keep its proof."""


def main() -> None:
    """The entry point."""
    cli()
