"""The sealed original of a delivery that nobody could read, opened for one person for a short time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.mandate.model import Purpose
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models.deliveries import Delivery
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class Opening(models.Model):
    """That somebody asked for an original, why, and what a worker sealed to that person's own key until it expires."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    purpose = models.CharField(max_length=30, choices=choices(Purpose))
    basis = models.CharField(max_length=80)
    reason = models.TextField(max_length=2000)
    recipient = models.CharField(max_length=80)
    """The public half of a key (age) whose secret half only the asker's browser keeps."""
    sealed = models.BinaryField(null=True, blank=True)
    """The beginning of the original, sealed to the recipient; gone when it expires."""
    opened_at = models.DateTimeField(null=True, blank=True)
    """When a worker answered."""
    expires_at = models.DateTimeField()
    fault = models.CharField(max_length=80, blank=True)
    """Why nothing could be opened; empty where something was, or nobody tried yet."""

    class Meta:
        """The newest first."""

        verbose_name = _("opening of an original")
        ordering = ("-asked_at", "-id")
        constraints = (one_of("purpose", Purpose),)
        indexes = (
            models.Index(
                fields=("expires_at",),
                condition=models.Q(sealed__isnull=False),
                name="intake_opening_expiring",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
