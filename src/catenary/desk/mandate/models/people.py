"""People and what they do in which organisation."""

from enum import StrEnum
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from catenary.basis.ids import new_id
from catenary.core.mandate.model import Role
from catenary.desk.directory.models import Organisation
from catenary.desk.shell.enums import choices, one_of


class MembershipState(StrEnum):
    """A role is held once it is active; a sensitive one is proposed first and confirmed by somebody else."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    REFUSED = "refused"
    EXPIRED = "expired"
    ENDED = "ended"


class People(BaseUserManager["Person"]):
    """Accounts, found by their address."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Whose address this is, however its letters are cased. Raises Person.DoesNotExist."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who can sign in. Row security shows people to themselves and to their organisations only."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=300)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    """Made by demo mode, which alone shows its second factor."""
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[People] = People()

    class Meta:
        """One table; people are found by their address."""

        verbose_name = _("person")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """How the person is called in the desk."""
        return self.name


class Membership(models.Model):
    """A role of a person in an organisation, and who gave it; ended, never deleted."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=choices(Role))
    state = models.CharField(
        max_length=20, choices=choices(MembershipState), default=MembershipState.PROPOSED
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Nobody: for those who were here before anybody could propose, when an organisation is set up."""
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        """At most one living grant of a role to a person in an organisation."""

        verbose_name = _("membership")
        constraints = (
            one_of("role", Role),
            one_of("state", MembershipState),
            models.UniqueConstraint(
                fields=("person", "organisation", "role"),
                condition=models.Q(state__in=[MembershipState.PROPOSED, MembershipState.ACTIVE]),
                name="mandate_membership_once",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="mandate_membership_two_persons",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} ({self.state})"
