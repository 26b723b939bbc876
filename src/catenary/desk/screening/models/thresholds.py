"""From which score on an entry of a list is shown to officers, and what was measured before that was decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.screening.publication import PublicationState
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.screening.models.lists import BuiltIndex, WatchList
from catenary.desk.shell.enums import choices, one_of


class Measurement(models.Model):
    """How many candidates a list would have given at several thresholds. Counts alone: nobody of the sample can be told from them."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    list = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="measurements")
    index = models.ForeignKey(BuiltIndex, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    measured_at = models.DateTimeField(null=True, blank=True)
    travellers = models.PositiveIntegerField(default=0)
    """How many retained travellers were scored."""
    found = models.JSONField(default=dict, blank=True)
    """Candidates among them by threshold: the shift in tenths of nats, as text, and how many."""
    missed = models.JSONField(default=dict, blank=True)
    """By threshold: of the pairs that two judges called the same person, how many would not have been shown."""
    same = models.PositiveIntegerField(default=0)
    """Pairs that two judges called the same person, and whose score is still known."""

    class Meta:
        """The newest first."""

        verbose_name = _("measurement of thresholds")
        verbose_name_plural = _("measurements of thresholds")
        ordering = ("-asked_at", "-id")

    def __str__(self) -> str:
        return str(self.public_id)


class Threshold(models.Model):
    """A threshold of a list as one person proposed it. It counts once a second person has put it into force."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    list = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="thresholds")
    state = models.CharField(
        max_length=20, choices=choices(PublicationState), default=PublicationState.LOADED
    )
    shift = models.SmallIntegerField()
    """Tenths of nats of evidence asked for beyond what ships for a list of this length; below nought, less."""
    measurement = models.ForeignKey(Measurement, on_delete=models.PROTECT, related_name="+")
    """What the proposer and the one who decides were shown."""
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """The newest first; one in force for each list, and one that waits."""

        verbose_name = _("threshold of a list")
        verbose_name_plural = _("thresholds of lists")
        ordering = ("-proposed_at", "-id")
        constraints = (
            one_of("state", PublicationState),
            models.UniqueConstraint(
                fields=("list", "state"),
                condition=models.Q(
                    state__in=(PublicationState.PUBLISHED.value, PublicationState.LOADED.value)
                ),
                name="screening_threshold_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="screening_threshold_two_persons",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
