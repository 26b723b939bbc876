"""Which records of intake are of one person by what judges said: confirmed candidates of the same entry."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from catenary.core.screening.judging import CandidateState
from catenary.desk.intake.models import Passage
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import Candidate

_MOST = 200


def same_person(_here: SignedIn, passage: Passage) -> Mapping[int, str]:
    """The records of travellers whom two judges said to be the person of the entry that this traveller is."""
    confirmed = Candidate.objects.filter(
        organisation=passage.organisation_id, state=CandidateState.CONFIRMED, list__isnull=False, drill=None
    )
    found: dict[int, str] = {}
    for code, key, entry in confirmed.filter(passage=passage).values_list("list__code", "list", "entry"):
        words = _("said by two to be the person of %(entry)s of %(list)s") % {"entry": entry, "list": code}
        others = confirmed.filter(list=key, entry=entry).order_by("-pk")
        found.update(dict.fromkeys(others.values_list("passage__record", flat=True)[:_MOST], words))
    return found
