"""What persons asked of those who hold their data, and who is told apart from somebody on a list.

Names, contacts and words stand in the fields of the record that each belongs to, under its purposes and its retention.
"""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.mandate.rights import Ground, RightsKind, RightsRequest, RightsState
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models.people import Person
from catenary.desk.mandate.models.records import HeldRecord
from catenary.desk.shell.enums import choices, one_of


class RightsCase(models.Model):
    """A request about rights on its way to an answer."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    record = models.OneToOneField(HeldRecord, on_delete=models.PROTECT, related_name="rights_case")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=choices(RightsKind))
    state = models.CharField(max_length=20, choices=choices(RightsState), default=RightsState.RECEIVED)
    language = models.CharField(max_length=10, default="en")
    """The language the person is answered in."""
    received_at = models.DateTimeField()
    identity_asked_at = models.DateTimeField(null=True, blank=True)
    identity_proven_at = models.DateTimeField(null=True, blank=True)
    paused = models.DurationField(default=timedelta)
    extended_at = models.DateTimeField(null=True, blank=True)
    extension_reason = models.TextField(blank=True)
    registered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who took it in, and is told of the answer; nobody where it came in before this was kept."""
    assigned_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    grounds = ArrayField(models.CharField(max_length=30, choices=choices(Ground)), default=list, blank=True)
    erases = ArrayField(models.UUIDField(), default=list, blank=True)
    """Records that a granted request for erasure names: each may be erased by the order of one person."""
    ground_withheld = models.BooleanField(default=False)
    """Telling the ground would undo it (Directive (EU) 2016/680 art. 15(3)); it is recorded and not told."""

    class Meta:
        """Codes are those of core."""

        verbose_name = _("request about rights")
        ordering = ("received_at", "id")
        constraints = (one_of("kind", RightsKind), one_of("state", RightsState))

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"

    def as_core(self) -> RightsRequest:
        """As the rules of core know it."""
        return RightsRequest(
            kind=RightsKind(self.kind),
            received_at=self.received_at,
            state=RightsState(self.state),
            identity_asked_at=self.identity_asked_at,
            paused=self.paused,
            extended_at=self.extended_at,
            closed_at=self.closed_at,
        )


class RedressRecord(models.Model):
    """Somebody who is not a certain entry of a list; what tells them apart stands in the record's fields."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    record = models.OneToOneField(HeldRecord, on_delete=models.PROTECT, related_name="redress")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(
        RightsCase, on_delete=models.PROTECT, null=True, blank=True, related_name="redress"
    )
    list_name = models.CharField(max_length=80)
    entry = models.CharField(max_length=80)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    review_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revocation = models.TextField(blank=True)

    class Meta:
        """Read by screening."""

        verbose_name = _("redress record")
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return str(self.public_id)
