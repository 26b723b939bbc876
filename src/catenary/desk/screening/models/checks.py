"""That a traveller was checked, against what, and with which answer; never silence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.screening.carrier_answer import DocumentStanding
from catenary.core.screening.model import Status
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Passage
from catenary.desk.screening.models.lists import BuiltIndex
from catenary.desk.shell.enums import choices, one_of


class Check(models.Model):
    """One answer for one traveller on one flight. The newest counts; earlier ones say what was known before."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="checks")
    index = models.ForeignKey(BuiltIndex, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """None where there was nothing to check against."""
    status = models.CharField(max_length=20, choices=choices(Status))
    documents = models.CharField(max_length=20, choices=choices(DocumentStanding))
    """The gravest standing of the traveller's documents."""
    reasons = models.JSONField(default=list, blank=True)
    """Codes of why something was not checked or failed, and of what is odd about a document; no values."""
    candidates = models.PositiveSmallIntegerField(default=0)
    seen = models.CharField(max_length=32, blank=True)
    """Keyed digests of who the traveller was then, and of their documents: whether either changed since is told by them."""
    checked_at = models.DateTimeField()
    counts = models.BooleanField(default=True)

    class Meta:
        """The newest first; one that counts for each traveller."""

        verbose_name = _("check")
        ordering = ("-checked_at", "-id")
        constraints = (
            one_of("status", Status),
            one_of("documents", DocumentStanding),
            models.UniqueConstraint(
                fields=("passage",), condition=models.Q(counts=True), name="screening_check_counts_once"
            ),
        )
        indexes = (models.Index(fields=("organisation", "index"), name="screening_check_index"),)

    def __str__(self) -> str:
        return str(self.public_id)
