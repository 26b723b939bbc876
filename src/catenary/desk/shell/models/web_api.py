"""What the web API remembers of its callers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.desk.directory.models import Organisation


class IdempotentAnswer(models.Model):
    """The answer to a write, kept for a day under its caller's key: asking again gives it again."""

    digest = models.BinaryField(max_length=32, unique=True)
    """Of caller and key."""
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.BinaryField(max_length=32)
    """Of the request: operation, address and body."""
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict, blank=True)
    body = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        """One a key."""

        verbose_name = _("idempotent answer")

    def __str__(self) -> str:
        return str(self.status)


class RequestCount(models.Model):
    """How many requests a client made in a minute; clients are keyed hashes."""

    client = models.BinaryField(max_length=32, primary_key=True)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """One a client."""

        verbose_name = _("request count")

    def __str__(self) -> str:
        return str(self.count)
