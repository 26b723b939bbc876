"""How long a State's own law keeps data, and proof of what was masked and erased."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.mandate.model import DataClass
from catenary.core.mandate.retention import RetentionAct, RetentionRule
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models.matters import RecordMatter
from catenary.desk.shell.enums import choices, one_of


class RetentionLaw(models.Model):
    """A State's own times for a class of data, which two persons confirmed; they hold for its units too.

    Times are ISO 8601 durations in months or hours (`P6M`, `PT24H`); empty: as the default says.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    data_class = models.CharField(max_length=30, choices=choices(DataClass))
    source = models.CharField(max_length=200)
    masked_after = models.CharField(max_length=20, blank=True)
    erased_after = models.CharField(max_length=20, blank=True)
    erased_after_linked = models.CharField(max_length=20, blank=True)
    matter = models.OneToOneField(RecordMatter, on_delete=models.PROTECT, related_name="law")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """When a newer one took its place."""
    applied_at = models.DateTimeField(null=True, blank=True)
    """When every record's dates had been worked out by it."""

    class Meta:
        """One that holds for a class in an organisation."""

        verbose_name = _("retention law")
        constraints = (
            one_of("data_class", DataClass),
            models.UniqueConstraint(
                fields=("organisation", "data_class"),
                condition=models.Q(ended_at=None),
                name="mandate_retentionlaw_one",
            ),
        )

    def __str__(self) -> str:
        return self.source


class RetentionReceipt(models.Model):
    """Proof that records were masked or erased: counts and a commitment to the set of their ids, no data."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    data_class = models.CharField(max_length=30, choices=choices(DataClass))
    act = models.CharField(max_length=10, choices=choices(RetentionAct))
    rule = models.CharField(max_length=30, choices=choices(RetentionRule))
    count = models.PositiveIntegerField()
    done_at = models.DateTimeField()
    commitment = models.CharField(max_length=64)
    salt = models.BinaryField()
    """With it and an id anybody can see that the id is in the set."""

    class Meta:
        """Written by the jobs alone."""

        verbose_name = _("receipt")
        ordering = ("-done_at", "-id")
        constraints = (
            one_of("data_class", DataClass),
            one_of("act", RetentionAct),
            one_of("rule", RetentionRule),
        )

    def __str__(self) -> str:
        return f"{self.act} {self.count}"
