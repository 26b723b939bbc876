"""What was asked of the log and takes longer than a page: verifying it, writing it to a file. How far it is tells `LongWork`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.mandate.model import Handling
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of
from catenary.formats.ledger_export.advice import Advice


class _Asked(models.Model):
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    work = models.UUIDField()
    """The `LongWork` it is done as, which may be gone one day."""
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.public_id)


class Verification(_Asked):
    """The whole log checked against its checkpoints, and against one that somebody held; the findings are kept."""

    held = models.TextField(blank=True)
    """The note of a checkpoint that was kept elsewhere."""
    entries = models.BigIntegerField(default=0)
    not_proved = models.BigIntegerField(null=True, blank=True)
    """Entries that no verified checkpoint counts; None: not told before this was counted."""
    holds = models.BooleanField(null=True, blank=True)
    findings = models.JSONField(default=list, blank=True)
    """Code and values of each (`basis.findings`)."""

    class Meta:
        """The latest first."""

        verbose_name = _("verification")
        ordering = ("-asked_at", "-id")

    @property
    def proved(self) -> int | None:
        """Entries that were read and stand under a verified checkpoint."""
        return None if self.not_proved is None else self.entries - self.not_proved


class Export(_Asked):
    """The log as a file that anybody can verify without the desk; entries of others than one watches appear as hashes."""

    handling = models.CharField(max_length=30, choices=choices(Handling), default=Handling.RESTRICTED)
    file = models.CharField(max_length=100, blank=True)
    """Its name in the desk's storage; empty until it is written."""
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    """Bytes."""
    entries = models.BigIntegerField(default=0)
    withheld = models.BigIntegerField(null=True, blank=True)
    """Entries of which only the hash is in the file; None: not told before this was counted."""
    keys = models.JSONField(default=list, blank=True)
    """The verifier keys of the log when it was written."""

    class Meta:
        """The latest first."""

        verbose_name = _("ledger export")
        ordering = ("-asked_at", "-id")
        constraints = (one_of("handling", Handling),)

    @property
    def download_name(self) -> str:
        """What the file is called by whoever takes it."""
        return f"ledger-{self.handling}-{self.asked_at:%Y-%m-%d}.jsonl"

    @property
    def advice(self) -> Advice:
        """How to verify it."""
        return self.advice_of(self.entries)

    def advice_of(self, size: int) -> Advice:
        """How to verify it where it has so many entries."""
        return Advice(self.download_name, tuple(self.keys), size)

    @property
    def told(self) -> int | None:
        """Entries that stand in the file."""
        return None if self.withheld is None else self.entries - self.withheld
