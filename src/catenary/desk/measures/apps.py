from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasuresConfig(AppConfig):
    """Editions of the method, comments on their drafts, what carries over, translations."""

    name = "catenary.desk.measures"
    label = "measures"
    verbose_name = _("Measures")

    def ready(self) -> None:
        """Join the shared parts of the desk."""
        from catenary.desk.measures.joining import join  # noqa: PLC0415  not before apps are ready

        join()
