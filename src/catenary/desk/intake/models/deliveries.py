"""What carriers deliver, and each message in it. No column here tells of a person; the redacted text is a record under mandate."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.findings import Severity
from catenary.basis.ids import new_id
from catenary.core.intake.model import Purpose
from catenary.core.intake.outage import OutageAnswer
from catenary.core.intake.receipt import Afterwards, DeliveryState, MessageState, Way
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import HeldRecord, MachineClient
from catenary.desk.shell.enums import choices, one_of


class Channel(models.Model):
    """A way in that one carrier, or one service provider, uses."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    way = models.CharField(max_length=20, choices=choices(Way))
    program = models.OneToOneField(
        MachineClient, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Whose token opens it, where the way is HTTP."""
    basis = models.CharField(max_length=80, blank=True)
    """The law on which the carrier sends."""
    interactive = models.BooleanField(default=False)
    """Whether the carrier waits for an answer about each person before boarding."""
    outage_answer = models.CharField(max_length=20, choices=choices(OutageAnswer), blank=True)
    """What the carrier is answered while the database is away; empty: nothing, and nothing is taken then."""
    answer_codes = models.TextField(max_length=4000, blank=True)
    """The State's code for each answer, as TOML (`formats.cusres.answers`); empty: the codes of the guidelines."""
    push_address = models.URLField(max_length=500, blank=True)
    """Where the carrier is told, unasked, that an answer has changed; empty: it asks for changes itself."""
    push_secret = models.BinaryField(null=True, blank=True)
    """The key of our signature on what is sent there, encrypted to the spool's key: workers alone can sign."""
    source = models.CharField(max_length=200, blank=True)
    """The queue, or the folder of the bucket, that messages are taken from; empty for the other ways in."""
    afterwards = models.CharField(max_length=20, choices=choices(Afterwards), blank=True)
    """What becomes of what was taken from a bucket."""
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Names tell channels apart within an organisation."""

        verbose_name = _("channel")
        ordering = ("name", "id")
        constraints = (
            one_of("way", Way),
            one_of("outage_answer", OutageAnswer, or_empty=True),
            one_of("afterwards", Afterwards, or_empty=True),
            models.UniqueConstraint(fields=("organisation", "name"), name="intake_channel_name"),
            models.UniqueConstraint(
                fields=("way", "source"),
                condition=models.Q(closed_at=None) & ~models.Q(source=""),
                name="intake_channel_source",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """What was delivered in one piece. Hashes are keyed: they find a repetition and tell nobody else anything."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=20, choices=choices(DeliveryState), default=DeliveryState.RECEIVED)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    octets = models.PositiveIntegerField()
    original_hash = models.BinaryField(max_length=32)
    content_hash = models.BinaryField(max_length=32, null=True, blank=True)
    repeats = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="repetitions"
    )
    outage_id = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    """The name of the file in which it waited while the database was away: what was taken from there is taken once."""
    outage_answer = models.CharField(max_length=20, choices=choices(OutageAnswer), blank=True)
    """What the carrier was answered then about everybody in it, at `received_at`."""

    class Meta:
        """Found by what they hold, and by what still waits."""

        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("-received_at", "-id")
        constraints = (
            one_of("state", DeliveryState),
            one_of("outage_answer", OutageAnswer, or_empty=True),
        )
        indexes = (
            models.Index(fields=("organisation", "-received_at"), name="intake_delivery_newest"),
            models.Index(fields=("organisation", "original_hash"), name="intake_delivery_original"),
            models.Index(fields=("organisation", "content_hash"), name="intake_delivery_content"),
            models.Index(
                fields=("received_at",),
                condition=models.Q(state=DeliveryState.RECEIVED.value),
                name="intake_delivery_waiting",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class Spooled(models.Model):
    """A delivery as it came, encrypted, until it has been read and a short time longer."""

    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, primary_key=True, related_name="spooled"
    )
    sealed = models.BinaryField()
    expires_at = models.DateTimeField()

    class Meta:
        """Goes by itself."""

        verbose_name = _("spooled delivery")
        indexes = (models.Index(fields=("expires_at",), name="intake_spooled_expiring"),)

    def __str__(self) -> str:
        return str(self.pk)


class Message(models.Model):
    """One message of a delivery, as far as it was understood."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="messages")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=choices(MessageState))
    kind = models.CharField(max_length=10, blank=True)
    """`PAXLST`, `PNRGOV`, ...; empty where the type was not read."""
    purpose = models.CharField(max_length=30, choices=choices(Purpose), blank=True)
    reference = models.CharField(max_length=40, blank=True)
    sender = models.CharField(max_length=40, blank=True)
    travellers = models.PositiveIntegerField(default=0)
    bookings = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    """How many sensitive parts were taken out at the door."""
    record = models.ForeignKey(HeldRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The redacted text and every finding with its values."""
    marked = models.BooleanField(default=False)
    """Whether a job has noted what its travellers and bookings are found by, and joined them."""
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    class Meta:
        """In the order in which they stand in the delivery."""

        verbose_name = _("message")
        ordering = ("delivery", "position")
        constraints = (
            one_of("state", MessageState),
            one_of("purpose", Purpose, or_empty=True),
        )
        indexes = (
            models.Index(
                fields=("organisation", "-id"),
                condition=models.Q(state=MessageState.QUARANTINED.value),
                name="intake_message_quarantined",
            ),
            models.Index(fields=("id",), condition=models.Q(marked=False), name="intake_message_unmarked"),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class Fault(models.Model):
    """How often a finding was made in a message, for statistics by carrier; its values are in the record."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="faults")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    severity = models.CharField(max_length=10, choices=choices(Severity))
    count = models.PositiveIntegerField()
    segment = models.PositiveIntegerField(null=True, blank=True)
    """Where it stands first, counted from 0."""

    class Meta:
        """Each code once for a message."""

        verbose_name = _("fault")
        constraints = (
            one_of("severity", Severity),
            models.UniqueConstraint(fields=("message", "code"), name="intake_fault_once"),
        )
        indexes = (models.Index(fields=("organisation", "code"), name="intake_fault_code"),)

    def __str__(self) -> str:
        return self.code
