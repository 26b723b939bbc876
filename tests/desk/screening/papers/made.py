"""A traveller whose document is reported, as a check leaves them, and judgements of it."""

from datetime import UTC, datetime, timedelta

from tests.desk.screening.made import TRAVELLER, UNIT, _check, _passage

from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.screening.models import Check, PaperCase

STOLEN = {
    "position": 0,
    "source": "own",
    "code": "documents.listed",
    "status": "stolen",
    "as_of": "2026-11-22",
}


def paper_case(traveller=TRAVELLER, unit=UNIT, leaves_in=timedelta(hours=3), **more):
    """One open case of the unit."""
    organisation, now = Organisation.objects.get(name=unit), datetime.now(UTC)
    with acting(Declaration(organisation=organisation.pk, purpose="border_check", basis="icao-9-api")):
        passage = _passage(organisation, traveller, None if leaves_in is None else now + leaves_in, now)
        check = _check(passage, now)
        Check.objects.filter(pk=check.pk).update(documents="to_look_at")
        told = {"reports": [STOLEN], "seen": "5" * 16, "due_at": passage.leg.departs_at, **more}
        return PaperCase.objects.create(
            organisation=organisation, passage=passage, found_by=check, found_at=now, **told
        )
