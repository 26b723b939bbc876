"""A State's figures on foreign terrorist fighters, version by version, and what the team asks about them; counts, never persons."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catenary.basis.dates import PartialDate
from catenary.basis.ids import new_id
from catenary.basis.persons import Sex
from catenary.core.measures.fighters import Amount, Cell, Fate, FighterAge, Figure
from catenary.desk.assessment.models.visits import Visit
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class FighterFigures(models.Model):
    """One version of a State's figures: its own until it is handed in, and as it was from then on."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="fighters")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first; one at a time is written."""

        verbose_name = _("figures of foreign terrorist fighters")
        verbose_name_plural = _("figures of foreign terrorist fighters")
        ordering = ("visit", "-number")
        constraints = (
            models.UniqueConstraint(fields=("visit", "number"), name="assessment_fighterfigures_number"),
            models.UniqueConstraint(
                fields=("visit",), condition=Q(handed_in_at=None), name="assessment_fighterfigures_one_draft"
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class FighterFigure(models.Model):
    """One figure: a number, a range, or explicitly unknown, with who says so and as of when."""

    figures = models.ForeignKey(FighterFigures, on_delete=models.PROTECT, related_name="cells")
    fate = models.CharField(max_length=30, choices=choices(Fate))
    sex = models.CharField(max_length=20, choices=choices(Sex), blank=True)
    """Empty: of all."""
    age = models.CharField(max_length=20, choices=choices(FighterAge), blank=True)
    least = models.PositiveIntegerField(null=True, blank=True)
    most = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    as_of = models.CharField(max_length=10, blank=True)
    """ISO 8601, to the day, the month or the year."""

    class Meta:
        """Each cell once; a range has two ends, also where they are the wrong way round in a draft."""

        verbose_name = _("figure of foreign terrorist fighters")
        verbose_name_plural = _("single figures of foreign terrorist fighters")
        ordering = ("figures", "id")
        constraints = (
            one_of("fate", Fate),
            one_of("sex", Sex, or_empty=True),
            one_of("age", FighterAge, or_empty=True),
            models.UniqueConstraint(
                fields=("figures", "fate", "sex", "age"), name="assessment_fighterfigure_once"
            ),
            models.CheckConstraint(
                condition=Q(least=None, most=None) | Q(least__isnull=False, most__isnull=False),
                name="assessment_fighterfigure_two_ends",
            ),
        )

    def __str__(self) -> str:
        return str(self.cell)

    @property
    def cell(self) -> Cell:
        """What it counts."""
        return cell_of(self.fate, self.sex, self.age)

    def as_core(self) -> Figure:
        """As the rules know it."""
        as_of = PartialDate.parse(self.as_of) if self.as_of else None
        return Figure(self.cell, Amount(self.least, self.most), self.source, as_of)


class FigureQuestion(models.Model):
    """What the team asks the State about a figure, or about all of them, and what it answers."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="figure_questions")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    fate = models.CharField(max_length=30, choices=choices(Fate), blank=True)
    """Empty: about all of them."""
    sex = models.CharField(max_length=20, choices=choices(Sex), blank=True)
    age = models.CharField(max_length=20, choices=choices(FighterAge), blank=True)
    text = models.TextField(max_length=2000)
    language = models.CharField(max_length=10)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order they were asked."""

        verbose_name = _("question about figures")
        verbose_name_plural = _("questions about figures")
        ordering = ("asked_at", "id")
        constraints = (
            one_of("fate", Fate, or_empty=True),
            one_of("sex", Sex, or_empty=True),
            one_of("age", FighterAge, or_empty=True),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="assessment_figurequestion_answered_whole",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def cell(self) -> Cell | None:
        """The figure it asks about; None for all of them."""
        return cell_of(self.fate, self.sex, self.age) if self.fate else None


def cell_of(fate: str, sex: str, age: str) -> Cell:
    """A cell by its codes; empty is all."""
    return Cell(Fate(fate), Sex(sex) if sex else None, FighterAge(age) if age else None)
