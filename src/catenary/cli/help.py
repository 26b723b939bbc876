"""What `--help` tells, in the language spoken now. Verbs are written in English and translated when they are shown."""

import inspect
import re
from copy import copy
from typing import TypeVar

import click

from catenary.cli.language import _

_Command = TypeVar("_Command", bound=click.Command)
_FIRST_SENTENCE = re.compile(r".*?(?:\.(?=\s|$)|。|$)")


def in_own_language(command: _Command) -> _Command:
    """A copy of a command, with all that belong to it, whose help is in the language spoken now."""
    told = copy(command)
    if command.help:
        told.help = _(unwrapped(command.help))
        told.short_help = next(iter(_FIRST_SENTENCE.findall(told.help)))
    told.params = [_option(param) for param in command.params]
    _answer_to_help(told)
    if isinstance(told, click.Group):
        told.commands = {name: in_own_language(each) for name, each in told.commands.items()}
    return told


def _answer_to_help(told: click.Command) -> None:
    """The option that click makes itself is kept in the command, and a copy would keep it in the first language spoken."""
    told.add_help_option = False
    click.help_option("--help", help=_("Show this message and exit."))(told)


def unwrapped(text: str) -> str:
    """A docstring as translators see it: one line a paragraph, however the source wraps it."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", inspect.cleandoc(text)))


def _option(param: click.Parameter) -> click.Parameter:
    if not isinstance(param, click.Option) or not param.help:
        return param
    told = copy(param)
    told.help = _(unwrapped(param.help))
    return told
