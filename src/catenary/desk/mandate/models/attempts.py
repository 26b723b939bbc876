"""What signing in leaves behind: attempts that failed, and work that outlived its session."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.desk.mandate.models.people import Person
from catenary.desk.shell.enums import choices, one_of


class AttemptKind(StrEnum):
    """What was wrong."""

    PASSWORD = "password"  # noqa: S105  a kind of attempt, no secret
    CODE = "code"
    TOKEN = "token"  # noqa: S105  a kind of attempt, no secret
    INVITATION = "invitation"
    PROVIDER = "provider"


class FailedAttempt(models.Model):
    """An attempt to sign in that failed, kept 90 days. Address and network are keyed hashes; equal ones can be told to be equal."""

    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20, choices=choices(AttemptKind))
    address_hash = models.CharField(max_length=64)
    network_hash = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Whose account it was, where there is one; the organisations of that person see the attempt."""

    class Meta:
        """Newest first, found by time."""

        verbose_name = _("failed attempt")
        ordering = ("-at", "-id")
        constraints = (one_of("kind", AttemptKind),)
        indexes = (models.Index(fields=("at",), name="mandate_attempt_at"),)

    def __str__(self) -> str:
        return self.kind


class KeptWork(models.Model):
    """A form that was sent after its session had ended, sealed under a key that only the sender's browser holds."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    kept_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        """Newest first."""

        verbose_name = _("kept work")
        ordering = ("-kept_at", "-id")

    def __str__(self) -> str:
        return str(self.public_id)
