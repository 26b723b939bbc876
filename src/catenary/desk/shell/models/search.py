"""What can be found: words as keyed hashes, on shelves that say who may look."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person


class SearchEntry(models.Model):
    """A record on a shelf.

    Shelf 0 is everybody's; twice an organisation's id is its people's, one more those of them who stated a purpose.
    Equality of a number is leakproof, so that row security leaves the index in use, and what it needs is one number.
    """

    shelf = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    record = models.UUIDField()
    words = models.JSONField(default=list)
    """The hashes of its words, so that its postings are found again without an index of their own."""

    class Meta:
        """Once on each shelf."""

        verbose_name = _("search entry")
        constraints = (models.UniqueConstraint(fields=("kind", "record", "shelf"), name="shell_search_once"),)

    def __str__(self) -> str:
        return self.kind


class SearchPosting(models.Model):
    """A word (its keyed hash) stands in an entry."""

    pk = models.CompositePrimaryKey("shelf", "word", "entry_id")
    shelf = models.BigIntegerField()
    word = models.BigIntegerField()
    entry = models.ForeignKey(SearchEntry, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """Its key is all of it."""

        verbose_name = _("search posting")

    def __str__(self) -> str:
        return str(self.word)


class SearchKey(models.Model):
    """A beginning of a word or three letters of it (keyed hashes) that lead to the word."""

    pk = models.CompositePrimaryKey("shelf", "key", "word")
    shelf = models.BigIntegerField()
    key = models.BigIntegerField()
    word = models.BigIntegerField()
    size = models.SmallIntegerField()
    """How many keys of this sort the word has."""

    class Meta:
        """Removed with the last entry that has the word."""

        verbose_name = _("search key")
        indexes = (models.Index(fields=("shelf", "word"), name="shell_search_key_word"),)

    def __str__(self) -> str:
        return str(self.key)


class StoredSearch(models.Model):
    """What somebody looked for, so that an address holds an id and never a name; gone when it expires."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    query = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        """The newest first."""

        verbose_name = _("stored search")
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return str(self.public_id)
