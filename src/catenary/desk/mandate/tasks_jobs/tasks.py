"""Jobs for tasks that nobody closed."""

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import OpenTask


@app.periodic(cron="*/15 * * * *")
@app.task(name="mandate.close_forgotten_tasks", queueing_lock="mandate.close_forgotten_tasks")
def close_forgotten_tasks(timestamp: int) -> None:
    """Close tasks that are older than any session can be."""
    now = timezone.now()
    with acting(Declaration(door=Door.SYSTEM)):
        forgotten = OpenTask.objects.filter(closed_at=None, opened_at__lt=now - settings.SESSION_ABSOLUTE_AGE)
        forgotten.update(closed_at=now)
