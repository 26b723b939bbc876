"""What was done, and what opens the commitments in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.ledger.commitments import SALT_LENGTH
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person


class Event(models.Model):
    """An entry of the log, written with the act it tells of; the database refuses to change or remove it.

    `entry` is what counts. The other columns repeat parts of it to search by: the database refuses a row where they differ.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.BinaryField()
    """The leaf: the canonical bytes of a `core.ledger` entry."""
    leaf_hash = models.BinaryField()
    """Of `entry` (RFC 9162 s.2.1.1); the database checks it."""
    at = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    """None: nobody was known, or the system itself."""
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    actor = models.CharField(max_length=128)
    """The public id of the person, or `system` or `nobody`."""
    room = models.CharField(max_length=64)
    act = models.CharField(max_length=64)
    purpose = models.CharField(max_length=64, blank=True)
    record = models.CharField(max_length=128, blank=True)

    class Meta:
        """Searched by organisation, by actor and by record, each with the latest first."""

        verbose_name = _("ledger entry")
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("organisation", "-at", "-id"), name="ledger_event_of_organisation"),
            models.Index(fields=("actor", "-at", "-id"), name="ledger_event_of_actor"),
            models.Index(
                fields=("record", "-at"), name="ledger_event_of_record", condition=~models.Q(record="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.room}.{self.act}"


class Opening(models.Model):
    """What one commitment of an entry was made to, with its salt; erased by removing the row, and no proof is the poorer."""

    pk = models.CompositePrimaryKey("event_id", "name")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="openings", db_index=False)
    name = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=SALT_LENGTH)
    value = models.TextField(blank=True)
    """The words committed to; empty for a set, whose members are `Sighting` rows."""
    members = models.PositiveIntegerField(null=True)
    """How many members the set had; None: one value."""

    class Meta:
        """One opening for each commitment."""

        verbose_name = _("opening")

    def __str__(self) -> str:
        return self.name


class Sighting(models.Model):
    """One record that a page showed: what the set committed to in the entry held, at which place, from 0."""

    pk = models.CompositePrimaryKey("event_id", "place")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="sightings", db_index=False)
    place = models.PositiveIntegerField()
    record = models.CharField(max_length=128, db_index=True)

    class Meta:
        """Found by entry and by record."""

        verbose_name = _("sighting")
        ordering = ("place",)

    def __str__(self) -> str:
        return self.record
