"""Who sees what came in: the unit it came to. What a delivery held when nobody could read it is opened by the worker alone."""

from catenary.desk.shell.wall import ORGANISATION, Rows

_OWN = f"organisation_id = {ORGANISATION}"
_OF_OWN_DELIVERY = f"""EXISTS (SELECT FROM intake_delivery delivery
    WHERE delivery.id = intake_spooled.delivery_id AND delivery.organisation_id = {ORGANISATION})"""

TABLES = {
    "intake_channel": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "intake_delivery": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "intake_spooled": Rows(seen=_OF_OWN_DELIVERY, may="SELECT, INSERT", worker_may="SELECT, INSERT, DELETE"),
    "intake_message": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "intake_fault": Rows(seen=_OWN, may="SELECT, INSERT"),
    "intake_flightleg": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "intake_passage": Rows(seen=_OWN, may="SELECT, INSERT, UPDATE"),
    "intake_passagechange": Rows(seen=_OWN, may="SELECT, INSERT"),
}
