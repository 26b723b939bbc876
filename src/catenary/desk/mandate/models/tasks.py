"""What somebody is doing now: the purpose and legal basis they named, remembered until the task ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.mandate.model import Purpose
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models.people import Person
from catenary.desk.shell.enums import choices, one_of


class OpenTask(models.Model):
    """A task of a person in an organisation: why data is opened, on which law, from when until when."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tasks")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30, choices=choices(Purpose))
    basis = models.CharField(max_length=80)
    reference = models.CharField(max_length=200, blank=True)
    """A file or case number of the organisation; no personal data."""
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Only purposes the core knows."""

        verbose_name = _("task")
        ordering = ("-opened_at", "-id")
        constraints = (one_of("purpose", Purpose),)

    def __str__(self) -> str:
        return self.purpose
