"""Work that takes longer than a page."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class WorkState(StrEnum):
    """How long work stands; it ends as done or failed."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class LongWork(models.Model):
    """Something a worker does for a person: how far it is, and where the result is."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=choices(WorkState), default=WorkState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    """0 while nobody knows."""
    result_url = models.CharField(max_length=300, blank=True)
    problem = models.CharField(max_length=100, blank=True)
    """The code of what went wrong."""
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    """When the worker was last heard of."""
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        verbose_name = _("long work")
        ordering = ("-created_at", "-id")
        constraints = (one_of("state", WorkState),)

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"
