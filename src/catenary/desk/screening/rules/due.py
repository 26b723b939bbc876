"""What waits about rules: versions for a second person, and reviews that come up, before the rule ends by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.screening.rule_flow import RuleState
from catenary.desk.mandate.access import decision
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import RuleVersion
from catenary.desk.screening.rules.deciding import DECIDE
from catenary.desk.screening.rules.versions import in_force
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import TaskItem

_AHEAD: Final = timedelta(days=21)
"""How long before its review a rule is shown."""


def waiting(here: SignedIn) -> Iterator[TaskItem]:
    """For the home page of those who decide about rules."""
    if decision(DECIDE, here).allowed:
        yield from _proposed(here)
        yield from _reviews(here)


def _proposed(here: SignedIn) -> Iterator[TaskItem]:
    rows = RuleVersion.objects.filter(organisation=here.organisation, state=RuleState.PROPOSED)
    others = rows.exclude(proposed_by=here.person).exclude(drafted_by=here.person)
    for each in others.select_related("rule"):
        title = _("The rule %(rule)s waits for your decision") % {"rule": each.rule.code}
        yield TaskItem(title, reverse("rule_version", args=[each.public_id]))


def _reviews(here: SignedIn) -> Iterator[TaskItem]:
    for each in in_force(here.organisation).filter(review_on__lte=(here.now + _AHEAD).date()):
        assert each.review_on is not None
        title = _("Look whether the rule %(rule)s should stand; else it ends by itself") % {
            "rule": each.rule.code
        }
        due = clock(datetime.combine(each.review_on, time.max, UTC), here.now)
        yield TaskItem(title, reverse("rule_version", args=[each.public_id]), "", due)
