from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    """The frame that the rooms hang in."""

    name = "catenary.desk.shell"
    label = "shell"
    verbose_name = _("Desk")
