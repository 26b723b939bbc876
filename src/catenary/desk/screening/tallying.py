"""Candidates counted by sex and age group when the border check of their travellers is over, while their records still tell both."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F

from catenary.basis.dates import PartialDate
from catenary.core.screening.counts import age_group
from catenary.desk.intake.models import Passage
from catenary.desk.mandate.models import RecordFields
from catenary.desk.screening.models import Candidate, Tally


def tally(passages: Sequence[Passage]) -> None:
    """Add the candidates of these travellers to the counts of their days; each traveller's check is over once. By a job."""
    rows = Candidate.objects.filter(passage__in=passages, drill=None).select_related("passage__leg")
    found = list(rows)
    fields = dict(
        RecordFields.objects.filter(record__in=[each.passage.record_id for each in found]).values_list(
            "record", "fields"
        )
    )
    cells = Counter(_cell(each, fields.get(each.passage.record_id, {})) for each in found)
    for (organisation, day, sex, age), count in sorted(cells.items()):
        row, _ = Tally.objects.get_or_create(organisation_id=organisation, day=day, sex=sex, age=age)
        Tally.objects.filter(pk=row.pk).update(candidates=F("candidates") + count)


def _cell(row: Candidate, fields: Mapping[str, Any]) -> tuple[int, Any, str, str]:
    day = row.passage.leg.departs_on
    return row.organisation_id, day, str(fields.get("sex") or ""), age_group(_born(fields), day).value


def _born(fields: Mapping[str, Any]) -> PartialDate | None:
    try:
        return PartialDate.parse(fields["born"]) if fields.get("born") else None
    except ValueError:
        return None
