"""What workers do for reports: typeset those that were released before their files were kept."""

from django.utils import timezone
from procrastinate.contrib.django import app

from catenary.desk.assessment.reports import published

_NAME = "assessment.typeset_released"


@app.periodic(cron="*/5 * * * *")
@app.task(name=_NAME, queueing_lock=_NAME, lock=_NAME)
def typeset_released(timestamp: int) -> None:
    """Typeset them, one job at a time: a report is typeset once."""
    published.typeset_released(now=timezone.now())
