"""Targeting rules: what conduct is looked for, in numbered versions, who wrote and who decided, and counts that name nobody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.mandate.model import Purpose
from catenary.core.screening.rule_flow import RuleAct, RuleState
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of

_NOTHING = list
RULE_PURPOSES = (Purpose.TERRORISM, Purpose.SERIOUS_CRIME)
"""What travellers may be assessed for by criteria set beforehand: Directive (EU) 2016/681 art. 6(2) and (3)."""


class TargetingRule(models.Model):
    """A rule and the law it stands on; its words stand in versions. `code` is its name in tables."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=20, choices=choices(Purpose))
    basis = models.CharField(max_length=40)
    """The code of the law on which travellers' data is opened for that purpose."""
    legal_ground = models.CharField(max_length=300)
    """The State's own law that lets the unit set criteria, as it is cited."""
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        """Codes tell rules apart within an organisation."""

        verbose_name = _("targeting rule")
        ordering = ("code",)
        constraints = (
            one_of("purpose", RULE_PURPOSES),
            models.UniqueConstraint(fields=("organisation", "code"), name="screening_targetingrule_code"),
        )

    def __str__(self) -> str:
        return self.code


class RuleVersion(models.Model):
    """The rule in exactly these words. Another word makes another version; a second person decides about it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(TargetingRule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=choices(RuleState), default=RuleState.DRAFTED)
    aim = models.TextField(max_length=1000, blank=True)
    criteria = models.JSONField(default=_NOTHING, blank=True)
    unless = models.JSONField(default=_NOTHING, blank=True)
    """Both as `core.screening.rule_reading` reads them."""
    review_on = models.DateField(null=True, blank=True)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_for = models.TextField(max_length=2000, blank=True)
    """Why it is needed and goes no further than needed, in the words of who proposed it."""
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    """Who put it in force, and when."""
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first; one in force for each rule, and never by who wrote or proposed it."""

        verbose_name = _("version of a rule")
        verbose_name_plural = _("versions of rules")
        ordering = ("-number",)
        constraints = (
            one_of("state", RuleState),
            models.UniqueConstraint(fields=("rule", "number"), name="screening_ruleversion_number"),
            models.UniqueConstraint(
                fields=("rule",),
                condition=models.Q(state=RuleState.IN_FORCE.value),
                name="screening_ruleversion_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None)
                | ~models.Q(decided_by=models.F("drafted_by"))
                & ~models.Q(decided_by=models.F("proposed_by")),
                name="screening_ruleversion_two_persons",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RuleState.IN_FORCE.value)
                | models.Q(decided_by__isnull=False, proposed_by__isnull=False, review_on__isnull=False),
                name="screening_ruleversion_decided",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class RuleStep(models.Model):
    """What was done with a version, by whom and why; nobody where it ended by itself."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=20, choices=choices(RuleAct))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        """The newest first; nothing of it is ever changed."""

        verbose_name = _("step of a rule")
        ordering = ("-at", "-id")
        constraints = (one_of("act", RuleAct),)

    def __str__(self) -> str:
        return str(self.pk)


class RuleTrial(models.Model):
    """What a version met on traffic, in counts alone, and how far the counting is, in the order of travellers' rows."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(RuleVersion, on_delete=models.PROTECT, related_name="trial")
    digest = models.CharField(max_length=64)
    """Of the words that were tried (`targeting.digest`)."""
    last = models.BigIntegerField(default=0)
    upto = models.BigIntegerField(default=0)
    """The rows of the last traveller counted and of the last to be counted now: where it goes on after an interruption."""
    travellers = models.PositiveIntegerField(default=0)
    hits = models.PositiveIntegerField(default=0)
    past = models.PositiveIntegerField(default=0)
    """How many of the travellers were past traffic when the trial began."""
    left_out = models.PositiveIntegerField(default=0)
    """Travellers whose data was masked, erased or could not be read: they are not counted."""
    counts = models.JSONField(default=dict, blank=True)
    """By criterion, group, route, flight and other rule (`core.screening.rule_counts`)."""
    began_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True, blank=True)
    """When the last traveller to be counted was; none while it is under way."""

    class Meta:
        """One for each version."""

        verbose_name = _("trial of a rule")

    def __str__(self) -> str:
        return str(self.pk)
