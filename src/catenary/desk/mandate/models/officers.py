"""Officers as those who watch know them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.model import Role
from catenary.desk.directory.models import Organisation
from catenary.desk.shell.enums import choices


class Officer(models.Model):
    """A role that somebody holds or held in an organisation, with their name: all that a body which oversees it learns of them.

    A view (`row_security.VIEWS`), told to those who watch over accesses: of their own organisation, and of those they oversee.
    """

    id = models.BigIntegerField(primary_key=True)
    person_id = models.BigIntegerField()
    public_id = models.UUIDField()
    """Of the person: as it stands in the entries of the ledger."""
    name = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, on_delete=models.DO_NOTHING, related_name="+")
    role = models.CharField(max_length=40, choices=choices(Role))
    state = models.CharField(max_length=20)
    """`active`, or `ended`: what somebody did then is still looked at."""

    class Meta:
        """By name."""

        managed = False
        db_table = "mandate_officer"
        verbose_name = _("officer")
        ordering = ("name", "public_id", "state", "role")

    def __str__(self) -> str:
        return self.name
