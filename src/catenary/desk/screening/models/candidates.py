"""Entries that may be a traveller, journeys that met a rule, and what humans judge of them. Who they are stands in records under mandate."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.screening.judging import CandidateState, Verdict
from catenary.core.screening.model import Band
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Passage
from catenary.desk.mandate.models import HeldRecord, Person
from catenary.desk.screening.models.checks import Check
from catenary.desk.screening.models.drills import Drill
from catenary.desk.screening.models.lists import WatchList
from catenary.desk.screening.models.rules import RuleVersion
from catenary.desk.shell.enums import choices, one_of

_NOTHING = list
"""Under another name, since `list` is a field of a candidate."""


class Candidate(models.Model):
    """A list's entry that may be a traveller, or a rule whose criteria a journey met. Nothing follows from it until humans have judged."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="candidates")
    found_by = models.ForeignKey(Check, on_delete=models.PROTECT, null=True, blank=True, related_name="found")
    """The check against lists; None for a rule, which does not wait for it."""
    list = models.ForeignKey(WatchList, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.ForeignKey(
        RuleVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="candidates"
    )
    """Either a list or a rule found it, never both."""
    entry = models.CharField(max_length=120)
    """The id of a list's entry; the number of a rule's version."""
    entry_digest = models.CharField(max_length=64)
    """Tells another wording of the entry or the rule; the entry itself is in the record. Empty where a journey was judged and meets its rule no more."""
    traveller_digest = models.CharField(max_length=64, blank=True)
    record = models.ForeignKey(HeldRecord, on_delete=models.PROTECT, related_name="+")
    """The entry as it was listed, and every reason of the score with its values; of a rule, the criteria that held."""
    score = models.FloatField(null=True, blank=True)
    """None for a rule: journeys have no score."""
    band = models.CharField(max_length=10, choices=choices(Band), blank=True)
    state = models.CharField(max_length=20, choices=choices(CandidateState), default=CandidateState.OPEN)
    due_at = models.DateTimeField(null=True, blank=True)
    """When the flight leaves, or arrives where that is all that is known: what the queue is ordered by."""
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    turn = models.PositiveSmallIntegerField(default=1)
    """How often it was opened: a change on either side opens it again, and judgements of an earlier turn count no more."""
    drill = models.ForeignKey(
        Drill, on_delete=models.PROTECT, null=True, blank=True, related_name="candidates"
    )
    """The drill whose invented person it is: it waits like any other, counts in no figure and changes no answer to a carrier."""
    opened_for = models.JSONField(default=_NOTHING, blank=True)
    """What changed when it was opened again: codes of `checks`; none where it is open for the first time."""

    class Meta:
        """The most urgent first; an entry is a traveller's candidate once."""

        verbose_name = _("candidate")
        ordering = (models.F("due_at").asc(nulls_last=True), "id")
        constraints = (
            one_of("state", CandidateState),
            one_of("band", Band, or_empty=True),
            models.UniqueConstraint(fields=("passage", "list", "entry"), name="screening_candidate_once"),
            models.UniqueConstraint(fields=("passage", "rule"), name="screening_candidate_once_a_rule"),
            models.CheckConstraint(
                condition=models.Q(
                    list__isnull=False, rule__isnull=True, score__isnull=False, found_by__isnull=False
                )
                | models.Q(list__isnull=True, rule__isnull=False, score__isnull=True),
                name="screening_candidate_list_or_rule",
            ),
        )
        indexes = (
            models.Index(
                "organisation",
                models.F("due_at").asc(nulls_last=True),
                "id",
                condition=models.Q(state__in=("open", "second", "disagreed")),
                name="screening_candidate_queue",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def source(self) -> str:
        """The code of the list or the rule that found it."""
        if self.rule is not None:
            return self.rule.rule.code
        return self.watch_list.code

    @property
    def watch_list(self) -> WatchList:
        """The list, of a candidate that a list found."""
        assert self.list is not None
        return self.list


class Judged(models.Model):
    """What one judge said of a candidate."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="judgements")
    judge = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=choices(Verdict))
    compared = models.JSONField(default=list)
    """What was held side by side."""
    reason = models.TextField(max_length=2000)
    """Goes when the record of the candidate is erased."""
    as_supervisor = models.BooleanField(default=False)
    at = models.DateTimeField()
    turn = models.PositiveSmallIntegerField(default=1)
    """The turn of the candidate it was said in; it stands for no later one."""

    class Meta:
        """In the order in which they were said; nobody judges a candidate twice in one turn."""

        verbose_name = _("judgement")
        ordering = ("at", "id")
        constraints = (
            one_of("verdict", Verdict),
            models.UniqueConstraint(fields=("candidate", "judge", "turn"), name="screening_judged_once"),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class Remembered(models.Model):
    """That a traveller is not a list's entry: digests of both as they were compared, never the data itself."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="remembered")
    list = models.CharField(max_length=40)
    entry = models.CharField(max_length=120)
    entry_digest = models.CharField(max_length=64)
    traveller_digest = models.CharField(max_length=64)
    until = models.DateTimeField()
    spared = models.PositiveIntegerField(default=0)
    """How often it spared the traveller since."""

    class Meta:
        """Found by what was compared."""

        verbose_name = _("cleared match")
        verbose_name_plural = _("cleared matches")
        indexes = (
            models.Index(fields=("organisation", "traveller_digest"), name="screening_remembered_person"),
        )

    def __str__(self) -> str:
        return str(self.public_id)
