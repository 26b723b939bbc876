"""What carriers were told about travellers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.screening.carrier_answer import Boarding
from catenary.core.screening.telling import TellingFault, TellingState, TellingWay
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel, Message, Passage
from catenary.desk.shell.enums import choices, one_of


class AnswerTold(models.Model):
    """The last answer about a traveller on a flight, and the message that it answered."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    passage = models.OneToOneField(Passage, on_delete=models.PROTECT, related_name="told")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=20, choices=choices(Boarding))
    reasons = models.JSONField(default=list, blank=True)
    """Codes of the reasons, for the officer; the carrier was not told them."""
    told_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    """Counts what was answered about the traveller: a higher one is newer."""

    class Meta:
        """One for each traveller on a flight."""

        verbose_name = _("answer to a carrier")
        verbose_name_plural = _("answers to carriers")
        constraints = (one_of("answer", Boarding),)

    def __str__(self) -> str:
        return str(self.pk)


class AnswerChange(models.Model):
    """An answer that became another after the carrier had been told one, and how the carrier learns of it.

    Rows of a channel are added one after the other (`answers_changed`), so that who asks for those after a known one misses none.
    """

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="answer_changes")
    """The first of the legs that the traveller is on by this message."""
    version = models.PositiveIntegerField()
    answer = models.CharField(max_length=20, choices=choices(Boarding))
    changed_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=choices(TellingState))
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    """When the carrier is called next."""
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order in which they came about."""

        verbose_name = _("changed answer")
        ordering = ("id",)
        constraints = (
            one_of("state", TellingState),
            one_of("answer", Boarding),
            models.UniqueConstraint(fields=("passage", "version"), name="screening_answerchange_once"),
        )
        indexes = (
            models.Index(fields=("channel", "id"), name="screening_change_since"),
            models.Index(
                fields=("next_at",),
                condition=models.Q(state=TellingState.WAITS.value),
                name="screening_change_waiting",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class TellingAttempt(models.Model):
    """One call to a carrier about a changed answer, and how it ended."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    change = models.ForeignKey(AnswerChange, on_delete=models.PROTECT, related_name="tried")
    way = models.CharField(max_length=20, choices=choices(TellingWay))
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    fault = models.CharField(max_length=20, choices=choices(TellingFault), blank=True)
    """Empty where the carrier took it."""
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    """Of HTTP, where there was an answer."""

    class Meta:
        """The newest first."""

        verbose_name = _("attempt to tell a carrier")
        ordering = ("-at", "-id")
        constraints = (one_of("way", TellingWay), one_of("fault", TellingFault, or_empty=True))

    def __str__(self) -> str:
        return str(self.pk)
