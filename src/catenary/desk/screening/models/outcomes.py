"""What came of confirmed candidates at the border."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.screening.outcomes import BorderOutcome
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.screening.models.candidates import Candidate
from catenary.desk.shell.enums import choices, one_of


class Outcome(models.Model):
    """What an officer found at the border, in one turn of a candidate; the latest counts."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="outcomes")
    turn = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=20, choices=choices(BorderOutcome))
    happened_at = models.DateTimeField()
    note = models.TextField(max_length=2000, blank=True)
    """Goes when the record of the candidate is erased."""
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        """The latest first."""

        verbose_name = _("outcome at the border")
        ordering = ("-recorded_at", "-id")
        constraints = (one_of("outcome", BorderOutcome),)

    def __str__(self) -> str:
        return str(self.public_id)
