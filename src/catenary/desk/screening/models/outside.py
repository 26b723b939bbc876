"""The outside register of lost and stolen documents that an organisation asks, and what it said of travellers' documents.

No number of a document stands here: a question is made of the traveller's record when it is put.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.documents.outside import BreakerState, OutsideFault, OutsideStatus
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Passage
from catenary.desk.shell.enums import choices, one_of


class OutsideRegister(models.Model):
    """A register that is asked over the network, and where its breaker stands."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    address = models.URLField(max_length=500)
    key = models.BinaryField(null=True, blank=True)
    """What shows who asks, encrypted to the spool's key."""
    milliseconds = models.PositiveIntegerField(
        default=1500, validators=(MinValueValidator(100), MaxValueValidator(30_000))
    )
    """How long an answer is waited for, all in all."""
    at_once = models.PositiveSmallIntegerField(
        default=4, validators=(MinValueValidator(1), MaxValueValidator(32))
    )
    """How many questions are put at the same time."""
    holds_back = models.BooleanField(default=False)
    """Whether carriers are told `further checks` of a traveller whose documents it has not answered about."""
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    breaker = models.CharField(
        max_length=20, choices=choices(BreakerState), default=BreakerState.CLOSED.value
    )
    failures = models.PositiveIntegerField(default=0)
    openings = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One that is asked for each organisation."""

        verbose_name = _("outside register")
        ordering = ("-opened_at", "-id")
        constraints = (
            one_of("breaker", BreakerState),
            models.UniqueConstraint(
                fields=("organisation",),
                condition=models.Q(closed_at=None),
                name="screening_outsideregister_one",
            ),
        )

    def __str__(self) -> str:
        return self.name


class OutsideLookup(models.Model):
    """What the register said of one document of a traveller on a flight."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    register = models.ForeignKey(OutsideRegister, on_delete=models.PROTECT, related_name="lookups")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="outside_lookups")
    document = models.CharField(max_length=32, blank=True)
    """Keyed digest of the document; goes with the traveller's record."""
    status = models.CharField(
        max_length=20, choices=choices(OutsideStatus), default=OutsideStatus.WAITING.value
    )
    fault = models.CharField(max_length=20, choices=choices(OutsideFault), blank=True)
    reference = models.CharField(max_length=80, blank=True)
    """The register's own, by which the owner of the record is asked."""
    milliseconds = models.PositiveIntegerField(null=True, blank=True)
    """How long the answer took; none where it was remembered from another flight."""
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Each document of a traveller on a flight once."""

        verbose_name = _("question to an outside register")
        verbose_name_plural = _("questions to an outside register")
        ordering = ("-asked_at", "-id")
        constraints = (
            one_of("status", OutsideStatus),
            one_of("fault", OutsideFault, or_empty=True),
            models.UniqueConstraint(
                fields=("passage", "document"),
                condition=~models.Q(document=""),
                name="screening_outsidelookup_once",
            ),
        )
        indexes = (
            models.Index(
                fields=("register", "id"),
                condition=models.Q(status__in=("waiting", "not_checked")),
                name="screening_lookup_waiting",
            ),
            models.Index(fields=("register", "document", "-answered_at"), name="screening_lookup_known"),
            models.Index(fields=("register", "-answered_at"), name="screening_lookup_lately"),
        )

    def __str__(self) -> str:
        return str(self.pk)
