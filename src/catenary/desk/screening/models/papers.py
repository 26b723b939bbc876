"""Travellers' documents that a register of lost and stolen ones knows, and what humans decide of them. No number of a document stands here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.screening.judging import CandidateState, Compared, Verdict
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Passage
from catenary.desk.mandate.models import Person
from catenary.desk.screening.models.checks import Check
from catenary.desk.shell.enums import choices, one_of


class PaperCase(models.Model):
    """The reported documents of one traveller on one flight. Nothing follows from a report until humans have decided."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    passage = models.OneToOneField(Passage, on_delete=models.PROTECT, related_name="paper_case")
    found_by = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="+")
    reports = models.JSONField(default=list, blank=True)
    """What registers say, by position of the document; the documents are in the traveller's record. None where nothing is said any more."""
    whole = models.BooleanField(default=True)
    """Whether a register answered about every document of the traveller."""
    seen = models.CharField(max_length=32, blank=True)
    """Keyed digest of the documents that were looked up; goes with the traveller's record."""
    state = models.CharField(max_length=20, choices=choices(CandidateState), default=CandidateState.OPEN)
    """`cleared`: the documents were let pass; `confirmed`: they were found not valid."""
    due_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    turn = models.PositiveSmallIntegerField(default=1)
    """How often it was opened: other documents or other reports open it again, and judgements of an earlier turn count no more."""
    opened_for = models.JSONField(default=list, blank=True)
    """What changed when it was opened again: codes of `checks`."""

    class Meta:
        """The most urgent first; one for each traveller on a flight."""

        verbose_name = _("reported documents")
        verbose_name_plural = _("reported documents")
        ordering = (models.F("due_at").asc(nulls_last=True), "id")
        constraints = (one_of("state", CandidateState),)
        indexes = (
            models.Index(
                "organisation",
                models.F("due_at").asc(nulls_last=True),
                "id",
                condition=models.Q(state__in=("open", "second", "disagreed")),
                name="screening_papercase_queue",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class PaperJudged(models.Model):
    """What one person said of reported documents."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(PaperCase, on_delete=models.PROTECT, related_name="judgements")
    judge = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=choices(Verdict))
    """`same_person`: a document is the reported one, or not valid; `different_person`: they may pass."""
    reason = models.TextField(max_length=2000)
    """Goes when the traveller's record is erased."""
    as_supervisor = models.BooleanField(default=False)
    at = models.DateTimeField()
    turn = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """In the order in which they were said; nobody judges a case twice in one turn."""

        verbose_name = _("judgement of documents")
        verbose_name_plural = _("judgements of documents")
        ordering = ("at", "id")
        constraints = (
            one_of("verdict", Verdict),
            models.UniqueConstraint(fields=("case", "judge", "turn"), name="screening_paperjudged_once"),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def compared(self) -> list[str]:
        """Documents beside what is reported of them; there is nothing else to compare."""
        return [Compared.DOCUMENT.value]
