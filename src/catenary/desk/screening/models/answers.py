"""What carriers were told about travellers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.core.screening.carrier_answer import Boarding
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Message, Passage
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

    class Meta:
        """One for each traveller on a flight."""

        verbose_name = _("answer to a carrier")
        verbose_name_plural = _("answers to carriers")
        constraints = (one_of("answer", Boarding),)

    def __str__(self) -> str:
        return str(self.pk)
