"""What a meeting agreed on a question, and how those came to it who had said otherwise."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.core.assessment.confidence import Sureness
from catenary.core.assessment.consensus import VoiceKind
from catenary.core.measures.model import AnswerKind
from catenary.desk.assessment.models.ratings import Panel, level_fits
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class Agreed(models.Model):
    """The agreed score of a question, with how sure it may be called, told apart from the level; it stands."""

    panel = models.OneToOneField(Panel, on_delete=models.PROTECT, related_name="agreed")
    answer = models.CharField(max_length=20, choices=choices(AnswerKind))
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(max_length=4000)
    language = models.CharField(max_length=10, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    strength = models.FloatField()
    """Of the evidence, from 0 to 1."""
    agreement = models.FloatField(null=True, blank=True)
    """Of the raters before the meeting, from 0 to 1; empty where fewer than two gave a level."""
    confidence = models.FloatField(null=True, blank=True)
    sureness = models.CharField(max_length=20, choices=choices(Sureness))

    class Meta:
        """One for each panel."""

        verbose_name = _("agreed score")
        verbose_name_plural = _("agreed scores")
        ordering = ("panel",)
        constraints = (
            one_of("answer", AnswerKind),
            one_of("sureness", Sureness),
            level_fits("assessment_agreed_level"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="assessment_agreed_reason"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Voice(models.Model):
    """One who had said otherwise: whether they moved or keep their view, and why."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="voices")
    agreed = models.ForeignKey(Agreed, on_delete=models.PROTECT, related_name="voices")
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=choices(VoiceKind))
    why = models.TextField(max_length=2000)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order they were heard; a person may move in the meeting and dissent after it."""

        verbose_name = _("voice in a meeting")
        verbose_name_plural = _("voices in meetings")
        ordering = ("panel", "at", "id")
        constraints = (
            one_of("kind", VoiceKind),
            models.UniqueConstraint(fields=("agreed", "rater", "kind"), name="assessment_voice_once"),
            models.CheckConstraint(condition=~models.Q(why=""), name="assessment_voice_why"),
        )

    def __str__(self) -> str:
        return str(self.pk)
