"""Who looks at files for harmful content on this desk."""

from importlib import import_module

from django.conf import settings

from catenary.core.uploads.ports import Scanner


def scanner_of_this_desk() -> Scanner | None:
    """The scanner that the desk was set up with; None where it has none."""
    module, _, name = str(settings.UPLOAD_SCANNER).rpartition(".")
    scanner: Scanner | None = getattr(import_module(module), name)()
    return scanner
