"""What people write into reports, version by version, and reports as they were released, with the file that is served."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.assessment.report_model import ReportKind, SectionKind
from catenary.desk.assessment.models.papers import PublicationDecision
from catenary.desk.assessment.models.visits import Visit
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class SectionText(models.Model):
    """Free text of a section as one person left it; the highest number counts, none is changed."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="section_texts")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=20, choices=choices(SectionKind))
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=40_000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """By section, the newest first."""

        verbose_name = _("text of a section")
        verbose_name_plural = _("texts of sections")
        ordering = ("visit", "section", "language", "-number")
        constraints = (
            one_of("section", SectionKind),
            models.UniqueConstraint(
                fields=("visit", "section", "language", "number"), name="assessment_sectiontext_number"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class ReleasedReport(models.Model):
    """What the State let out of one report in one language, byte for byte; anybody reads it, and nobody changes it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="released")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    """The State that it is about."""
    decision = models.ForeignKey(PublicationDecision, on_delete=models.PROTECT, related_name="released")
    kind = models.CharField(max_length=20, choices=choices(ReportKind))
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=300)
    """What the State was called then."""
    edition = models.CharField(max_length=80)
    content = models.BinaryField()
    """Canonical JSON (`formats.reports.json_form`)."""
    digest = models.CharField(max_length=64)
    proof = models.UUIDField()
    """The entry of the ledger that names the digest."""
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()

    class Meta:
        """The newest first; once for each decision, kind and language."""

        verbose_name = _("released report")
        ordering = ("-released_at", "-id")
        constraints = (
            one_of("kind", ReportKind),
            models.UniqueConstraint(
                fields=("decision", "kind", "language"), name="assessment_releasedreport_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class ReleasedPdf(models.Model):
    """A released report as PDF, typeset once: what everybody is served, byte for byte."""

    report = models.OneToOneField(ReleasedReport, on_delete=models.PROTECT, related_name="pdf")
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    replaced = models.PositiveIntegerField()
    """How many characters no font could show."""
    made_at = models.DateTimeField()

    class Meta:
        """One for each report."""

        verbose_name = _("released report as PDF")
        verbose_name_plural = _("released reports as PDF")
        ordering = ("report",)

    def __str__(self) -> str:
        return self.digest
