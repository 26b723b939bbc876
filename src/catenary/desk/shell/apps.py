from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    """The frame that the rooms hang in."""

    name = "catenary.desk.shell"
    label = "shell"
    verbose_name = _("Desk")

    def ready(self) -> None:
        """Problems of the desk are topics of search."""
        from catenary.desk.shell.search.topics import register_topics  # noqa: PLC0415  models are ready now
        from catenary.desk.shell.web_api.catalogue import topics  # noqa: PLC0415

        register_topics(topics)
