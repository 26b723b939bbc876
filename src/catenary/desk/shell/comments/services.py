"""Writing under a record, and taking it back."""

from uuid import UUID

from attrs import evolve
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.comments.mentions import mentioned
from catenary.desk.shell.models import Comment, Mention
from catenary.desk.shell.notices.services import holders, notify
from catenary.desk.shell.subjects import Subject, demand_subject, is_visible


def write(*, actor: SignedIn, kind: str, record: UUID, text: str, internal: bool = True) -> Comment:
    """A comment under a record the actor may see, in the actor's language; those mentioned who may open it are told.

    `internal` keeps it within the actor's organisation. Raises Http404 for a record that does not exist or is not to be
    seen, and ValidationError for an empty or too long text.
    """
    subject = demand_subject(actor, kind, record)
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
    colleagues = holders(actor.organisation.pk, [role.value for role in subject.roles])
    named = mentioned(comment.text, [(each.name, each) for each in colleagues if each != actor.person])
    people = [each for each in named if _sees(actor, each, subject.kind, comment.record)]
    for person in people:
        Mention.objects.create(comment=comment, person=person)
    notify(
        people=people, organisation=actor.organisation, kind="mentioned", url=subject.address(comment.record)
    )


def _sees(actor: SignedIn, person: Person, kind: str, record: UUID) -> bool:
    """Whether row security shows the colleague the record, for the purpose that the actor stated."""
    as_colleague = evolve(actor.declaration, person=person.pk)
    with acting(as_colleague):
        return is_visible(kind, record)
