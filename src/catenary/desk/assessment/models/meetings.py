"""The programme of a visit: meetings, notes of them, and the people spoken to, whose identity is sealed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.assessment.visit_words import CLOSED_MEETINGS, Meets
from catenary.core.mandate.model import Handling, Purpose
from catenary.desk.assessment.models.visits import Visit, codes
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person
from catenary.desk.shell.enums import choices, one_of

_CLOSED = sorted(each.value for each in CLOSED_MEETINGS)


class Meeting(models.Model):
    """One meeting of the programme. The State sees those it takes part in or prepares; others it never learns of."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="meetings")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visited = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    meets = models.CharField(max_length=20, choices=choices(Meets))
    institution = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    """A town and a house, or how it is held from afar."""
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    areas = codes()
    with_state = models.BooleanField()
    """The State knows of it."""
    held = models.BooleanField(default=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """In the order of time. Meetings with civil society and with victims are the body's alone."""

        verbose_name = _("meeting of a visit")
        verbose_name_plural = _("meetings of visits")
        ordering = ("begins_at", "id")
        constraints = (
            one_of("meets", Meets),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="assessment_meeting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(meets__in=_CLOSED) | Q(with_state=False), name="assessment_meeting_protected"
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class MeetingNote(models.Model):
    """What was said, as one member of the team wrote it down; the team reads it."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=40_000)
    language = models.CharField(max_length=10)
    areas = codes()
    handling = models.CharField(max_length=30, choices=choices(Handling), default=Handling.RESTRICTED)
    written_at = models.DateTimeField()

    class Meta:
        """In the order they were written."""

        verbose_name = _("note of a meeting")
        verbose_name_plural = _("notes of meetings")
        ordering = ("written_at", "id")
        constraints = (one_of("handling", Handling),)

    def __str__(self) -> str:
        return str(self.public_id)


class Interviewee(models.Model):
    """Somebody who spoke to the team, by a pseudonym. Whether reprisals are feared is marked; who it is stands nowhere here."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    note = models.ForeignKey(MeetingNote, on_delete=models.PROTECT, related_name="interviewees")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=40)
    role = models.CharField(max_length=120, blank=True)
    """In words that do not tell who it is: a lawyer, a prison director."""
    reprisal = models.BooleanField(default=False)
    """Reprisals are feared: nothing that is quoted may lead to them."""

    class Meta:
        """A pseudonym is one person's within a visit."""

        verbose_name = _("interviewee")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("visit", "pseudonym"), name="assessment_interviewee_pseudonym"),
        )

    def __str__(self) -> str:
        return self.pseudonym


class SealedIdentity(models.Model):
    """Who an interviewee is, sealed to a key that the web does not have; told to the note's author and the team's leader alone."""

    interviewee = models.OneToOneField(Interviewee, on_delete=models.PROTECT, related_name="identity")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        """One for each."""

        verbose_name = _("sealed identity")
        verbose_name_plural = _("sealed identities")

    def __str__(self) -> str:
        return str(self.interviewee_id)


class IdentityOpening(models.Model):
    """That somebody asked who an interviewee is, for which purpose and why, and what a worker sealed to their own key."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    identity = models.ForeignKey(SealedIdentity, on_delete=models.PROTECT, related_name="openings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    purpose = models.CharField(max_length=30, choices=choices(Purpose))
    basis = models.CharField(max_length=80)
    reason = models.TextField(max_length=2000)
    recipient = models.CharField(max_length=80)
    """The public half of a key (age) whose secret half only the asker's browser keeps."""
    sealed = models.BinaryField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    fault = models.CharField(max_length=80, blank=True)

    class Meta:
        """The newest first."""

        verbose_name = _("opening of an identity")
        verbose_name_plural = _("openings of identities")
        ordering = ("-asked_at", "-id")
        constraints = (one_of("purpose", Purpose),)

    def __str__(self) -> str:
        return str(self.public_id)
