"""What goes with an edition: the map that says which answers carry over from the one before, and translations of its texts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.core.measures.model import ReviewStatus
from catenary.desk.mandate.models import Person
from catenary.desk.measures.models.editions import Edition
from catenary.desk.shell.enums import choices, one_of


class CarryOver(models.Model):
    """The carry-over map from the edition that this one follows; it stands still once the edition is frozen."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="carry_over")
    pairings = models.JSONField()
    """As `carrying_form` writes them."""

    class Meta:
        """One for each edition that follows another."""

        verbose_name = _("carry-over map")

    def __str__(self) -> str:
        return str(self.pk)


class EditionTranslation(models.Model):
    """The texts of one area, requirement, question or case in another language, and how far people saw them."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="translations")
    code = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    texts = models.JSONField()
    """As `translating_form` writes them."""
    status = models.CharField(max_length=20, choices=choices(ReviewStatus))
    by = models.CharField(max_length=300, blank=True)
    """Who reviewed or approved it, as the table of translations says."""
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        """One for each thing and language; whoever is said to have seen it is named."""

        verbose_name = _("translation")
        ordering = ("code", "language")
        constraints = (
            one_of("status", ReviewStatus),
            models.UniqueConstraint(
                fields=("edition", "code", "language"), name="measures_editiontranslation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(status=ReviewStatus.MACHINE_DRAFT.value) | ~models.Q(by=""),
                name="measures_editiontranslation_by",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.language}"
