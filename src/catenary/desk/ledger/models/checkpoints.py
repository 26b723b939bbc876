"""Signed states of the log, the time stamps on them, and the signatures of witnesses under them."""

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.core.ledger.merkle import HASH_LENGTH
from catenary.desk.shell.enums import choices, one_of


class StampState(StrEnum):
    """Whether an authority has confirmed when a checkpoint existed."""

    PENDING = "pending"
    STAMPED = "stamped"


class Checkpoint(models.Model):
    """What the log signed: its size and root, as a note (C2SP tlog-checkpoint); never changed, never removed."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=HASH_LENGTH)
    note = models.TextField()
    keys = ArrayField(models.TextField())
    """The verifier keys of its signatures: two while keys change."""
    signed_at = models.DateTimeField()

    class Meta:
        """The largest first."""

        verbose_name = _("checkpoint")
        ordering = ("-size",)

    def __str__(self) -> str:
        return str(self.size)


class TimeStamp(models.Model):
    """The time stamp (RFC 3161) of a checkpoint: asked for until the authority gives it."""

    checkpoint = models.OneToOneField(
        Checkpoint, on_delete=models.PROTECT, primary_key=True, related_name="time_stamp"
    )
    state = models.CharField(max_length=10, choices=choices(StampState), default=StampState.PENDING)
    asked_since = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    token = models.BinaryField(null=True)
    """The authority's whole answer (TimeStampResp), which any RFC 3161 program verifies against the note's bytes."""
    stamped_at = models.DateTimeField(null=True)
    """The time the authority names."""
    verified = models.BooleanField(default=False)
    """Its certificate leads to one that the operator trusts; no such certificate was given where false."""

    class Meta:
        """A stamp that was given is whole."""

        verbose_name = _("time stamp")
        constraints = (
            one_of("state", StampState),
            models.CheckConstraint(
                condition=models.Q(state=StampState.PENDING)
                | models.Q(token__isnull=False, stamped_at__isnull=False),
                name="ledger_timestamp_whole",
            ),
        )

    def __str__(self) -> str:
        return self.state


class Cosignature(models.Model):
    """A witness's signature under a checkpoint (C2SP tlog-cosignature), verified when it was taken in."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    key = models.TextField()
    """The verifier key of the witness."""
    line = models.TextField()
    """The signature line as it stands under the note."""
    witnessed_at = models.DateTimeField()

    class Meta:
        """One of each witness under each checkpoint."""

        verbose_name = _("cosignature")
        constraints = (models.UniqueConstraint(fields=("checkpoint", "key"), name="ledger_cosignature_once"),)

    def __str__(self) -> str:
        return self.key
