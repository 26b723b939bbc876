"""Jobs of people and access: what time does to matters, and what is kept no longer."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from catenary.desk.mandate.people import failed_attempts, kept_work, matters


@app.periodic(cron="* * * * *")
@app.task(name="people.matters_on_clock", queueing_lock="people.matters_on_clock")
def matters_on_clock(timestamp: int) -> None:
    """Let matters fall that nobody decided, end what is over, and wake those who can find a second person."""
    matters.on_clock(datetime.now(UTC))


@app.periodic(cron="17 * * * *")
@app.task(name="people.forget", queueing_lock="people.forget")
def forget(timestamp: int) -> None:
    """Delete failed attempts after 90 days, and kept work that nobody came back for."""
    now = datetime.now(UTC)
    failed_attempts.forget_old(now)
    kept_work.forget_expired(now)
