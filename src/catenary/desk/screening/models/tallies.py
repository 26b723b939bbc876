"""How many travellers were candidates, by sex and age group: counts that stay when the records they were made from are gone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.persons import Sex
from catenary.core.screening.counts import AgeGroup
from catenary.desk.directory.models import Organisation
from catenary.desk.shell.enums import choices, one_of


class Tally(models.Model):
    """Candidates of one day of departure, counted when the border check of their travellers was over."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    sex = models.CharField(max_length=20, choices=choices(Sex), blank=True)
    """Empty where nobody told it."""
    age = models.CharField(max_length=10, choices=choices(AgeGroup))
    candidates = models.PositiveIntegerField(default=0)

    class Meta:
        """One row for each cell."""

        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = (
            one_of("sex", Sex, or_empty=True),
            one_of("age", AgeGroup),
            models.UniqueConstraint(
                fields=("organisation", "day", "sex", "age"), name="screening_tally_cell"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
