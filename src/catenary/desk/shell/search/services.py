"""Looking for something, and saying that a record changed."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from attrs import frozen
from django.db import transaction
from django.utils import timezone

from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.models import StoredSearch
from catenary.desk.shell.navigation import Link, links_for
from catenary.desk.shell.search.finding import Found, find
from catenary.desk.shell.search.folding import asked_words, words
from catenary.desk.shell.search.kinds import Hit, Kind, kinds
from catenary.desk.shell.search.topics import topics_about

KEPT = timedelta(hours=24)
LONGEST = 200


@frozen
class Group:
    """What was found of one kind, the best first."""

    kind: Kind
    hits: tuple[Hit, ...]


@frozen
class Results:
    """The answer to a stored search: pages of the desk, help, and records by kind."""

    places: tuple[Link, ...]
    groups: tuple[Group, ...]
    needs_purpose: bool
    """No purpose is stated, so that personal data was not looked through."""

    @property
    def count(self) -> int:
        """How much was found."""
        return len(self.places) + sum(len(group.hits) for group in self.groups)


def store(*, actor: SignedIn, question: str) -> StoredSearch:
    """Keep what somebody looks for, under an id, for a day. Raises ValidationError where it is too long or empty."""
    row = StoredSearch(
        person=actor.person,
        organisation=actor.organisation,
        query=question.replace("\0", "").strip(),
        expires_at=timezone.now() + KEPT,
    )
    row.full_clean()
    row.save()
    return row


def recent(*, actor: SignedIn) -> list[StoredSearch]:
    """What the actor looked for lately and is still kept."""
    return list(StoredSearch.objects.filter(person=actor.person, expires_at__gt=timezone.now())[:10])


def kept(*, actor: SignedIn, search: UUID) -> StoredSearch:
    """What the actor looked for, while it is kept. Raises StoredSearch.DoesNotExist, also for what another looked for."""
    own = StoredSearch.objects.filter(person=actor.person, expires_at__gt=timezone.now())
    return own.get(public_id=search)


def answer(*, actor: SignedIn, search: StoredSearch) -> Results:
    """What the actor may find. The log tells that there was a search, and by commitment which words and which records."""
    with transaction.atomic():
        found = find(search.query)
        groups = tuple(_groups(found))
        shown = [f"{each.kind}/{each.record}" for each in found]
        enter(
            room="shell",
            act="search",
            params={"found": sum(len(group.hits) for group in groups)},
            personal={"query": search.query},
            shown=shown,
        )
    return Results(_places(actor, search.query), groups, needs_purpose=actor.task is None)


def _groups(found: list[Found]) -> Iterable[Group]:
    for kind in kinds():
        records = [each.record for each in found if each.kind == kind.code]
        hits = kind.hits(records) if records else {}
        if hits:
            yield Group(kind, tuple(hits[record] for record in records if record in hits))


def _places(actor: SignedIn, question: str) -> tuple[Link, ...]:
    """Pages and help whose words begin with every word of the question."""
    asked = asked_words(question)
    offered = (*links_for(actor.roles), *topics_about())
    return tuple(link for link in offered if asked and _is_about(str(link.label), asked))


def _is_about(label: str, asked: list[str]) -> bool:
    told = words(label)
    return all(any(word.startswith(each) for word in told) for each in asked)
