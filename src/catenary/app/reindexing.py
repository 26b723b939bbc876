"""The index of search written anew, when its key changed: as the worker, from the records; the desk may run meanwhile."""

import os

import django

from catenary.app.configuration import Configuration, Part, environment_of


def reindex(settings: Configuration) -> int:
    """Bring everything that can be found into the index under the key of these settings; gives how many records that were."""
    os.environ.update(environment_of(settings, Part.WORKER))
    os.environ["DJANGO_SETTINGS_MODULE"] = "catenary.app.settings"
    django.setup()
    from catenary.desk.shell.search.jobs import reindex_everything

    return int(reindex_everything())
