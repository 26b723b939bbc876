"""Who goes: members of a team, what they declare about themselves, and conflicts of interest with what was decided."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.assessment.visit_words import ConflictGround, ConflictState, MemberState, Side, TeamTask
from catenary.desk.assessment.models.visits import Visit, codes
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of


class Member(models.Model):
    """Somebody who is to go, or goes: of the body or of a partner. The State reads what stands here once they are invited."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="members")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """None until somebody of a partner takes up the invitation."""
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    """As the State reads it: people of another organisation are not known to it otherwise."""
    task = models.CharField(max_length=20, choices=choices(TeamTask))
    state = models.CharField(max_length=20, choices=choices(MemberState), default=MemberState.PROPOSED)
    areas = codes()
    """Of the edition: what they are asked to assess."""
    expertise = models.CharField(max_length=300, blank=True)
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    nationalities = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    """Codes of States as passports write them; their own declaration."""
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    """Of their no, their recusal or their leaving."""

    class Meta:
        """Leaders first; nobody is twice on a team."""

        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        ordering = ("task", "id")
        constraints = (
            one_of("task", TeamTask),
            one_of("state", MemberState),
            models.UniqueConstraint(fields=("visit", "person"), name="assessment_member_once"),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class Interest(models.Model):
    """What a member declared that may bear on their judgement of the State; the body reads it, the State does not."""

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="interest")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    past_posts = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    """States for which they held a post."""
    paid_work = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    """States that paid for their work, within the last five years."""
    other = models.TextField(max_length=2000, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        """One for each member."""

        verbose_name = _("declaration of interests")
        verbose_name_plural = _("declarations of interests")

    def __str__(self) -> str:
        return str(self.member_id)


class Conflict(models.Model):
    """A reason to doubt that a member is impartial about the State, and what was decided; objections are seen by the State too."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="conflicts")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="conflicts")
    ground = models.CharField(max_length=20, choices=choices(ConflictGround))
    side = models.CharField(max_length=10, choices=choices(Side))
    """Who raised it: the body finds it in a declaration, the State objects."""
    words = models.TextField(max_length=2000, blank=True)
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=choices(ConflictState), default=ConflictState.OPEN)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(max_length=2000, blank=True)
    """Why they were taken off, or would be kept."""
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Two persons keep somebody in spite of a conflict; the database refuses one."""

        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ("raised_at", "id")
        constraints = (
            one_of("ground", ConflictGround),
            one_of("side", Side),
            one_of("state", ConflictState),
            models.UniqueConstraint(
                fields=("member", "ground"),
                condition=~Q(ground=ConflictGround.OBJECTION),
                name="assessment_conflict_once",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("decided_by")),
                name="assessment_conflict_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConflictState.KEPT) | Q(confirmed_by__isnull=False),
                name="assessment_conflict_kept_by_two",
            ),
            models.CheckConstraint(
                condition=Q(state=ConflictState.OPEN) | Q(decided_by__isnull=False) & ~Q(decision=""),
                name="assessment_conflict_decided_with_reason",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
