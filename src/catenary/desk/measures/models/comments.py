"""Comments of States and partners on a draft that was put out for them, each answered by the body."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.measures.models.editions import Edition


class EditionComment(models.Model):
    """What an organisation says of an area, requirement, question or case. Its words stand; the body adds an answer (a trigger sees to it)."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="comments")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    """Whose edition it is."""
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    """Who comments."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=40)
    """A code of the edition."""
    text = models.TextField(max_length=4000)
    language = models.CharField(max_length=10)
    at = models.DateTimeField()
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order they came; an answer says who gave it."""

        verbose_name = _("comment on an edition")
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by=None, answered_at=None)
                | ~models.Q(answer="") & models.Q(answered_by__isnull=False, answered_at__isnull=False),
                name="measures_editioncomment_answered",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
