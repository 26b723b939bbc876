"""Files that belong to records; their bytes lie on disk under their own hash."""

from enum import StrEnum

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class ScanState(StrEnum):
    """What is known of harmful content. Not looked is never called clean, and a look that failed is neither."""

    NOT_SCANNED = "not_scanned"
    CLEAN = "clean"
    HARMFUL = "harmful"
    FAILED = "failed"


class Attachment(models.Model):
    """A file: what it is called, how large, of which kind, its hash, and what the scanner said and when."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    record = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    """Bytes."""
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=20, choices=choices(ScanState), default=ScanState.NOT_SCANNED)
    scanner = models.CharField(max_length=100, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order they were added."""

        verbose_name = _("attachment")
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("record", "kind"), name="shell_attachment_record"),)
        constraints = (
            one_of("scan", ScanState),
            models.CheckConstraint(
                condition=models.Q(scan=ScanState.NOT_SCANNED, scanned_at=None)
                | (~models.Q(scan=ScanState.NOT_SCANNED) & models.Q(scanned_at__isnull=False)),
                name="shell_attachment_scan_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
