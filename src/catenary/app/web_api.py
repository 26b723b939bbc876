"""The web API: one registry of the rooms' routers, under `/web-api/v1`."""

from ninja import Router

from catenary.desk.assessment.rating.web_api import router as ratings
from catenary.desk.assessment.visits.web_api import router as visits
from catenary.desk.directory.web_api import router as directory
from catenary.desk.intake.web_api import router as intake
from catenary.desk.ledger.web_api import router as ledger
from catenary.desk.mandate.records.web_api import router as records
from catenary.desk.mandate.web_api import router as mandate
from catenary.desk.measures.web_api import router as measures
from catenary.desk.screening.web_api import router as screening
from catenary.desk.shell.notices.web_api import router as notifications
from catenary.desk.shell.web_api.api import web_api

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("directory", directory),
    ("mandate", mandate),
    ("records", records),
    ("ledger", ledger),
    ("intake", intake),
    ("screening", screening),
    ("measures", measures),
    ("assessment", ratings),
    ("assessment", visits),
    ("notifications", notifications),
)
"""A room joins by a line here; the name becomes the tag of its operations."""

api = web_api()
for _room, _router in ROUTERS:
    api.add_router("", _router, tags=[_room])
