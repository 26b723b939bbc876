"""The clocks of visits, their pauses, and the lengths a body set for itself."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.assessment.clocks import Clock, ClockKind, Pause
from catenary.core.assessment.pause_requests import Outcome
from catenary.core.assessment.pause_requests import PauseRequest as CoreRequest
from catenary.desk.assessment.models.visits import Visit
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class Term(models.Model):
    """How long a body gives for a step, from when it was set until it is set anew; the newest counts for clocks that begin."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    clock = models.CharField(max_length=20, choices=choices(ClockKind))
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    """Calendar months; either days or months."""
    reason = models.TextField(max_length=500)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        verbose_name = _("length of a step")
        verbose_name_plural = _("lengths of steps")
        ordering = ("-set_at", "-id")
        constraints = (
            one_of("clock", ClockKind),
            models.CheckConstraint(
                condition=Q(days__gte=1, months=None) | Q(days=None, months__gte=1),
                name="assessment_term_in_one_unit",
            ),
        )

    def __str__(self) -> str:
        return f"{self.clock}: {self.days or self.months}"


class VisitClock(models.Model):
    """Time that runs for one step of a visit; it ends once, and is never removed."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="clocks")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=choices(ClockKind))
    began_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    """When it would end had it never been paused."""
    ended_at = models.DateTimeField(null=True, blank=True)
    told = models.PositiveSmallIntegerField(default=0)
    """How many rungs of the rule of lateness were told of."""

    class Meta:
        """In the order they began; one of a kind runs at a time."""

        verbose_name = _("clock of a visit")
        verbose_name_plural = _("clocks of visits")
        ordering = ("began_at", "id")
        constraints = (
            one_of("kind", ClockKind),
            models.UniqueConstraint(
                fields=("visit", "kind"),
                condition=Q(ended_at=None),
                name="assessment_visitclock_one_runs",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="assessment_visitclock_forward",
            ),
        )
        indexes = (
            models.Index(
                fields=("first_due_at",), condition=Q(ended_at=None), name="assessment_visitclock_running"
            ),
        )

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.kind}"

    def as_core(self) -> Clock:
        """As the rules of core know it."""
        pauses = [Pause(each.paused_at, each.reason, each.resumed_at) for each in self.pauses.all()]
        return Clock(ClockKind(self.kind), self.began_at, self.first_due_at, pauses, self.ended_at)


class ClockPause(models.Model):
    """A time in which a clock stood still; both sides read why."""

    clock = models.ForeignKey(VisitClock, on_delete=models.PROTECT, related_name="pauses")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    """Whose person paused it."""
    reason = models.TextField(max_length=2000)
    paused_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order of time; one at a time."""

        verbose_name = _("pause of a clock")
        verbose_name_plural = _("pauses of clocks")
        ordering = ("paused_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("clock",), condition=Q(resumed_at=None), name="assessment_clockpause_one"
            ),
            models.CheckConstraint(
                condition=Q(resumed_at=None) | Q(resumed_at__gte=F("paused_at")),
                name="assessment_clockpause_forward",
            ),
        )

    def __str__(self) -> str:
        return str(self.clock_id)


class PauseRequest(models.Model):
    """That the State asked for a pause of a clock, and what the body answered; both sides read all of it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    clock = models.ForeignKey(VisitClock, on_delete=models.PROTECT, related_name="requests")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="pause_requests")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=choices(Outcome), default=Outcome.OPEN)
    answer = models.TextField(max_length=2000, blank=True)
    """Why it was declined."""
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order of time; one open at a time."""

        verbose_name = _("request for a pause")
        verbose_name_plural = _("requests for pauses")
        ordering = ("asked_at", "id")
        constraints = (
            one_of("outcome", Outcome),
            models.UniqueConstraint(
                fields=("clock",), condition=Q(outcome=Outcome.OPEN), name="assessment_pauserequest_one_open"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN, answered_at=None, answered_by=None)
                | (~Q(outcome=Outcome.OPEN) & Q(answered_at__gte=F("asked_at"), answered_by__isnull=False)),
                name="assessment_pauserequest_answered",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & (~Q(outcome=Outcome.DECLINED) | ~Q(answer="")),
                name="assessment_pauserequest_reasons",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    def as_core(self) -> CoreRequest:
        """As the rules of core know it."""
        return CoreRequest(ClockKind(self.clock.kind), self.reason, Outcome(self.outcome), self.answer)
