"""Departures and who is on them. Who a traveller is stands in the record under mandate, never in these columns."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.intake.model import Role
from catenary.core.intake.presence import LegState, Presence
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models.deliveries import Message
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.shell.enums import choices, one_of


class FlightLeg(models.Model):
    """One departure: times in UTC where the airports' zones are known, and the local day that names it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    carrier = models.CharField(max_length=3, blank=True)
    number = models.CharField(max_length=10, blank=True)
    """Both empty where a message names travellers and no flight: they are on one all the same."""
    departs_on = models.DateField()
    origin = models.CharField(max_length=5)
    destination = models.CharField(max_length=5, blank=True)
    departs_at = models.DateTimeField(null=True, blank=True)
    arrives_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=choices(LegState), default=LegState.SCHEDULED)
    closed_at = models.DateTimeField(null=True, blank=True)
    first_told_at = models.DateTimeField()

    class Meta:
        """A departure is one row, however many messages speak of it."""

        verbose_name = _("flight")
        ordering = ("departs_at", "id")
        constraints = (
            one_of("state", LegState),
            models.UniqueConstraint(
                fields=("organisation", "carrier", "number", "departs_on", "origin", "destination"),
                name="intake_flightleg_once",
            ),
        )
        indexes = (models.Index(fields=("organisation", "departs_at"), name="intake_flightleg_departing"),)

    def __str__(self) -> str:
        return f"{self.carrier}{self.number} {self.departs_on.isoformat()}"


class Passage(models.Model):
    """A traveller on a departure."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    leg = models.ForeignKey(FlightLeg, on_delete=models.PROTECT, related_name="passages")
    record = models.ForeignKey(HeldRecord, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=choices(Role), default=Role.PASSENGER)
    presence = models.CharField(max_length=20, choices=choices(Presence), default=Presence.EXPECTED)
    announced = models.BooleanField(default=True)
    """Named before the flight was closed."""
    first_message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    last_message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """In the order in which they were told."""

        verbose_name = _("traveller on a flight")
        ordering = ("leg", "id")
        constraints = (
            one_of("role", Role),
            one_of("presence", Presence),
            models.UniqueConstraint(fields=("leg", "record"), name="intake_passage_once"),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class PassageChange(models.Model):
    """What a later message told differently: the names of the fields. Their former values stand in the record."""

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="changes")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    fields = models.JSONField(default=list)
    presence = models.CharField(max_length=20, choices=choices(Presence), blank=True)
    """What the presence became, where the message changed it."""

    class Meta:
        """The newest first."""

        verbose_name = _("change of a traveller")
        ordering = ("-changed_at", "-id")
        constraints = (one_of("presence", Presence, or_empty=True),)

    def __str__(self) -> str:
        return str(self.pk)
