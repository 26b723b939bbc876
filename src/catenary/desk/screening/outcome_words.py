"""What outcomes at the border are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.core.screening.outcomes import BorderOutcome
from catenary.desk.screening.models import Candidate, Outcome
from catenary.desk.shell.parts import Event, Told

OUTCOMES: Mapping[BorderOutcome, Promise] = {
    BorderOutcome.IDENTITY_CONFIRMED: gettext_lazy("Met: it is the person of the entry"),
    BorderOutcome.OTHER_PERSON: gettext_lazy("Met: it is not the person of the entry"),
    BorderOutcome.DID_NOT_TRAVEL: gettext_lazy("Did not travel"),
    BorderOutcome.NOT_MET: gettext_lazy("Travelled, and was not met"),
    BorderOutcome.OTHER_ACTION: gettext_lazy("Something else was done"),
}


def outcome_events(row: Candidate) -> tuple[Event, ...]:
    """What came of the candidate, in the order in which it was recorded."""
    said = Outcome.objects.filter(candidate=row).select_related("recorded_by").order_by("recorded_at", "pk")
    return tuple(
        Event(
            each.happened_at,
            _("At the border: %(what)s") % {"what": OUTCOMES[BorderOutcome(each.outcome)]},
            each.recorded_by.name,
            Told(each.note) if each.note else None,
        )
        for each in said
    )
