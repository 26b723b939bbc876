"""What workers do for packs: sign them, and forget those that nobody took. Job arguments are ids only."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from catenary.desk.assessment.packs import giving

_AGAIN = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.task(name="assessment.sign_given_pack", retry=_AGAIN)
def sign_given_pack(pack: str) -> None:
    """Sign a pack with the keys of the hub's log."""
    giving.sign_pack(pack=UUID(pack))


@app.periodic(cron="37 3 * * *")
@app.task(name="assessment.forget_packs", queueing_lock="assessment.forget_packs")
def forget_packs(timestamp: int) -> None:
    """Take away locked files that were not taken in their time."""
    giving.forget_packs(now=timezone.now())
