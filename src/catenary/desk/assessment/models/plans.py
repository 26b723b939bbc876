"""What a body's plan starts from: the States it assesses, in its own regions, and its visits of the years before the desk."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.measures.model import VisitKind
from catenary.desk.assessment.models.visits import codes
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class AssessedState(models.Model):
    """A State as a body's register has it, whether or not it has a desk here."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=3)
    name = models.CharField(max_length=200)
    region = models.CharField(max_length=80, blank=True)
    """As the body groups States."""
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        """By name; each once in a body's register."""

        verbose_name = _("State in a body's register")
        verbose_name_plural = _("States in bodies' registers")
        ordering = ("name", "country")
        constraints = (
            models.UniqueConstraint(fields=("body", "country"), name="assessment_assessedstate_once"),
        )

    def __str__(self) -> str:
        return self.country


class PastVisit(models.Model):
    """A visit of the years before the desk, as the body's own register tells it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=3)
    kind = models.CharField(max_length=30, choices=choices(VisitKind))
    began_on = models.DateField()
    ended_on = models.DateField()
    areas = codes()
    imported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        """The newest first; the same visit stands there once, however often its file is loaded."""

        verbose_name = _("past visit")
        ordering = ("-began_on", "country")
        constraints = (
            one_of("kind", VisitKind),
            models.UniqueConstraint(
                fields=("body", "country", "kind", "began_on"), name="assessment_pastvisit_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("began_on")), name="assessment_pastvisit_forward"
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
