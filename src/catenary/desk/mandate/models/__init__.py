"""The rows of the mandate."""

from catenary.desk.mandate.models.access import AccessMatter, Invitation, MachineClient
from catenary.desk.mandate.models.attempts import FailedAttempt, KeptWork
from catenary.desk.mandate.models.matters import RecordMatter
from catenary.desk.mandate.models.officers import Officer
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
    "AccessMatter",
    "FailedAttempt",
    "HeldRecord",
    "Invitation",
    "KeptWork",
    "MachineClient",
    "Membership",
    "ObjectiveLink",
    "Officer",
    "OpenTask",
    "Person",
    "RecordAudience",
    "RecordFields",
    "RecordMatter",
    "RedressRecord",
    "RetentionLaw",
    "RetentionReceipt",
    "RightsCase",
    "SealedFields",
]
