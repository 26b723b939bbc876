"""What people write under records."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person


class Comment(models.Model):
    """A note under a record: seen by those who may see the record, of the author's organisation unless shared."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    record = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)
    language = models.CharField(max_length=10, blank=True)
    internal = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """In the order they were written."""

        verbose_name = _("comment")
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("record", "kind"), name="shell_comment_record"),)

    def __str__(self) -> str:
        return str(self.public_id)


class Mention(models.Model):
    """Somebody a comment speaks to; only ever somebody who may open the record."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Once in a comment."""

        verbose_name = _("mention")
        constraints = (models.UniqueConstraint(fields=("comment", "person"), name="shell_mention_once"),)

    def __str__(self) -> str:
        return str(self.person_id)
