from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Carrier messages, flights, travellers."""

    name = "catenary.desk.intake"
    label = "intake"
    verbose_name = _("Intake")

    def ready(self) -> None:
        """Join the shared parts of the desk."""
        from catenary.desk.intake.joining import join  # noqa: PLC0415  not before apps are ready

        join()
