"""What the rating model and the measures of agreement said of an edition's ratings, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.desk.assessment.models.visits import Visit
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.measures.models import Edition


class ModelRun(models.Model):
    """One look at all ratings of a body under an edition that were shown; ratings that are still open do not enter it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    ratings = models.PositiveIntegerField(default=0)
    raters = models.PositiveIntegerField(default=0)
    visits = models.PositiveIntegerField(default=0)
    refused = models.JSONField(null=True, blank=True)
    """A finding: why the model says nothing, such as raters who never rated the same."""
    links = models.JSONField(default=list, blank=True)
    """The fewest ratings that would connect the raters: person, visit and question by their ids."""
    notes = models.JSONField(default=list, blank=True)
    one_level = models.PositiveIntegerField(default=0)
    """How many raters gave one level to everything; who, only they are told."""

    class Meta:
        """The newest first."""

        verbose_name = _("run of the rating model")
        verbose_name_plural = _("runs of the rating model")
        ordering = ("-asked_at", "-id")

    def __str__(self) -> str:
        return str(self.public_id)


class AreaStanding(models.Model):
    """Where a State stands in an area by the model, with what holds it with 90 of 100; or why that is not enough to say."""

    run = models.ForeignKey(ModelRun, on_delete=models.PROTECT, related_name="standings")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="standings")
    told_at = models.DateTimeField()
    """When its run was done: who reads the level need not see the run."""
    area = models.CharField(max_length=40)
    ratings = models.PositiveIntegerField()
    raters = models.PositiveIntegerField()
    level = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    reason = models.JSONField(null=True, blank=True)

    class Meta:
        """By area; a level has its interval, and no level has its reason."""

        verbose_name = _("level of an area")
        verbose_name_plural = _("levels of areas")
        ordering = ("run", "visit", "area")
        constraints = (
            models.UniqueConstraint(fields=("run", "visit", "area"), name="assessment_areastanding_once"),
            models.CheckConstraint(
                condition=models.Q(level=None, low=None, high=None, reason__isnull=False)
                | models.Q(level__isnull=False, low__isnull=False, high__isnull=False),
                name="assessment_areastanding_interval",
            ),
        )

    def __str__(self) -> str:
        return self.area


class RaterStanding(models.Model):
    """How one rater rates beside the others: for the eyes of this rater alone."""

    run = models.ForeignKey(ModelRun, on_delete=models.PROTECT, related_name="bearings")
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ratings = models.PositiveIntegerField()
    figures = models.JSONField(default=dict, blank=True)
    """Severity, reliability and centring, each as value, low and high; absent where not enough to say."""
    notes = models.JSONField(default=list, blank=True)
    """Findings."""

    class Meta:
        """One for each rater of a run."""

        verbose_name = _("figures of a rater")
        verbose_name_plural = _("figures of raters")
        ordering = ("run", "rater")
        constraints = (
            models.UniqueConstraint(fields=("run", "rater"), name="assessment_raterstanding_once"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class AgreementFigure(models.Model):
    """How far raters agree on a question, or on all questions of an area, beyond chance."""

    run = models.ForeignKey(ModelRun, on_delete=models.PROTECT, related_name="agreements")
    area = models.CharField(max_length=40)
    question = models.CharField(max_length=40, blank=True)
    """Empty: the area as a whole."""
    units = models.PositiveIntegerField()
    ratings = models.PositiveIntegerField()
    alpha = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    is_low = models.BooleanField(null=True, blank=True)
    """The question should go back to those who wrote it; empty where not enough is known."""
    reason = models.JSONField(null=True, blank=True)

    class Meta:
        """Areas before their questions."""

        verbose_name = _("agreement of raters")
        verbose_name_plural = _("agreements of raters")
        ordering = ("run", "area", "question")
        constraints = (
            models.UniqueConstraint(
                fields=("run", "area", "question"), name="assessment_agreementfigure_once"
            ),
        )

    def __str__(self) -> str:
        return self.question or self.area
