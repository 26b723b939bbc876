from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScreeningConfig(AppConfig):
    """Lists, checks, candidates, judgements."""

    name = "catenary.desk.screening"
    label = "screening"
    verbose_name = _("Screening")

    def ready(self) -> None:
        """Join the shared parts of the desk."""
        from catenary.desk.screening.joining import join  # noqa: PLC0415  not before apps are ready

        join()
