"""Who sees the rows of the ledger; nobody changes them."""

from catenary.desk.mandate.watchers_wall import OVERSEEN, OVERSIGHT, WATCHER
from catenary.desk.shell.wall import ORGANISATION, PERSON, Rows

_EVENT_SEEN = f"""person_id = {PERSON}
    OR (organisation_id = {ORGANISATION} AND {WATCHER})
    OR (organisation_id = {OVERSEEN} AND {OVERSIGHT})
    OR (organisation_id IS NULL AND {OVERSIGHT})"""
_OWN = f"person_id IS NOT DISTINCT FROM {PERSON} AND organisation_id IS NOT DISTINCT FROM {ORGANISATION}"
_OF_EVENT_SEEN = "EXISTS (SELECT FROM ledger_event seen WHERE seen.id = event_id)"

_PROOF = Rows(seen="true", written="false", may="SELECT", worker_may="SELECT, INSERT")
_WORK = Rows(
    seen=f"organisation_id = {ORGANISATION} AND {WATCHER}",
    written=f"organisation_id = {ORGANISATION} AND person_id = {PERSON} AND {WATCHER}",
    may="SELECT, INSERT",
    worker_may="SELECT, INSERT, UPDATE",
)

TABLES = {
    "ledger_event": Rows(seen=_EVENT_SEEN, written=_OWN, may="SELECT, INSERT"),
    "ledger_opening": Rows(
        seen=_OF_EVENT_SEEN, written="true", may="SELECT, INSERT", worker_may="SELECT, INSERT, DELETE"
    ),
    "ledger_sighting": Rows(
        seen=_OF_EVENT_SEEN, written="true", may="SELECT, INSERT", worker_may="SELECT, INSERT, DELETE"
    ),
    "ledger_queued": Rows(seen="true", written="true", may="SELECT", worker_may="SELECT, DELETE"),
    "ledger_leaf": Rows(seen=_OF_EVENT_SEEN, written="false", may="SELECT", worker_may="SELECT, INSERT"),
    "ledger_node": _PROOF,
    "ledger_checkpoint": _PROOF,
    "ledger_timestamp": Rows(seen="true", written="false", may="SELECT", worker_may="SELECT, INSERT, UPDATE"),
    "ledger_cosignature": _PROOF,
    "ledger_verification": _WORK,
    "ledger_export": _WORK,
}
