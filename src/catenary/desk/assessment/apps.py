from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    """Visits: plan, consent, team, programme, report, follow-up."""

    name = "catenary.desk.assessment"
    label = "assessment"
    verbose_name = _("Assessment")

    def ready(self) -> None:
        """Join the shared parts of the desk."""
        from catenary.desk.assessment.joining import join  # noqa: PLC0415  not before apps are ready

        join()
