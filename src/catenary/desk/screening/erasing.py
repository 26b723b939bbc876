"""What goes with a record: the reasons of its judgements, and, with a traveller's, what candidates tell of the traveller."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.retention.clocks import set_dates
from catenary.desk.mandate.retention.reach import Reached
from catenary.desk.mandate.retention.tables import table_for
from catenary.desk.screening.models import Candidate, Judged, Outcome, OutsideLookup, PaperCase, PaperJudged


def erase_with(reached: Iterable[Reached]) -> None:
    """Empty reasons and digests, and order that records of the travellers' candidates be erased too; as a job, in its transaction."""
    ids = [each.record for each in reached]
    of_traveller = Q(candidate__passage__record__public_id__in=ids)
    concerned = Judged.objects.filter(of_traveller | Q(candidate__record__public_id__in=ids))
    concerned.exclude(reason="").update(reason="")
    noted = Outcome.objects.filter(of_traveller | Q(candidate__record__public_id__in=ids))
    noted.exclude(note="").update(note="")
    tells_of = Candidate.objects.filter(passage__record__public_id__in=ids)
    tells_of.exclude(traveller_digest="").update(traveller_digest="")
    OutsideLookup.objects.filter(passage__record__public_id__in=ids).update(document="", reference="")
    PaperJudged.objects.filter(case__passage__record__public_id__in=ids).exclude(reason="").update(reason="")
    PaperCase.objects.filter(passage__record__public_id__in=ids).exclude(seen="").update(seen="")
    _order([*tells_of.values_list("record", flat=True)])


def _order(records: Iterable[int]) -> None:
    """The next round of the jobs erases them; a legal hold on one still keeps it."""
    rows = HeldRecord.objects.filter(pk__in=list(records), erased_at=None, ordered_at=None)
    for row in rows.select_related("organisation").select_for_update(of=("self",)):
        row.ordered_at = timezone.now()
        set_dates(row, table_for(row.organisation))
        row.save(update_fields=["ordered_at", "mask_at", "mask_rule", "erase_at", "erase_rule"])
