from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Organisations and how they belong together."""

    name = "catenary.desk.directory"
    label = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        """Organisations are found and written about, and everybody may look at them."""
        from catenary.desk.directory.finding import register  # noqa: PLC0415  not before apps are ready
        from catenary.desk.shell.navigation import register_link  # noqa: PLC0415  the same

        register()
        register_link(70, _("Organisations"), "organisations", bool)
