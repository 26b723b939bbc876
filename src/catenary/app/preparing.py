"""What stands before the desk is served: the database brought up to date, and meanwhile the files for browsers gathered.

The second is done in a fork of the process that does the first, so that Django is set up once for both.
"""

from multiprocessing import get_context

import django
from django.conf import settings

from catenary.app.children import end_with_parent
from catenary.app.collecting import collect
from catenary.app.logs import logging_settings
from catenary.app.migrating import migrate


def prepare() -> None:
    """Both, to their end. Raises SystemExit where the files could not be gathered."""
    django.setup()
    gathering = get_context("fork").Process(target=_gather)
    gathering.start()
    try:
        migrate()
    except BaseException:
        gathering.terminate()
        raise
    finally:
        gathering.join()
    if gathering.exitcode:
        raise SystemExit(1)


def _gather() -> None:
    end_with_parent()
    collect()


if __name__ == "__main__":
    logging_settings(settings.CATENARY.part)
    prepare()
