"""The signed counts of one unit and month: as the worker, with the keys of the ledger; the desk may run meanwhile."""

import os
from datetime import UTC, date, datetime
from typing import Any

import django

from catenary.app.configuration import Configuration, Part, environment_of
from catenary.app.ledger_key import signers
from catenary.core.screening.counts_problems import COUNTS
from catenary.formats.counts_file.note import write_counts


def signed_counts(settings: Configuration, unit: str, month: date, law: str) -> tuple[bytes, dict[str, Any]]:
    """The file and what it tells, of the organisation of that name.

    Problems: `counts.key_missing`, `counts.unit_unknown`, `counts.month_not_over`.
    """
    now = datetime.now(UTC)
    if (month.year, month.month) >= (now.year, now.month):
        raise COUNTS.problem("month_not_over", month=f"{month:%Y-%m}")
    keys = signers(settings)
    if not keys:
        raise COUNTS.problem("key_missing")
    told = _counted(settings, unit, month, law)
    return write_counts(told, keys), told


def _counted(settings: Configuration, unit: str, month: date, law: str) -> dict[str, Any]:
    os.environ.update(environment_of(settings, Part.WORKER))
    os.environ["DJANGO_SETTINGS_MODULE"] = "catenary.app.settings"
    django.setup()
    from catenary.core.mandate.model import Purpose
    from catenary.desk.directory.models import Organisation
    from catenary.desk.mandate.acting import Declaration, Door, acting
    from catenary.desk.screening.month_counts import month_counts

    with acting(Declaration(door=Door.SYSTEM)):
        organisation = Organisation.objects.filter(name=unit).first()
    if organisation is None:
        raise COUNTS.problem("unit_unknown", unit=unit)
    declared = Declaration(organisation=organisation.pk, purpose=Purpose.OPERATION.value, door=Door.SYSTEM)
    with acting(declared):
        counts = month_counts(unit=organisation, month=month, made_on=datetime.now(UTC).date(), law=law)
    return counts.record()
