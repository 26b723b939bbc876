"""Who sees what came in: the unit it came to. What a delivery held when nobody could read it is opened by the worker alone."""

from catenary.desk.mandate.watchers_wall import WATCHER
from catenary.desk.shell.wall import ORGANISATION, PERSON, Rows, View

_OWN = f"organisation_id = {ORGANISATION}"
_OF_OWN_DELIVERY = f"""EXISTS (SELECT FROM intake_delivery delivery
    WHERE delivery.id = intake_spooled.delivery_id AND delivery.organisation_id = {ORGANISATION})"""
_OF_OWN_ASKING = f"{_OWN} AND asked_by_id = {PERSON}"

TABLES = {
    "intake_channel": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "intake_delivery": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "intake_spooled": Rows(seen=_OF_OWN_DELIVERY, may="SELECT, INSERT", worker_may="SELECT, INSERT, DELETE"),
    "intake_standing": Rows(
        seen=_OWN, may="SELECT", worker_may="SELECT, INSERT, UPDATE", through_views="true"
    ),
    "intake_takenobject": Rows(seen=_OWN, may="SELECT", worker_may="SELECT, INSERT, DELETE"),
    "intake_opening": Rows(
        seen=f"{_OF_OWN_ASKING} OR {_OWN} AND {WATCHER}",
        written=f"{_OF_OWN_ASKING} AND sealed IS NULL AND opened_at IS NULL",
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, UPDATE",
    ),
    "intake_message": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "intake_fault": Rows(seen=_OWN, may="SELECT, INSERT"),
    "intake_flightleg": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "intake_passage": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "intake_passagechange": Rows(seen=_OWN, may="SELECT, INSERT"),
    "intake_mark": Rows(seen=_OWN, may="SELECT", worker_may="SELECT, INSERT, DELETE"),
    "intake_booked": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "intake_join": Rows(seen=_OWN, may="SELECT, UPDATE", worker_may="SELECT, INSERT, UPDATE, DELETE"),
}

VIEWS = {
    "intake_ways": View(
        """SELECT way, sum(waiting) AS waiting, count(*) FILTER (WHERE fault <> '') AS faulty
        FROM intake_standing WHERE looked_at IS NOT NULL OR fault <> '' GROUP BY way"""
    ),
}
