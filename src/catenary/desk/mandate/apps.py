from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MandateConfig(AppConfig):
    """People, roles, purposes, retention, rights."""

    name = "catenary.desk.mandate"
    label = "mandate"
    verbose_name = _("Mandate")
