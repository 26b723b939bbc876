"""A visit: who assesses whom, about what, where it stands, and every step that was taken."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.assessment.visit_words import Side, Stage, VisitAct
from catenary.core.mandate.model import Handling
from catenary.core.measures.model import VisitKind
from catenary.core.measures.selection import Choice
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.measures.models import Edition
from catenary.desk.shell.enums import choices, one_of

CODE_LENGTH = 40


def codes() -> "ArrayField[list[str], list[str]]":
    """A column of codes of the edition, such as areas."""
    return ArrayField(models.CharField(max_length=CODE_LENGTH), default=list, blank=True)


class Visit(models.Model):
    """One body assesses one State once. Of a regional mission each State has a visit of its own, with the mission's name.

    `seats_asked` and `seats_on` say who of the team may see it, as row ids `person/organisation`: an expert of a partner is let in as
    that partner's, and in no other place where they have a role.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    """The State; in a self-assessment the same as the body."""
    kind = models.CharField(max_length=30, choices=choices(VisitKind))
    mission = models.CharField(max_length=200, blank=True)
    """The regional mission it is part of, as the body calls it."""
    year = models.PositiveSmallIntegerField()
    """Of the plan it stands in."""
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    """Those the visit is held and reported in."""
    handling = models.CharField(max_length=30, choices=choices(Handling), default=Handling.RESTRICTED)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edition_digest = models.CharField(max_length=64, blank=True)
    """Names the words of the edition when it was chosen, frozen: the questions of this visit, whatever comes after."""
    areas = codes()
    requirements = codes()
    without = codes()
    """Questions left out."""
    stage = models.CharField(max_length=20, choices=choices(Stage), default=Stage.PLANNED)
    stopped_in = models.CharField(max_length=20, choices=choices(Stage), blank=True)
    """Where it stood when the State took its consent back."""
    asked_at = models.DateTimeField(null=True, blank=True)
    """When the State was asked, from when on it sees the visit."""
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Who sent the report for adoption."""
    adopted_at = models.DateTimeField(null=True, blank=True)
    """From when on its levels stand, whatever the model says later."""
    adopted_run = models.ForeignKey(
        "assessment.ModelRun", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The run of the rating model whose levels were adopted; none had spoken of the visit where it is empty."""
    leader_seat = models.CharField(max_length=50, blank=True)
    seats_asked = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    seats_on = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        """By date, those without one last."""

        verbose_name = _("visit")
        ordering = ("-year", F("begins_on").asc(nulls_last=True), "id")
        constraints = (
            one_of("kind", VisitKind),
            one_of("handling", Handling),
            one_of("stage", Stage),
            one_of("stopped_in", Stage, or_empty=True),
            models.CheckConstraint(
                condition=Q(begins_on=None, ends_on=None) | Q(ends_on__gte=F("begins_on")),
                name="assessment_visit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(edition=None, edition_digest="")
                | (Q(edition__isnull=False) & ~Q(edition_digest="")),
                name="assessment_visit_edition_has_its_digest",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.WITHDRAWN) | ~Q(stopped_in=""), name="assessment_visit_goes_on_where"
            ),
            models.CheckConstraint(
                condition=Q(adopted_run=None) | Q(adopted_at__isnull=False),
                name="assessment_visit_levels_adopted_when",
            ),
        )
        indexes = (
            models.Index(fields=("body", "year", "stage"), name="assessment_visit_plan"),
            models.Index(fields=("visited", "begins_on"), name="assessment_visit_of_state"),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def choice(self) -> Choice:
        """What it asks about, as the rules of the method know it."""
        return Choice(VisitKind(self.kind), self.areas, self.requirements, self.without)


class StepTaken(models.Model):
    """That somebody moved a visit on, and what they said: never changed, seen by both sides."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="steps")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=30, choices=choices(VisitAct))
    from_stage = models.CharField(max_length=20, choices=choices(Stage))
    to_stage = models.CharField(max_length=20, choices=choices(Stage))
    side = models.CharField(max_length=10, choices=choices(Side))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    """Whose person took it: people of another organisation are not named."""
    taken_at = models.DateTimeField()
    reason = models.TextField(max_length=2000, blank=True)
    words = models.TextField(max_length=40_000, blank=True)
    """What the State replies."""

    class Meta:
        """In the order they were taken."""

        verbose_name = _("step of a visit")
        verbose_name_plural = _("steps of visits")
        ordering = ("taken_at", "id")
        constraints = (
            one_of("act", VisitAct),
            one_of("from_stage", Stage),
            one_of("to_stage", Stage),
            one_of("side", Side),
        )

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.act}"
