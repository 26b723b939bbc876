"""Jobs that keep data no longer than it may be kept."""

from django.utils import timezone
from procrastinate.contrib.django import app

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import RetentionLaw
from catenary.desk.mandate.retention.carrying_out import carry_out
from catenary.desk.mandate.retention.laws import apply_law

SYSTEM = Declaration(door=Door.SYSTEM)


@app.periodic(cron="*/5 * * * *")
@app.task(name="mandate.carry_out_retention", queueing_lock="mandate.carry_out_retention")
def carry_out_retention(timestamp: int) -> None:
    """Mask and erase what is due; a round that was cut off is finished by the next."""
    carry_out(timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="mandate.apply_retention_laws", queueing_lock="mandate.apply_retention_laws")
def apply_retention_laws(timestamp: int) -> None:
    """Work new laws into the dates of all records under them, a batch a transaction."""
    with acting(SYSTEM):
        waiting = list(RetentionLaw.objects.filter(applied_at=None).values_list("pk", flat=True))
    for law in waiting:
        _apply_all(law)


def _apply_all(key: int) -> None:
    after: int | None = 0
    while after is not None:
        with acting(SYSTEM):
            law = RetentionLaw.objects.select_for_update().get(pk=key)
            after = apply_law(law, after)
            if after is None:
                law.applied_at = timezone.now()
                law.save(update_fields=["applied_at"])
