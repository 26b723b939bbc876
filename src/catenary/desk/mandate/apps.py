from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MandateConfig(AppConfig):
    """People, roles, purposes, retention, rights."""

    name = "catenary.desk.mandate"
    label = "mandate"
    verbose_name = _("Mandate")

    def ready(self) -> None:
        """Models and settings are ready now; the room joins the desk."""
        from catenary.desk.mandate import joining  # noqa: PLC0415
        from catenary.desk.mandate.people import joining as people  # noqa: PLC0415

        joining.join()
        people.join()
