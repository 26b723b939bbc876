"""What travellers and bookings are found again by, which bookings are on a departure, and who in them is which traveller.

No row tells of anybody: marks are keyed digests, and who the persons are stands in records under mandate.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.intake.joining import Strength
from catenary.core.intake.marks import MarkKind
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.fingerprints import MARK_OCTETS
from catenary.desk.intake.models.deliveries import Message
from catenary.desk.intake.models.flights import FlightLeg, Passage
from catenary.desk.mandate.models import HeldRecord, Person
from catenary.desk.shell.enums import choices, one_of


class Mark(models.Model):
    """A keyed digest of a locator, a document number or a contact that a record tells."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(HeldRecord, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=choices(MarkKind))
    digest = models.BinaryField(max_length=MARK_OCTETS)

    class Meta:
        """Found by what is asked for; each once for a record."""

        verbose_name = _("mark of a record")
        constraints = (
            one_of("kind", MarkKind),
            models.UniqueConstraint(fields=("record", "kind", "digest"), name="intake_mark_once"),
        )
        indexes = (models.Index(fields=("organisation", "digest", "kind"), name="intake_mark_asked"),)

    def __str__(self) -> str:
        return self.kind


class Booked(models.Model):
    """A booking on a departure, as one message told it; the last word on a locator is the current one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    leg = models.ForeignKey(FlightLeg, on_delete=models.PROTECT, related_name="bookings")
    record = models.ForeignKey(HeldRecord, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    locator = models.BinaryField(max_length=MARK_OCTETS, blank=True)
    """A keyed digest; empty where the booking has none."""
    current = models.BooleanField(default=True)

    class Meta:
        """In the order in which they were told."""

        verbose_name = _("booking on a flight")
        ordering = ("leg", "id")
        constraints = (models.UniqueConstraint(fields=("leg", "record"), name="intake_booked_once"),)
        indexes = (models.Index(fields=("leg", "locator"), name="intake_booked_locator"),)

    def __str__(self) -> str:
        return str(self.pk)


class Join(models.Model):
    """That a traveller on a departure is a person of a booking on it, with the facts that met and that contradict."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="joins")
    booked = models.ForeignKey(Booked, on_delete=models.PROTECT, related_name="joins")
    person = models.CharField(max_length=80)
    """By which the booking knows the person."""
    same = models.BinaryField(max_length=MARK_OCTETS)
    """A keyed digest of locator and name: tells the same person in a later word on the same booking."""
    strength = models.CharField(max_length=10, choices=choices(Strength))
    met = models.JSONField(default=list)
    against = models.JSONField(default=list, blank=True)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """When later messages, or an officer, ended it."""
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(max_length=2000, blank=True)
    """Why an officer undid it; goes with the records."""

    class Meta:
        """One that stands for each traveller; what an officer undid is never joined again."""

        verbose_name = _("traveller joined with a booking")
        ordering = ("passage", "-id")
        constraints = (
            one_of("strength", Strength),
            models.UniqueConstraint(
                fields=("passage",), condition=models.Q(ended_at=None), name="intake_join_stands_once"
            ),
            models.CheckConstraint(
                condition=models.Q(undone_by=None) | models.Q(ended_at__isnull=False),
                name="intake_join_undone_is_ended",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
