from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Carrier messages, flights, travellers."""

    name = "catenary.desk.intake"
    label = "intake"
    verbose_name = _("Intake")
