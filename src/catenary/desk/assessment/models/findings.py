"""Findings of a visit: as the rules proposed them, as people wrote them, version by version, and the first concerns chosen."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.assessment.findings import FindingKind, Ground
from catenary.core.assessment.findings_flow import FindingAct, FindingState
from catenary.desk.assessment.models.visits import Visit, codes
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


def _ids() -> "ArrayField[list[object], list[object]]":
    """A column of public ids, in their order."""
    return ArrayField(models.UUIDField(), default=list, blank=True)


class VisitFinding(models.Model):
    """A finding as it stands now. A proposal has its key and no words; words are a person's."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, blank=True)
    """Of the draft it was proposed as; empty for one that a person began."""
    state = models.CharField(max_length=20, choices=choices(FindingState))
    kind = models.CharField(max_length=20, choices=choices(FindingKind))
    requirement = models.CharField(max_length=40)
    grounds = ArrayField(models.CharField(max_length=40, choices=choices(Ground)), default=list, blank=True)
    prerequisites = codes()
    """Requirements that it lacks, where it was proposed for that."""
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=10_000, blank=True)
    language = models.CharField(max_length=10, blank=True)
    questions = codes()
    evidence = _ids()
    """Pieces of evidence that speak for it, as raters named them."""
    counter_evidence = _ids()
    version = models.PositiveIntegerField(default=0)
    """How many people's words it had; 0 for what is only proposed."""
    made_at = models.DateTimeField()

    class Meta:
        """In the order they were made; a draft is proposed once."""

        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("visit", "id")
        constraints = (
            one_of("state", FindingState),
            one_of("kind", FindingKind),
            models.UniqueConstraint(
                fields=("visit", "key"), condition=~Q(key=""), name="assessment_visitfinding_proposed_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.TAKEN_UP) | ~Q(text=""),
                name="assessment_visitfinding_taken_up_in_words",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class FindingVersion(models.Model):
    """What one person did to a finding, and how it read then: never changed."""

    finding = models.ForeignKey(VisitFinding, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=20, choices=choices(FindingAct))
    kind = models.CharField(max_length=20, choices=choices(FindingKind))
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=10_000, blank=True)
    language = models.CharField(max_length=10, blank=True)
    questions = codes()
    evidence = _ids()
    counter_evidence = _ids()
    reason = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In their order; leaving a finding has its reason."""

        verbose_name = _("version of a finding")
        verbose_name_plural = _("versions of findings")
        ordering = ("finding", "number")
        constraints = (
            one_of("act", FindingAct),
            one_of("kind", FindingKind),
            models.UniqueConstraint(fields=("finding", "number"), name="assessment_findingversion_number"),
            models.CheckConstraint(
                condition=~Q(act=FindingAct.LEAVE) | ~Q(reason=""),
                name="assessment_findingversion_left_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class ConcernChoice(models.Model):
    """Which findings are the first concerns, the first one first; the newest choice counts, none is lost."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="concerns")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    findings = _ids()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        verbose_name = _("choice of concerns")
        verbose_name_plural = _("choices of concerns")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return str(self.pk)
