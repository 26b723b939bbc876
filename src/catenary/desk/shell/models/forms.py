"""Forms that were sent, so that sending one twice does it once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.desk.mandate.models import Person


class SpentForm(models.Model):
    """A form's one-time token (its hash) and where its first sending led."""

    digest = models.BinaryField(max_length=32, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    location = models.CharField(max_length=300)
    spent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        """Kept for a week."""

        verbose_name = _("spent form")

    def __str__(self) -> str:
        return self.location
