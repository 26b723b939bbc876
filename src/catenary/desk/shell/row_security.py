"""Who sees the rows that all rooms share."""

from catenary.desk.shell.subjects import visible_record
from catenary.desk.shell.wall import ORGANISATION, PERSON, Open, Rows

_JOBS = "jobs hold ids only"
_PURPOSE_STATED = "(SELECT coalesce(current_setting('catenary.purpose', true), '') <> '')"
_SHELF = f"shelf = 0 OR shelf = 2 * {ORGANISATION} OR ({_PURPOSE_STATED} AND shelf = 2 * {ORGANISATION} + 1)"
_FOUND = Rows(seen=_SHELF, written="false", may="SELECT", worker_may="SELECT, INSERT, UPDATE, DELETE")
_OWN = f"person_id = {PERSON}"
_KEPT = {"may": "SELECT, INSERT, UPDATE", "worker_may": "SELECT, INSERT, UPDATE, DELETE"}


def _hanging(table: str, author: str, *, shared: str = "true") -> Rows:
    """Rows that hang on a record: seen with it, written by their author, in the author's organisation."""
    record = visible_record(table)
    return Rows(
        seen=f"(organisation_id = {ORGANISATION} OR {shared}) AND {record}",
        written=f"organisation_id = {ORGANISATION} AND {author} = {PERSON} AND {record}",
        **_KEPT,
    )


TABLES = {
    "shell_cache": Open("counts of attempts under hashed keys; needed before anybody is known"),
    "shell_requestcount": Open("counts of requests under hashed keys; needed before anybody is known"),
    "procrastinate_jobs": Open(_JOBS),
    "procrastinate_events": Open(_JOBS),
    "procrastinate_periodic_defers": Open(_JOBS),
    "procrastinate_workers": Open(_JOBS),
    "shell_searchentry": _FOUND,
    "shell_searchposting": _FOUND,
    "shell_searchkey": _FOUND,
    "shell_storedsearch": Rows(
        seen=f"{_OWN} AND organisation_id = {ORGANISATION}", may="SELECT, INSERT, DELETE"
    ),
    "shell_notification": Rows(
        seen=f"{_OWN} OR caused_by_id = {PERSON}",
        written=f"caused_by_id = {PERSON}",
        changed=_OWN,
        **_KEPT,
    ),
    "shell_noticepreference": Rows(seen=_OWN, **_KEPT),
    "shell_comment": _hanging("shell_comment", "author_id", shared="NOT internal"),
    "shell_mention": Rows(
        seen="EXISTS (SELECT FROM shell_comment comment WHERE comment.id = comment_id)",
        written=f"""EXISTS (SELECT FROM shell_comment comment
            WHERE comment.id = comment_id AND comment.author_id = {PERSON})""",
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, DELETE",
    ),
    "shell_attachment": _hanging("shell_attachment", "added_by_id"),
    "shell_longwork": Rows(seen=f"{_OWN} AND organisation_id = {ORGANISATION}", **_KEPT),
    "shell_spentform": Rows(seen=_OWN, **_KEPT),
    "shell_idempotentanswer": Rows(seen=f"organisation_id = {ORGANISATION}", **_KEPT),
}
