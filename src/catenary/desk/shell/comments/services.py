"""Writing under a record, and taking it back."""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from catenary.core.mandate.model import Purpose
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.models import Membership, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.comments.mentions import mentioned
from catenary.desk.shell.models import Comment, Mention
from catenary.desk.shell.notices.services import notify
from catenary.desk.shell.subjects import Subject, is_visible, subject_of


def write(*, actor: SignedIn, kind: str, record: UUID, text: str, internal: bool = True) -> Comment:
    """A comment under a record the actor may see, in the actor's language; those mentioned who may open it are told.

    `internal` keeps it within the actor's organisation. Raises Http404 for a record that does not exist or is not to be
    seen, and ValidationError for an empty or too long text.
    """
    subject = subject_of(kind)
    if subject is None or not is_visible(kind, record):
        raise Http404
    with transaction.atomic():
        comment = Comment(
            kind=kind,
            record=record,
            organisation=actor.organisation,
            author=actor.person,
            text=text,
            language=actor.person.language,
            internal=internal,
        )
        comment.full_clean()
        comment.save()
        _mention(actor, comment, subject)
        enter(room="shell", act="comment", record=f"{kind}/{record}", params={"internal": internal})
    return comment


def withdraw(*, actor: SignedIn, comment: Comment) -> None:
    """Take back one's own comment: its words go, that there was one stays. Raises Http404 for another's."""
    with transaction.atomic():
        own = Comment.objects.select_for_update().filter(
            pk=comment.pk, author=actor.person, withdrawn_at=None
        )
        row = own.first()
        if row is None:
            raise Http404
        row.text, row.withdrawn_at = "-", timezone.now()
        row.save(update_fields=["text", "withdrawn_at"])
        enter(room="shell", act="withdraw_comment", record=f"{row.kind}/{row.record}")


def _mention(actor: SignedIn, comment: Comment, subject: Subject) -> None:
    colleagues = [(each.name, each) for each in may_open(actor, subject, comment.record)]
    people = mentioned(comment.text, colleagues)
    for person in people:
        Mention.objects.create(comment=comment, person=person)
    notify(
        people=people, organisation=actor.organisation, kind="mentioned", url=subject.address(comment.record)
    )


def may_open(actor: SignedIn, subject: Subject, record: UUID) -> list[Person]:
    """The actor's colleagues who could open the record for the same purpose: by their roles, and by row security as each."""
    held = Membership.objects.filter(
        organisation=actor.organisation,
        role__in=[role.value for role in subject.roles],
        state=MembershipState.ACTIVE,
        person__is_active=True,
        person__suspended_at=None,
    ).exclude(person=actor.person)
    people = {each.person.pk: each.person for each in held.select_related("person")}
    return [person for person in people.values() if _sees(actor, person, subject.kind, record)]


def _sees(actor: SignedIn, person: Person, kind: str, record: UUID) -> bool:
    purpose, basis = (Purpose(actor.task.purpose).value, actor.task.basis) if actor.task else ("", "")
    with acting(Declaration(person.pk, actor.organisation.pk, purpose, basis)):
        return is_visible(kind, record)
