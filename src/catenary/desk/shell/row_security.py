"""Who sees the rows that all rooms share."""

from catenary.desk.shell.wall import Open

_JOBS = "jobs hold ids only"

TABLES = {
    "shell_cache": Open("counts of attempts under hashed keys; needed before anybody is known"),
    "procrastinate_jobs": Open(_JOBS),
    "procrastinate_events": Open(_JOBS),
    "procrastinate_periodic_defers": Open(_JOBS),
    "procrastinate_workers": Open(_JOBS),
}
