"""Offline packs that one person took of one visit, and what their laptops brought back; seen by that person alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.desk.assessment.models.visits import Visit
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person


class GivenPack(models.Model):
    """One pack: what it began with and the keys of its way back stay here; the locked file only until it has been taken."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=300)
    """The visited State, as it was called: who left the team does not see the visit any more."""
    edition_digest = models.CharField(max_length=64)
    """Of the words that are answered in it."""
    language = models.CharField(max_length=10)
    given_at = models.DateTimeField()
    questions = models.PositiveIntegerField()
    documents = models.PositiveIntegerField()
    base = models.JSONField(default=list, blank=True)
    """The drafts that hub and laptop began with."""
    lock_key = models.CharField(max_length=100)
    verifier_key = models.CharField(max_length=200)
    locked = models.BinaryField(null=True, blank=True)
    """None once its time is over."""
    note = models.TextField(blank=True)
    """What the hub signed; empty until a worker did."""
    fault = models.CharField(max_length=60, blank=True)
    """The code of what kept a worker from signing it."""

    class Meta:
        """The newest first."""

        verbose_name = _("offline pack")
        verbose_name_plural = _("offline packs")
        ordering = ("-given_at", "-id")
        indexes = (models.Index(fields=("person", "visit"), name="assessment_givenpack_of"),)

    def __str__(self) -> str:
        return str(self.public_id)


class BroughtPack(models.Model):
    """What one laptop wrote, as it came back: kept whole, whether or not it entered."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    pack = models.ForeignKey(GivenPack, on_delete=models.PROTECT, related_name="brought")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    copy = models.CharField(max_length=40)
    """Which opening of the pack on a laptop."""
    revision = models.PositiveIntegerField()
    earlier = models.JSONField(default=list, blank=True)
    """Where each opening took over from the one before: only with it are two copies of one file told apart."""
    digest = models.CharField(max_length=64)
    """Of the file."""
    saved_at = models.DateTimeField()
    brought_at = models.DateTimeField()
    drafts = models.JSONField(default=list, blank=True)
    merged_at = models.DateTimeField(null=True, blank=True)
    settled = models.JSONField(null=True, blank=True)
    """What hub and laptop had in common after it was merged."""

    class Meta:
        """The newest first; the same file comes once."""

        verbose_name = _("offline pack brought back")
        verbose_name_plural = _("offline packs brought back")
        ordering = ("-brought_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("pack", "digest"), name="assessment_broughtpack_once"),
            models.CheckConstraint(
                condition=models.Q(merged_at=None, settled=None)
                | models.Q(merged_at__isnull=False, settled__isnull=False),
                name="assessment_broughtpack_settled",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
