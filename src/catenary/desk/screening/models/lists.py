"""Lists that an organisation checks travellers against: their files, who let them in, and the index built of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.screening.publication import ChangeOf, IndexState, PublicationState
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import HeldRecord, Person
from catenary.desk.shell.enums import choices, one_of


class WatchList(models.Model):
    """A list and the law it stands on. `code` is its name in the results of a check."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    legal_ground = models.CharField(max_length=300)
    forbids_boarding = models.BooleanField(default=False)
    """Whether its law forbids boarding to its persons, once humans have said that a traveller is one of them."""
    review_by = models.DateField()
    """Past this day nobody is checked against the list until somebody has looked whether it should stand."""
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Codes tell lists apart within an organisation."""

        verbose_name = _("list")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("organisation", "code"), name="screening_watchlist_code"),
        )

    def __str__(self) -> str:
        return self.code


class ListFile(models.Model):
    """One edition of a list as it was loaded. It counts once a second person has published it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    list = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="files")
    state = models.CharField(
        max_length=20, choices=choices(PublicationState), default=PublicationState.LOADED
    )
    sealed = models.BinaryField(null=True, blank=True)
    """The file, encrypted to the spool's key; gone with what replaced it."""
    digests = models.BinaryField(null=True, blank=True)
    """Keyed digests of each entry's id and of all it tells, 16 bytes an entry: what the next edition is compared with."""
    changes = models.ForeignKey(HeldRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Whom it would add, change and remove, by name, as far as the loaded files tell; goes once it is decided."""
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=30)
    entries = models.PositiveIntegerField()
    names = models.PositiveIntegerField()
    added = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    """Entries that differ from the edition in force when this one was loaded."""
    faults = models.JSONField(default=dict, blank=True)
    """How often each finding was made while reading; codes only."""
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """The newest first; one in force for each list."""

        verbose_name = _("edition of a list")
        ordering = ("-loaded_at", "-id")
        constraints = (
            one_of("state", PublicationState),
            models.UniqueConstraint(
                fields=("list",),
                condition=models.Q(state=PublicationState.PUBLISHED.value),
                name="screening_listfile_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("loaded_by")),
                name="screening_listfile_two_persons",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class BuiltIndex(models.Model):
    """What travellers are checked against: the index of all lists in force, in a folder of the installation's data."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=choices(IndexState), default=IndexState.BUILDING)
    files = models.ManyToManyField(ListFile, related_name="+")
    edition = models.CharField(max_length=80, blank=True)
    algorithm = models.CharField(max_length=80, blank=True)
    entries = models.PositiveIntegerField(default=0)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The index it was built upon, whose entries score in it as they did there; None for one that was built whole."""
    measured = models.PositiveIntegerField(default=0)
    """Entries when frequencies of names and thresholds were last taken from the lists: when it, or the first it follows, was built whole."""
    segments = models.PositiveSmallIntegerField(default=0)
    changes = models.BinaryField(null=True, blank=True)
    """Which entries differ from the index it follows, sealed: workers alone open it."""
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=80, blank=True)
    """The code of what kept it from being built."""

    class Meta:
        """The newest first; one in use."""

        verbose_name = _("index of lists")
        verbose_name_plural = _("indexes of lists")
        ordering = ("-asked_at", "-id")
        constraints = (
            one_of("state", IndexState),
            models.UniqueConstraint(
                fields=("organisation",),
                condition=models.Q(state=IndexState.IN_USE.value),
                name="screening_builtindex_in_use",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class PastBasis(models.Model):
    """That past flights too are checked again after each change of lists, and on which law; off where there is none."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=40)
    """A law of the purpose it was set for."""
    reason = models.CharField(max_length=500)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """One at a time."""

        verbose_name = _("law for checking past flights again")
        verbose_name_plural = _("laws for checking past flights again")
        ordering = ("-set_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation",),
                condition=models.Q(ended_at=None),
                name="screening_pastbasis_in_force",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class Rescreening(models.Model):
    """Travellers being checked again after an index came into use, in the order of their rows; how far it is."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    of = models.CharField(max_length=20, choices=choices(ChangeOf), default=ChangeOf.LISTS)
    index = models.ForeignKey(
        BuiltIndex, on_delete=models.PROTECT, null=True, blank=True, related_name="rescreenings"
    )
    """None where documents alone are looked up again and no list is in use."""
    since = models.ForeignKey(BuiltIndex, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The index whose checks stand but for what changed since; None where everybody is checked whole."""
    basis = models.CharField(max_length=40, blank=True)
    """The legal basis for past flights too; empty: flights to come alone."""
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    to_do = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    reached = models.PositiveIntegerField(default=0)
    """Whom a change may concern: they were checked whole; of all others the check before stands."""
    last = models.BigIntegerField(default=0)
    """The row of the last traveller that was checked: where it goes on after an interruption."""
    finished_at = models.DateTimeField(null=True, blank=True)
    completed = models.BooleanField(default=False)
    """Whether everybody was looked at, before another index came into use."""
    register = models.CharField(max_length=64, blank=True)
    """Tells which state of the register of documents was looked into."""

    class Meta:
        """The newest first."""

        verbose_name = _("re-screening")
        ordering = ("-asked_at", "-id")
        constraints = (one_of("of", ChangeOf),)

    def __str__(self) -> str:
        return str(self.public_id)
