"""Queues and buckets that the desk fetches messages from: how each stands, and what was taken and left where it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.core.intake.receipt import Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models.deliveries import Channel
from catenary.desk.shell.enums import choices, one_of


class Standing(models.Model):
    """What a worker found when it last looked at the queue or the folder of a channel."""

    channel = models.OneToOneField(
        Channel, on_delete=models.PROTECT, primary_key=True, related_name="standing"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=20, choices=choices(Way))
    looked_at = models.DateTimeField(null=True, blank=True)
    """When it was last reached."""
    waiting = models.PositiveIntegerField(null=True, blank=True)
    """What lay there then and was not taken yet."""
    fault = models.CharField(max_length=80, blank=True)
    """The code of what is wrong now; empty where nothing is."""
    fault_at = models.DateTimeField(null=True, blank=True)
    """Since when, or when it last was."""

    class Meta:
        """One for each channel that is fetched from."""

        verbose_name = _("standing of a channel")
        constraints = (one_of("way", Way),)

    def __str__(self) -> str:
        return str(self.pk)


class TakenObject(models.Model):
    """An object that was taken from a bucket and left there, by the keyed hash of its name and version."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.BinaryField(max_length=32)
    taken_at = models.DateTimeField()

    class Meta:
        """Taken once; forgotten when it is gone from the bucket."""

        verbose_name = _("object taken from a bucket")
        constraints = (
            models.UniqueConstraint(fields=("channel", "fingerprint"), name="intake_takenobject_once"),
        )

    def __str__(self) -> str:
        return str(self.pk)
