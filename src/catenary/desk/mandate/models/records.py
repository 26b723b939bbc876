"""What a room holds about a person, as the mandate sees it: whose it is, how long it is kept, who else may see it.

What tells about the person stands apart, in `RecordFields`, so that clocks and counts can be worked on without it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.mandate.model import DataClass, Handling, Held
from catenary.core.mandate.retention import RecordClock, RetentionRule
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models.people import Person
from catenary.desk.shell.enums import choices, one_of


class HeldRecord(models.Model):
    """A record under mandate; it stays as an empty shell when what it told is erased, since proof names it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    data_class = models.CharField(max_length=30, choices=choices(DataClass))
    handling = models.CharField(max_length=30, choices=choices(Handling), default=Handling.RESTRICTED)
    kind = models.CharField(max_length=40)
    """The name of the value in core, which says what masking hides: `Traveller`, `Booking`."""
    room = models.CharField(max_length=30)
    reference = models.CharField(max_length=80, blank=True)
    """The room's own id of it; no personal data."""
    label = models.CharField(max_length=120, blank=True)
    """What it is called in lists: a flight and a day, a number; no personal data."""
    received_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    """When the clock of its class began, where that is not receipt."""
    linked_at = models.DateTimeField(null=True, blank=True)
    held = models.BooleanField(default=False)
    ordered_at = models.DateTimeField(null=True, blank=True)
    """When its erasure was ordered."""
    mask_at = models.DateTimeField(null=True, blank=True)
    mask_rule = models.CharField(max_length=30, choices=choices(RetentionRule), blank=True)
    erase_at = models.DateTimeField(null=True, blank=True)
    erase_rule = models.CharField(max_length=30, choices=choices(RetentionRule), blank=True)
    masked_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    audience = models.ManyToManyField(
        Organisation, through="RecordAudience", through_fields=("record", "organisation"), related_name="+"
    )

    class Meta:
        """Codes are those of core; a composite key lets the audience name the owner without asking this table."""

        verbose_name = _("record")
        ordering = ("-received_at", "-id")
        constraints = (
            one_of("data_class", DataClass),
            one_of("handling", Handling),
            one_of("mask_rule", RetentionRule, or_empty=True),
            one_of("erase_rule", RetentionRule, or_empty=True),
            models.UniqueConstraint(
                fields=("room", "reference"),
                condition=~models.Q(reference=""),
                name="mandate_heldrecord_once",
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "-received_at"), name="mandate_heldrecord_newest"),
            models.Index(
                fields=("mask_at",),
                condition=models.Q(masked_at=None, erased_at=None),
                name="mandate_heldrecord_to_mask",
            ),
            models.Index(
                fields=("erase_at",),
                condition=models.Q(erased_at=None),
                name="mandate_heldrecord_to_erase",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def masked(self) -> bool:
        """Whether what could identify the person is hidden."""
        return self.masked_at is not None

    @property
    def clock(self) -> RecordClock:
        """As retention knows the record."""
        return RecordClock(
            record=str(self.public_id),
            data_class=DataClass(self.data_class),
            received_at=self.received_at,
            started_at=self.started_at,
            linked_at=self.linked_at,
            held=self.held,
            ordered_at=self.ordered_at,
            masked_at=self.masked_at,
            erased_at=self.erased_at,
        )

    def as_held(self) -> Held:
        """As the rules of access know the record; asks for organisation and audience unless they were fetched."""
        return Held(
            organisation=str(self.organisation.public_id),
            data_class=DataClass(self.data_class),
            handling=Handling(self.handling),
            audience=frozenset(str(each.public_id) for each in self.audience.all()),
            masked=self.masked,
        )


class RecordAudience(models.Model):
    """An organisation that a record may be seen by besides its own, and who decided so; without a row nobody else.

    The owner stands here again, tied to the record's by a key in the database, so that row security of records can
    ask this table without this table asking records.
    """

    record = models.ForeignKey(HeldRecord, on_delete=models.PROTECT, related_name="shared_with")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Once for each organisation; the owner sees its record anyway."""

        verbose_name = _("audience")
        constraints = (
            models.UniqueConstraint(fields=("record", "organisation"), name="mandate_recordaudience_once"),
            models.CheckConstraint(
                condition=~models.Q(owner=models.F("organisation")), name="mandate_recordaudience_others"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class RecordFields(models.Model):
    """What a record tells, by the names of the fields in core; of a masked record only what stays.

    Row security shows it to those who see the record and have stated a purpose that its class of data may serve.
    """

    record = models.OneToOneField(
        HeldRecord, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    fields = models.JSONField()

    class Meta:
        """Gone when the record is erased."""

        verbose_name = _("fields of a record")

    def __str__(self) -> str:
        return str(self.pk)


class SealedFields(models.Model):
    """What a masked record told before; row security opens it to nobody but the asker of an unmasking in force."""

    record = models.OneToOneField(
        HeldRecord, on_delete=models.PROTECT, primary_key=True, related_name="sealed"
    )
    fields = models.JSONField()
    sealed_at = models.DateTimeField()

    class Meta:
        """Gone when the record is erased."""

        verbose_name = _("sealed fields of a record")

    def __str__(self) -> str:
        return str(self.pk)


class ObjectiveLink(models.Model):
    """The objective evidence that lets a passenger record be kept longer: who found it, why, when."""

    record = models.ForeignKey(HeldRecord, on_delete=models.PROTECT, related_name="links")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    """Emptied when the record is erased."""
    withdrawn_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """At most one that stands."""

        verbose_name = _("objective link")
        ordering = ("-recorded_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("record",), condition=models.Q(withdrawn_at=None), name="mandate_objectivelink_one"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
