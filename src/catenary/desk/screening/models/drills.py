"""Drills: an invented person among the entries of a list, to see whether the desk finds who it should."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.screening.models.lists import WatchList


class Drill(models.Model):
    """An invented entry that stands among those of a list until a day. Nobody real is meant, and nobody is told before the end."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    list = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="drills")
    entry = models.CharField(max_length=120)
    """The id under which it stands among the entries of the list."""
    told = models.JSONField()
    """The invented person as an entry of the list: there is no such person, so nobody's data stands here."""
    reason = models.CharField(max_length=500)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    until = models.DateTimeField()
    """It ends by itself."""
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """None where it ended by itself."""

    class Meta:
        """The newest first."""

        verbose_name = _("drill")
        ordering = ("-set_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("list", "entry"), name="screening_drill_entry_once"),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("set_at")), name="screening_drill_ends"
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
