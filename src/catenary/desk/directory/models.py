"""Organisations: who takes part, as what, and under whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.mandate.model import OrganisationKind
from catenary.desk.shell.enums import choices, one_of


class Organisation(models.Model):
    """A State, unit, body, partner, carrier or oversight body; never deleted, since proof names it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=choices(OrganisationKind))
    name = models.CharField(max_length=300)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=3, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    oversees = models.ManyToManyField("self", symmetrical=False, related_name="overseen_by", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Stored as one table; every kind is one the core knows."""

        verbose_name = _("organisation")
        ordering = ("name", "id")
        constraints = (one_of("kind", OrganisationKind),)

    def __str__(self) -> str:
        return self.name
