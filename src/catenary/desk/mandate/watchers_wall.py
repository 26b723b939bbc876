"""Who watches over whom, as conditions of row security: shared by the ledger, the officers and the records under review."""

from catenary.core.mandate.model import Role
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.shell.wall import ORGANISATION, PERSON

_HOLDS = f"""(SELECT EXISTS (SELECT FROM mandate_membership watcher WHERE watcher.person_id = {PERSON}
    AND watcher.organisation_id = {ORGANISATION} AND watcher.state = '{MembershipState.ACTIVE.value}'
    AND watcher.role IN ({{roles}})))"""  # noqa: S608  our own words
OVERSIGHT = _HOLDS.format(roles=f"'{Role.OVERSIGHT.value}'")
"""The person who acts holds the role of oversight where they act."""
WATCHER = _HOLDS.format(roles=f"'{Role.OVERSIGHT.value}', '{Role.DATA_PROTECTION_OFFICER.value}'")
"""The same, or that of the data protection officer."""
OVERSEEN = f"""ANY (ARRAY(SELECT to_organisation_id FROM directory_organisation_oversees
    WHERE from_organisation_id = {ORGANISATION}))"""  # noqa: S608  our own words
"""Compared with a column by `=`: it is an organisation that the acting one oversees."""


def watched(table: str) -> str:
    """The SQL condition that the acting organisation oversees the one that a row of the table belongs to."""
    return f"""EXISTS (SELECT FROM directory_organisation_oversees watching
    WHERE watching.from_organisation_id = {ORGANISATION} AND watching.to_organisation_id = {table}.organisation_id)"""
