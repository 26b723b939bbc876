"""The database brought to the form this version needs: tables first, then the wall round them."""

import django
from django.conf import settings
from django.core.management import call_command

from catenary.app.logs import logging_settings
from catenary.app.schema import lay_schema
from catenary.desk.shell.wall import build_wall


def migrate(*, quiet: bool = True) -> None:
    """Lay the tables where there are none, apply every migration that is missing, then say anew who may see which rows.

    As the owner of the tables.
    """
    django.setup()
    lay_schema()
    call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    build_wall()


if __name__ == "__main__":
    logging_settings(settings.CATENARY.part)
    migrate()
