"""The rows of the mandate."""

from catenary.desk.mandate.models.matters import Matter
from catenary.desk.mandate.models.people import Membership, Person
from catenary.desk.mandate.models.records import (
    HeldRecord,
    ObjectiveLink,
    RecordAudience,
    RecordFields,
    SealedFields,
)
from catenary.desk.mandate.models.retention import RetentionLaw, RetentionReceipt
from catenary.desk.mandate.models.rights import RedressRecord, RightsCase
from catenary.desk.mandate.models.tasks import OpenTask

__all__ = [
    "HeldRecord",
    "Matter",
    "Membership",
    "ObjectiveLink",
    "OpenTask",
    "Person",
    "RecordAudience",
    "RecordFields",
    "RedressRecord",
    "RetentionLaw",
    "RetentionReceipt",
    "RightsCase",
    "SealedFields",
]
