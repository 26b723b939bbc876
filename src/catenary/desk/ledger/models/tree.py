"""The order of the entries, and the tree over them; written by the sequencer alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.core.ledger.merkle import HASH_LENGTH
from catenary.desk.ledger.models.events import Event


class Queued(models.Model):
    """An entry that has no place in the order yet; the database puts it here as it takes the entry in."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="queued")
    queued_at = models.DateTimeField()

    class Meta:
        """In order of arrival."""

        verbose_name = _("entry waiting for its place")
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.event_id)


class Leaf(models.Model):
    """The place of an entry in the log, from 0, for ever."""

    index = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="leaf")

    class Meta:
        """In the order of the log."""

        verbose_name = _("place in the log")
        ordering = ("index",)

    def __str__(self) -> str:
        return str(self.index)


class Node(models.Model):
    """A complete subtree (`core.ledger.frontier.Node`), stored once and for ever."""

    pk = models.CompositePrimaryKey("level", "place")
    level = models.SmallIntegerField()
    place = models.BigIntegerField()
    hash = models.BinaryField(max_length=HASH_LENGTH)

    class Meta:
        """Found by level and place."""

        verbose_name = _("tree node")

    def __str__(self) -> str:
        return f"{self.level}/{self.place}"
