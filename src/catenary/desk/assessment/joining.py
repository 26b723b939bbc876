"""What the room has for the shared parts of the desk."""

from catenary.desk.assessment.fighters import joining as fighters
from catenary.desk.assessment.packs import joining as packs
from catenary.desk.assessment.rating import joining as rating
from catenary.desk.assessment.reports import joining as reports
from catenary.desk.assessment.states import joining as states
from catenary.desk.assessment.visits import joining as visits


def join() -> None:
    """Join them all; once, when the room is ready."""
    visits.join()
    rating.join()
    reports.join()
    fighters.join()
    packs.join()
    states.join()
