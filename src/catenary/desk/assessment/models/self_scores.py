"""What a State says of itself before a visit, and what raters say of invented cases at induction."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.core.measures.model import AnswerKind
from catenary.desk.assessment.models.ratings import level_fits
from catenary.desk.assessment.models.visits import Visit
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.measures.models import Edition
from catenary.desk.shell.enums import choices, one_of


class SelfScore(models.Model):
    """The State's own answer to one question: its own until the panel of that question is shown."""

    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="self_scores")
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=20, choices=choices(AnswerKind))
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(max_length=4000, blank=True)
    language = models.CharField(max_length=10, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One for each question of a visit."""

        verbose_name = _("State's own score")
        verbose_name_plural = _("States' own scores")
        ordering = ("visit", "question")
        constraints = (
            one_of("answer", AnswerKind),
            level_fits("assessment_selfscore_level"),
            models.UniqueConstraint(fields=("visit", "question"), name="assessment_selfscore_once"),
        )

    def __str__(self) -> str:
        return self.question


class VignetteRating(models.Model):
    """What somebody says of an invented case, so that their severity can be told apart; seen by them alone."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    vignette = models.CharField(max_length=40)
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=20, choices=choices(AnswerKind))
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(max_length=4000)
    at = models.DateTimeField()

    class Meta:
        """Each case once; a first look cannot be had twice."""

        verbose_name = _("rating of an invented case")
        verbose_name_plural = _("ratings of invented cases")
        ordering = ("edition", "vignette")
        constraints = (
            one_of("answer", AnswerKind),
            level_fits("assessment_vignetterating_level"),
            models.UniqueConstraint(
                fields=("edition", "vignette", "rater"), name="assessment_vignetterating_once"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="assessment_vignetterating_reason"),
        )

    def __str__(self) -> str:
        return self.vignette
