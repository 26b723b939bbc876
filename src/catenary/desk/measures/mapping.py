"""The carry-over map, decided pairing by pairing: what becomes of the answers given under the edition before."""

from uuid import UUID

from attrs import evolve
from django.db import transaction

from catenary.core.measures.carrying import Carry, Pairing, decide
from catenary.core.measures.flow import EditionState
from catenary.core.measures.model import Edition as Method
from catenary.core.measures.problems import MEASURES
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import carry_over_of, method_of
from catenary.desk.measures.models import CarryOver, Edition
from catenary.desk.measures.problems import EDITIONS
from catenary.desk.measures.stored import kept_pairings
from catenary.desk.measures.writing import locked

OPEN: tuple[EditionState, ...] = (EditionState.DRAFTED, EditionState.CONSULTED)


@transaction.atomic
def decide_pairing(*, actor: SignedIn, edition: UUID, pairing: Pairing) -> Edition:
    """Say what one question is to another; whatever the map said of the two gives way.

    Raises ProblemError with core's refusal, `measures.edition_settled`, `measures.reason_missing`, `editions.no_map`,
    `editions.pairing_odd`; Edition.DoesNotExist.
    """
    row = locked(actor, edition)
    if row.state not in OPEN:
        raise MEASURES.problem("edition_settled", item=row.code, state=row.state)
    given = carry_over_of(row)
    if given is None or row.follows is None:
        raise EDITIONS.problem("no_map")
    _demand_fitting(pairing, method_of(row.follows), method_of(row))
    decided = evolve(pairing, decided_by=str(actor.person.public_id))
    kept = CarryOver.objects.select_for_update().get(edition=row)
    kept.pairings = kept_pairings(decide(given, decided))
    kept.full_clean()
    kept.save()
    enter(
        room="measures",
        act="decide_pairing",
        record=str(row.public_id),
        params={
            "edition": row.code,
            "before": pairing.before,
            "after": pairing.after,
            "verdict": str(pairing.verdict),
        },
    )
    return row


def _demand_fitting(pairing: Pairing, before: Method, after: Method) -> None:
    """Two questions that are there, or one that is new or dropped; and a reason, whatever is said."""
    ends = {
        Carry.NEW: (False, True),
        Carry.DROPPED: (True, False),
    }.get(pairing.verdict or Carry.SAME, (True, True))
    told = (pairing.before is not None, pairing.after is not None)
    known = (pairing.before is None or pairing.before in before.question_of) and (
        pairing.after is None or pairing.after in after.question_of
    )
    if pairing.verdict is None or told != ends or not known:
        raise EDITIONS.problem("pairing_odd")
    if not pairing.reason:
        raise MEASURES.problem("reason_missing")
