"""Panels that rate one question alone, who sits on them, what each says, and on what evidence.

Rows of a panel and its seats tell who rates and who has handed in; what was said stands in rows of its own, which the database
keeps closed until the panel is shown.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.assessment.confidence import Access, SourceKind, Stance
from catenary.core.assessment.rating_flow import RatingState
from catenary.core.measures.model import LEVELS, AnswerKind, QuestionKind
from catenary.desk.assessment.models.papers import VisitDocument
from catenary.desk.assessment.models.visits import Visit
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


def level_fits(name: str, *, or_empty: bool = False) -> models.CheckConstraint:
    """A level from 1 to 5 stands with the answer `level` and with no other."""
    kinds = [kind.value for kind in AnswerKind if kind is not AnswerKind.LEVEL]
    other = models.Q(answer__in=[*kinds, *([""] if or_empty else [])], level=None)
    levelled = models.Q(answer=AnswerKind.LEVEL.value, level__gte=LEVELS[0], level__lte=LEVELS[-1])
    return models.CheckConstraint(condition=other | levelled, name=name)


class Panel(models.Model):
    """One question of one visit of a body, to be rated by several people alone."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="panels")
    question = models.CharField(max_length=40)
    area = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=choices(QuestionKind))
    digest = models.CharField(max_length=64)
    """Of the words of the edition that it is rated under."""
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_reason = models.CharField(max_length=500, blank=True)
    """Why the leader had it shown before everybody had handed in."""
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """By question, once a visit; agreed after it was shown, closed with a reason."""

        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ("visit", "area", "question")
        constraints = (
            one_of("kind", QuestionKind),
            models.UniqueConstraint(fields=("visit", "question"), name="assessment_panel_once"),
            models.CheckConstraint(
                condition=models.Q(agreed_at=None) | models.Q(shown_at__isnull=False),
                name="assessment_panel_shown_first",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None, closed_reason="")
                | models.Q(closed_by__isnull=False, shown_at__isnull=False) & ~models.Q(closed_reason=""),
                name="assessment_panel_closed",
            ),
        )

    def __str__(self) -> str:
        return self.question


class Seat(models.Model):
    """Somebody who was asked to rate a question, and how far they are; nothing of what they say."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="seats")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="seats")
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recused_at = models.DateTimeField(null=True, blank=True)
    recused_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recused_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """In the order they were asked; one for each person."""

        verbose_name = _("rater of a question")
        verbose_name_plural = _("raters of questions")
        ordering = ("panel", "asked_at", "id")
        indexes = (models.Index(fields=("rater", "visit"), name="assessment_seat_of_rater"),)
        constraints = (
            models.UniqueConstraint(fields=("panel", "rater"), name="assessment_seat_once"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(submitted_at__isnull=False),
                name="assessment_seat_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(recused_at=None, recused_by=None, recused_reason="")
                | models.Q(recused_at__isnull=False, recused_by__isnull=False) & ~models.Q(recused_reason=""),
                name="assessment_seat_recused",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Rating(models.Model):
    """What one rater says of one question: a draft that only they see, then what everybody on the panel sees once it is shown."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="ratings")
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="rating")
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=choices(RatingState), default=RatingState.DRAFT)
    answer = models.CharField(max_length=20, choices=choices(AnswerKind), blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(max_length=4000, blank=True)
    language = models.CharField(max_length=10, blank=True)
    saved_at = models.DateTimeField()
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """One for each seat; what is handed in has an answer and a reason."""

        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ("panel", "id")
        constraints = (
            one_of("state", RatingState),
            one_of("answer", AnswerKind, or_empty=True),
            level_fits("assessment_rating_level", or_empty=True),
            models.CheckConstraint(
                condition=models.Q(state=RatingState.DRAFT.value)
                | ~models.Q(answer="") & ~models.Q(reason=""),
                name="assessment_rating_complete",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class RatingEvidence(models.Model):
    """One piece that a rater rests a rating on; seen by whoever sees the rating."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="evidence")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="evidence")
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=20, choices=choices(Stance))
    kind = models.CharField(max_length=30, choices=choices(SourceKind))
    access = models.CharField(max_length=20, choices=choices(Access))
    reference = models.CharField(max_length=500)
    made_on = models.DateField(null=True, blank=True)
    counts_digest = models.CharField(max_length=64, blank=True)
    """Of a signed counts file whose signature was checked when it was named."""
    document = models.ForeignKey(
        VisitDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The document of the visit that it is; others are known by their reference alone."""
    added_at = models.DateTimeField()

    class Meta:
        """In the order they were named; measured practice has its file's digest."""

        verbose_name = _("piece of evidence")
        verbose_name_plural = _("pieces of evidence")
        ordering = ("rating", "id")
        constraints = (
            one_of("stance", Stance),
            one_of("kind", SourceKind),
            one_of("access", Access),
            models.CheckConstraint(
                condition=models.Q(kind=SourceKind.MEASURED_PRACTICE.value) & ~models.Q(counts_digest="")
                | ~models.Q(kind=SourceKind.MEASURED_PRACTICE.value) & models.Q(counts_digest=""),
                name="assessment_ratingevidence_counts",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class ExpertAnswer(models.Model):
    """What one expert said, as the State learns it: the answer alone, once the draft report was sent to it.

    A view (`rating.wall.RATING_VIEWS`): who gave it, why, and on whose word stays with the team.
    """

    id = models.BigIntegerField(primary_key=True)
    panel = models.ForeignKey(Panel, on_delete=models.DO_NOTHING, related_name="answers")
    answer = models.CharField(max_length=20, choices=choices(AnswerKind))
    level = models.PositiveSmallIntegerField(null=True)

    class Meta:
        """By level, which tells nothing of who said it."""

        managed = False
        db_table = "assessment_expertanswer"
        verbose_name = _("expert's answer")
        verbose_name_plural = _("experts' answers")
        ordering = ("panel", "level", "answer")

    def __str__(self) -> str:
        return self.answer
