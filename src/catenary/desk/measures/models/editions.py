"""Editions of the method: where each stands, its words to the letter, and what was done with it by whom."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.measures.flow import EditionState
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class EditionDeed(StrEnum):
    """What is done with an edition: words written, or a step taken."""

    MAKE = "make"
    LOAD_FIRST = "load_first"
    """The edition that comes with the software was taken as a draft."""
    WRITE = "write"
    UPLOAD = "upload"
    CONSULT = "consult"
    DRAFT_AGAIN = "draft_again"
    FREEZE = "freeze"
    RETIRE = "retire"


class Edition(models.Model):
    """An edition of an assessing body's method. Once frozen it never changes: answers were given under it (a trigger sees to it)."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    """The body whose method it is."""
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    complete = models.BooleanField()
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64)
    """Names its words: the SHA-256 of its canonical JSON, which stands in `EditionText`."""
    state = models.CharField(max_length=20, choices=choices(EditionState), default=EditionState.DRAFTED)
    version = models.PositiveIntegerField(default=1)
    """Counts what was done with it, so that a stale page changes nothing."""
    rounds = models.PositiveSmallIntegerField(default=0)
    comments_until = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    frozen_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first; codes tell editions of a body apart; what is frozen says who froze it, who is not who made it."""

        verbose_name = _("edition")
        ordering = ("-made_at", "-id")
        constraints = (
            one_of("state", EditionState),
            models.UniqueConstraint(fields=("organisation", "code"), name="measures_edition_code"),
            models.CheckConstraint(
                condition=models.Q(state__in=[EditionState.DRAFTED.value, EditionState.CONSULTED.value])
                | models.Q(frozen_by__isnull=False, frozen_at__isnull=False),
                name="measures_edition_frozen_by",
            ),
            models.CheckConstraint(
                condition=models.Q(frozen_by=None) | ~models.Q(frozen_by=models.F("made_by")),
                name="measures_edition_two_persons",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=EditionState.CONSULTED.value)
                | models.Q(comments_until__isnull=False, rounds__gte=1),
                name="measures_edition_round",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class EditionText(models.Model):
    """Words that an edition has or had, to the letter: canonical JSON (RFC 8785). None is ever changed or lost."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="texts")
    digest = models.CharField(max_length=64)
    canonical = models.BinaryField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first; the same words are kept once (the database checks their digest)."""

        verbose_name = _("words of an edition")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "digest"), name="measures_editiontext_digest_once"),
        )

    def __str__(self) -> str:
        return self.digest


class EditionStep(models.Model):
    """What was done with an edition, by whom and why; nothing of it is ever changed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="steps")
    deed = models.CharField(max_length=20, choices=choices(EditionDeed))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000, blank=True)
    digest = models.CharField(max_length=64)
    """Of the words it had then."""
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        verbose_name = _("step of an edition")
        ordering = ("-at", "-id")
        constraints = (one_of("deed", EditionDeed),)

    def __str__(self) -> str:
        return str(self.pk)
