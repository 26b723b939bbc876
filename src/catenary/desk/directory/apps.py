from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Organisations and how they belong together."""

    name = "catenary.desk.directory"
    label = "directory"
    verbose_name = _("Directory")
