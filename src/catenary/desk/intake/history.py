"""The other journeys of one traveller: by the same document, the same booking, and where other rooms know it is one person.

A journey says how it was found; that two records name the same document is not yet that they are one person.
"""

from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from catenary.core.intake.marks import MarkKind
from catenary.desk.intake.journeys import MOST, Journeys, journeys_of
from catenary.desk.intake.models import Join, Mark, Passage
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import SignedIn

SameAs = Callable[[SignedIn, Passage], Mapping[int, str]]
"""Rows of the records that another room knows to be of the traveller too, each with how it knows, in the reader's language."""

_SAME: list[SameAs] = []


def on_history(same: SameAs) -> None:
    """Let another room say which records are of the same person; called once, when it is ready."""
    _SAME.append(same)


@transaction.atomic
def history_of(*, actor: SignedIn, passage: Passage) -> Journeys:
    """The other journeys, the latest first, with one entry in the ledger of what was shown."""
    how: dict[int, str] = {}
    for records, words in _found(actor, passage):
        for each in records:
            how[each] = ", ".join(filter(None, (how.get(each), words)))
    how.pop(passage.record_id, None)
    found = journeys_of(actor, how)
    enter(
        room="intake",
        act="see_history",
        record=str(passage.record.public_id),
        params={"found": len(found.found), "cut": found.cut},
        shown=found.records,
    )
    return found


def _found(actor: SignedIn, passage: Passage) -> Iterable[tuple[list[int], str]]:
    yield _of_same_documents(passage), _("same document number")
    yield _joined(passage), _("joined with the passenger list")
    for same in _SAME:
        for record, words in same(actor, passage).items():
            yield [record], words


def _of_same_documents(passage: Passage) -> list[int]:
    documents = Mark.objects.filter(kind=MarkKind.DOCUMENT.value, organisation=passage.organisation_id)
    own = documents.filter(record=passage.record_id).values_list("digest", flat=True)
    same = documents.filter(digest__in=[bytes(each) for each in own])
    return list(same.order_by("-pk").values_list("record", flat=True)[: 2 * MOST])


def _joined(passage: Passage) -> list[int]:
    return list(Join.objects.filter(passage=passage, ended_at=None).values_list("booked__record", flat=True))
