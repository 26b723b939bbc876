"""What two persons decide about records and their protection: unmasking, legal holds, a State's own times."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.mandate import flow as two_persons
from catenary.core.mandate.flow_table import Flow, State
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models.people import Person
from catenary.desk.mandate.models.records import HeldRecord
from catenary.desk.shell.enums import choices, one_of

NO_WORDS = {"reason": "", "decision": "", "review": ""}
"""What people wrote in a matter, when its record is erased; who decided what, and when, stays."""


class RecordMatter(models.Model):
    """A matter as the rules of core left it; `state` is what was last written, its clock may have moved it on."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    flow = models.CharField(max_length=30, choices=choices(Flow))
    state = models.CharField(max_length=20, choices=choices(State), default=State.ASKED)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(
        HeldRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    about = models.CharField(max_length=80)
    """The record's public id, or a class of data."""
    ends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="endings")
    """The hold that a lifting ends."""
    proposal = models.JSONField(default=dict, blank=True)
    """What a State's own times would be."""
    remote = ArrayField(models.BigIntegerField(), default=list, blank=True)
    """Organisations whose approvers may decide from afar."""
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    """Never empty when it is asked; emptied with `decision` and `review` when the record is erased."""
    lasts = models.DurationField(null=True, blank=True)
    asked_again = models.BooleanField(default=False)
    """Nobody approved the same when it was asked before, so it has no effect before the second person confirms."""
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(blank=True)
    until = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    """When more people were woken, since nobody had decided."""
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    review = models.TextField(blank=True)

    class Meta:
        """Two persons, in the database too."""

        verbose_name = _("matter")
        ordering = ("-asked_at", "-id")
        constraints = (
            one_of("flow", Flow),
            one_of("state", State),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="mandate_recordmatter_two_persons",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.IN_FORCE) | models.Q(decided_by__isnull=False),
                name="mandate_recordmatter_decided",
            ),
        )
        indexes = (models.Index(fields=("organisation", "flow", "state"), name="mandate_recordmatter_open"),)

    def __str__(self) -> str:
        return f"{self.flow} ({self.state})"

    def as_core(self) -> two_persons.Matter:
        """As the rules of core know it; people and organisations go by the ids of their rows."""
        return two_persons.Matter(
            flow=Flow(self.flow),
            organisation=str(self.organisation_id),
            about=self.about,
            asked_by=str(self.asked_by_id),
            asked_at=self.asked_at,
            remote=frozenset(str(each) for each in self.remote),
            lasts=self.lasts,
            state=State(self.state),
            decided_by=str(self.decided_by_id) if self.decided_by_id else None,
            decided_at=self.decided_at,
            until=self.until,
            asked_again=self.asked_again,
        )
