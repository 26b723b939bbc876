"""The organisations a desk begins with: a register read from a file, brought into the database as the worker."""

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import available_timezones

import django

from catenary.app.configuration import Configuration, Part, environment_of
from catenary.app.serving import prepare_database
from catenary.core.directory.founding import Registered, register
from catenary.core.directory.problems import DIRECTORY

if TYPE_CHECKING:
    from catenary.desk.mandate.people.founding import Founded

Outcome: TypeAlias = "Founded"
"""What became of one organisation of a register."""


def read_register(file: Path) -> tuple[Registered, ...]:
    """The register in a TOML file. Raises ProblemError `directory.register_unreadable` and those of `register`."""
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except OSError as fault:
        raise DIRECTORY.problem("register_unreadable", file=str(file), reason=fault.strerror) from fault
    except ValueError as fault:
        raise DIRECTORY.problem("register_unreadable", file=str(file), reason=str(fault)) from fault
    return register(told, available_timezones())


def found_organisations(settings: Configuration, wanted: tuple[Registered, ...]) -> "list[Outcome]":
    """Migrate the database, then bring its directory up to the register."""
    prepare_database(settings)
    os.environ.update(environment_of(settings, Part.WORKER))
    os.environ["DJANGO_SETTINGS_MODULE"] = "catenary.app.settings"
    django.setup()
    from catenary.desk.mandate.people.founding import found

    return found(register=wanted, origin=settings.origin)
