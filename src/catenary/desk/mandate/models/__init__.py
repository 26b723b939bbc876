"""The rows of the mandate."""

from catenary.desk.mandate.models.people import Membership, Person
from catenary.desk.mandate.models.tasks import OpenTask

__all__ = ["Membership", "OpenTask", "Person"]
