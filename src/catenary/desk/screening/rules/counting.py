"""Shadow mode: what a rule would have met on traffic that is kept unmasked, and meets on new traffic. Counts alone are kept.

No traveller is listed and nobody's record is touched. A count goes in batches, each in a transaction of its own, in the order
of the travellers' rows: one that is cut off goes on where it was.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from catenary.core.screening.rule_counts import add, as_kept, count
from catenary.core.screening.rule_flow import COUNTED
from catenary.core.screening.targeting import Rule, digest
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Passage
from catenary.desk.ledger.services import enter
from catenary.desk.screening.models import RuleTrial, RuleVersion
from catenary.desk.screening.rules.traffic import passengers_of, travelling
from catenary.desk.screening.rules.versions import counts_in, rule_of

BATCH: Final = 500
MOST_PAST: Final = 200_000
"""Travellers of past traffic a trial goes over, the newest: enough for every figure, and an end."""
_STATES: Final = tuple(each.value for each in COUNTED)


def begin_trial(*, version: RuleVersion, now: datetime) -> RuleTrial:
    """Have the version counted on past traffic, by a job of the same transaction."""
    known = passengers_of(version.organisation).order_by("-pk").values_list("pk", flat=True)
    newest = known.first() or 0
    oldest = known[MOST_PAST : MOST_PAST + 1].first() or 0
    row = RuleTrial(
        organisation=version.organisation,
        version=version,
        digest=digest(rule_of(version)),
        last=oldest,
        upto=newest,
        began_at=now,
    )
    row.full_clean()
    row.save()
    _have_counted(row)
    return row


def count_new_traffic(*, organisation: Organisation, now: datetime) -> int:
    """Have every version that is tried, proposed, in force or suspended go on to the travellers told since; how many do.

    One whose first count is under way goes on by itself and takes the new ones the next time.
    """
    newest = passengers_of(organisation).aggregate(newest=Max("pk"))["newest"] or 0
    rows = RuleTrial.objects.filter(
        organisation=organisation, version__state__in=_STATES, upto__lt=newest
    ).exclude(counted_at=None)
    listed = list(rows.select_for_update())
    for row in listed:
        row.upto = newest
        row.save(update_fields=["upto"])
        _have_counted(row)
    return len(listed)


@transaction.atomic
def count_batch(*, trial: int, now: datetime, batch: int = BATCH) -> bool:
    """Count the next travellers; whether any are left. The trial by its row; whoever calls has declared the rule's purpose."""
    rows = RuleTrial.objects.select_related("version__rule", "organisation")
    row = rows.select_for_update(of=("self",)).get(pk=trial)
    if row.version.state not in _STATES:
        return False
    known = passengers_of(row.organisation).filter(pk__gt=row.last, pk__lte=row.upto).order_by("pk")
    listed = list(known[:batch])
    _count(row, listed)
    row.last = listed[-1].pk if len(listed) == batch else row.upto
    if row.last >= row.upto:
        _end_stretch(row, now)
    row.full_clean()
    row.save()
    return row.last < row.upto


def others_of(version: RuleVersion) -> dict[str, Rule]:
    """The other rules that are counted or in force now, the newest version of each, by code."""
    rows = RuleVersion.objects.filter(organisation=version.organisation, state__in=_STATES)
    listed = rows.exclude(rule=version.rule_id).select_related("rule").order_by("number")
    return {each.rule.code: rule_of(each) for each in listed}


def _count(row: RuleTrial, listed: Sequence[Passage]) -> None:
    seen = travelling(listed)
    found = count(rule_of(row.version), (each.counted for each in seen), others_of(row.version))
    total = add(counts_in(row), found)
    row.travellers, row.hits, row.counts = total.travellers, total.hits, as_kept(total)
    row.left_out += len(listed) - len(seen)


def _end_stretch(row: RuleTrial, now: datetime) -> None:
    """The travellers that there were are counted; of the first time, they were past traffic."""
    if row.counted_at is None:
        row.past = row.travellers
    row.counted_at = now
    enter(
        room="screening",
        act="count_rule",
        record=str(row.version.public_id),
        params={"rule": row.version.rule.code, "travellers": row.travellers, "hits": row.hits},
    )


def _have_counted(row: RuleTrial) -> None:
    from catenary.desk.screening.rules.jobs import count_rule  # noqa: PLC0415  jobs import what they do

    count_rule.defer(version=str(row.version.public_id))
