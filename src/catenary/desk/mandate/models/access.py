"""What gives and takes access: matters that two persons decide, invitations, machine clients, failed attempts, kept work."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.mandate.flow_table import Flow, State
from catenary.core.mandate.model import DataClass
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models.people import Membership, Person
from catenary.desk.shell.enums import choices, one_of

ACCESS_FLOWS = (Flow.GRANT, Flow.BREAK_GLASS, Flow.SUSPENSION, Flow.REINSTATEMENT, Flow.FACTOR_RESET)
"""The matters of two persons that are about access; the others are about records and their protection."""


class MachineClient(models.Model):
    """A program of an organisation that works through the web API; only the hash of its token is kept."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="machine_clients")
    name = models.CharField(max_length=120)
    roles = ArrayField(models.CharField(max_length=40))
    scopes = ArrayField(models.CharField(max_length=60))
    """What it may do, as `room:read` or `room:write`."""
    prefix = models.CharField(max_length=12, unique=True)
    """The beginning of its token, which finds it and opens nothing."""
    token_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Every client has a role and a scope, and ends."""

        verbose_name = _("machine client")
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(roles=[]) & ~Q(scopes=[]), name="mandate_machine_scoped"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="mandate_machine_expires"),
        )

    def __str__(self) -> str:
        return self.name


class AccessMatter(models.Model):
    """Something two persons decide (`core.mandate.flow`): a grant, a suspension, a return, a reset, an emergency access.

    What it is about depends on its flow: the person and the membership of a grant, the person of a suspension, return or
    reset of second factors, the machine client of a grant to one, the class of data of an emergency access.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    flow = models.CharField(max_length=20, choices=[(flow.value, flow.value) for flow in ACCESS_FLOWS])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField()
    remote = ArrayField(models.BigIntegerField(), default=list, blank=True)
    """Rows of other organisations whose approvers may decide from afar."""
    about_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    machine = models.ForeignKey(
        MachineClient, on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    data_class = models.CharField(max_length=30, choices=choices(DataClass), blank=True)
    lasts = models.DurationField(null=True, blank=True)
    asked_again = models.BooleanField(default=False)
    """Nobody approved the same when it was asked before, so it has no effect before the second person confirms."""
    state = models.CharField(max_length=20, choices=choices(State), default=State.ASKED)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    until = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="lifts"
    )
    """The return that ended a suspension."""

    class Meta:
        """Nobody decides their own matter, and nobody asks about themselves: the database refuses it too."""

        verbose_name = _("matter of two persons")
        ordering = ("-asked_at", "-id")
        constraints = (
            one_of("flow", ACCESS_FLOWS),
            one_of("state", State),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="mandate_accessmatter_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(about_person=None)
                | ~Q(about_person=F("asked_by")) & (Q(decided_by=None) | ~Q(about_person=F("decided_by"))),
                name="mandate_accessmatter_not_about_oneself",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="mandate_accessmatter_reasoned"),
        )

    def __str__(self) -> str:
        return f"{self.flow} ({self.state})"


class Invitation(models.Model):
    """A link that lets an invited person choose a password once; only hashes of its token and of its code are kept."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """None for the first people of an organisation, whom the operator's register names."""
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    needs_code = models.BooleanField(default=True)
    """Whether the link alone does not do, since whoever invited was shown it; one that went by mail needs no code."""
    code_hash = models.CharField(max_length=64, blank=True)
    code_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Who made the code and hands it over; never who invited."""
    wrong_codes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Newest first; nobody holds both halves of what opens an account, and the database refuses it too."""

        verbose_name = _("invitation")
        ordering = ("-invited_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="mandate_invitation_used_once"
            ),
            models.CheckConstraint(
                condition=Q(code_by=None) | ~Q(code_by=F("invited_by")),
                name="mandate_invitation_two_persons",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
