"""Who and what is found over the traffic that is kept: by locator and document exactly, by name through the search of the desk.

Locators and documents are compared as keyed digests: nobody is found by what was masked.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catenary.core.intake.marks import MarkKind
from catenary.desk.intake.bookings import KIND as BOOKING
from catenary.desk.intake.journeys import MOST, Journeys, journeys_of
from catenary.desk.intake.marking import digest_asked
from catenary.desk.intake.models import Mark
from catenary.desk.intake.traveller_telling import KIND as TRAVELLER
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.record_finding import CODE
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.models import StoredSearch
from catenary.desk.shell.search import services
from catenary.desk.shell.search.finding import find


class By(StrEnum):
    """What is looked for."""

    LOCATOR = "locator"
    DOCUMENT = "document"
    NAME = "name"


WORDS: Mapping[By, Promise] = {
    By.LOCATOR: _("Booking reference"),
    By.DOCUMENT: _("Number of a travel document"),
    By.NAME: _("Name"),
}
HOW: Mapping[By, Promise] = {
    By.LOCATOR: _("same booking reference"),
    By.DOCUMENT: _("same document number"),
    By.NAME: _("alike in name"),
}


def store(*, actor: SignedIn, question: str) -> UUID:
    """Keep what is looked for under an id, for a day, for the one who asks. Raises ValidationError for what is too long."""
    return services.store(actor=actor, question=question).public_id


def kept(*, actor: SignedIn, search: UUID) -> StoredSearch:
    """What the actor looked for. Raises StoredSearch.DoesNotExist, also for what another did."""
    return services.kept(actor=actor, search=search)


@transaction.atomic
def answer(*, actor: SignedIn, by: By, question: str) -> Journeys:
    """The journeys found, with one entry in the ledger that commits to what was asked and who was shown."""
    records = _FINDING[by](actor, question)
    found = journeys_of(actor, dict.fromkeys(records, str(HOW[by])))
    enter(
        room="intake",
        act="search_travellers",
        params={"by": by.value, "found": len(found.found), "cut": found.cut},
        personal={"question": question},
        shown=found.records,
    )
    return found


def marked(organisation: int, kind: MarkKind, text: str) -> list[int]:
    """The records of an organisation that tell a locator or a document, as far as they are not hidden."""
    digest = digest_asked(organisation, kind, text)
    if digest is None:
        return []
    rows = Mark.objects.filter(organisation=organisation, kind=kind.value, digest=digest)
    return list(rows.order_by("-pk").values_list("record", flat=True)[: 2 * MOST])


def _by_mark(kind: MarkKind) -> Callable[[SignedIn, str], list[int]]:
    return lambda actor, question: marked(actor.organisation.pk, kind, question)


def _by_name(_actor: SignedIn, question: str) -> list[int]:
    """What the search of the desk finds under this purpose, of travellers and bookings; it forgets what is masked."""
    found = [each.record for each in find(question) if each.kind == CODE]
    rows = HeldRecord.objects.filter(public_id__in=found, kind__in=(TRAVELLER, BOOKING))
    return list(rows.values_list("pk", flat=True))


_FINDING: Mapping[By, Callable[[SignedIn, str], list[int]]] = {
    By.LOCATOR: _by_mark(MarkKind.LOCATOR),
    By.DOCUMENT: _by_mark(MarkKind.DOCUMENT),
    By.NAME: _by_name,
}
