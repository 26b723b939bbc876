"""Documents of a visit, the State's comments on the draft's facts, and what it lets be published."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.assessment.visit_words import CommentOutcome, DocumentKind, Publication, Side
from catenary.core.mandate.model import Handling
from catenary.desk.assessment.models.visits import Visit, codes
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class VisitDocument(models.Model):
    """A document by its title; its file hangs on it as files do elsewhere. One side adds it, and shares it with the other or not."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="documents")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=choices(Side))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=choices(DocumentKind))
    title = models.CharField(max_length=300)
    dated_on = models.DateField(null=True, blank=True)
    """When it was made, where that is known: evidence grows old."""
    language = models.CharField(max_length=10)
    handling = models.CharField(max_length=30, choices=choices(Handling), default=Handling.RESTRICTED)
    areas = codes()
    shared = models.BooleanField(default=False)
    """The other side reads it too."""
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        """In the order they were added."""

        verbose_name = _("document of a visit")
        verbose_name_plural = _("documents of visits")
        ordering = ("added_at", "id")
        constraints = (
            one_of("side", Side),
            one_of("kind", DocumentKind),
            one_of("handling", Handling),
            models.CheckConstraint(
                condition=Q(shared=False) | ~Q(handling=Handling.ORIGINATOR_CONTROLLED),
                name="assessment_visitdocument_originator_keeps",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class DocumentCounts(models.Model):
    """What a document holds where its file is a unit's signed counts file: looked at once, its signature checked with the unit's key."""

    document = models.OneToOneField(VisitDocument, on_delete=models.PROTECT, related_name="counts")
    digest = models.CharField(max_length=64)
    """SHA-256 of the file."""
    signer = models.CharField(max_length=300)
    """The name in the key that signed it."""
    source = models.CharField(max_length=300)
    """The unit and the month, as the file says them."""
    made_on = models.DateField()
    figures = models.JSONField()
    """Its key figures, by their names in the file."""
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        """One for each document."""

        verbose_name = _("checked counts of a document")
        verbose_name_plural = _("checked counts of documents")

    def __str__(self) -> str:
        return self.digest


class FactualComment(models.Model):
    """One point of the State about a fact of the draft, and what the body answers to it; both are annexed to the report."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="comments")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=200)
    """The section or paragraph of the draft."""
    text = models.TextField(max_length=10_000)
    language = models.CharField(max_length=10)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    """When the State handed its comments in; before, the body does not see it."""
    outcome = models.CharField(max_length=20, choices=choices(CommentOutcome), blank=True)
    answer = models.TextField(max_length=10_000, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """As numbered; answered means what was done and in which words."""

        verbose_name = _("comment on a fact")
        verbose_name_plural = _("comments on facts")
        ordering = ("number",)
        constraints = (
            one_of("outcome", CommentOutcome, or_empty=True),
            models.UniqueConstraint(fields=("visit", "number"), name="assessment_factualcomment_number"),
            models.CheckConstraint(
                condition=Q(outcome="", answer="", answered_at=None)
                | (~Q(outcome="") & ~Q(answer="") & Q(answered_at__isnull=False, sent_at__isnull=False)),
                name="assessment_factualcomment_answered_whole",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class PublicationDecision(models.Model):
    """What the State lets be published, as it decided; the newest counts."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="publications")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    extent = models.CharField(max_length=10, choices=choices(Publication))
    sections = codes()
    """Those released, where not all are: areas of the edition, or names of the report's other sections."""
    by_default = models.BooleanField(default=False)
    """The State decided nothing in its time."""
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        verbose_name = _("decision on publication")
        verbose_name_plural = _("decisions on publication")
        ordering = ("-decided_at", "-id")
        constraints = (
            one_of("extent", Publication),
            models.CheckConstraint(
                condition=Q(extent=Publication.PARTIAL) & ~Q(sections=[])
                | ~Q(extent=Publication.PARTIAL) & Q(sections=[]),
                name="assessment_publicationdecision_partial_names_sections",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
