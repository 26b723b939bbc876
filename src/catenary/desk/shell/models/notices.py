"""What people are told, and how they want to be told."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class ByEmail(StrEnum):
    """Whether a mail says that something waits; never what."""

    NEVER = "never"
    WHEN_WAITING = "when_waiting"
    """One mail while anything is unread, not one for each."""


class Notification(models.Model):
    """Something a person should know: a kind that the reader's language has words for, and where it leads."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    """Where the person acts when opening it."""
    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict, blank=True)
    """Counts, codes and file numbers; no personal data."""
    url = models.CharField(max_length=300, blank=True)
    caused_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first; the unread of a person are counted on every page."""

        verbose_name = _("notification")
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(
                fields=("person",), condition=models.Q(read_at=None), name="shell_notification_unread"
            ),
            models.Index(fields=("person", "-created_at", "-id"), name="shell_notification_newest"),
        )

    def __str__(self) -> str:
        return self.kind


class NoticePreference(models.Model):
    """How a person wants to be told; the desk itself always tells."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    by_email = models.CharField(max_length=20, choices=choices(ByEmail), default=ByEmail.WHEN_WAITING)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One a person."""

        verbose_name = _("notice preference")
        constraints = (one_of("by_email", ByEmail),)

    def __str__(self) -> str:
        return self.by_email
