"""Who watches over whom, as conditions of row security: shared by the ledger, the officers and the records under review."""

from catenary.core.mandate.model import Role
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.shell.wall import ORGANISATION, PERSON, Asked

_HOLDS = f"""EXISTS (SELECT FROM public.mandate_membership watcher WHERE watcher.person_id = {PERSON}
    AND watcher.organisation_id = {ORGANISATION} AND watcher.state = '{MembershipState.ACTIVE.value}'
    AND watcher.role IN ({{roles}}))"""
OVERSIGHT = "(SELECT public.wall_oversight())"
"""The person who acts holds the role of oversight where they act."""
WATCHER = "(SELECT public.wall_watcher())"
"""The same, or that of the data protection officer."""
OVERSEEN = "ANY ((SELECT public.wall_overseen())::bigint[])"
"""Compared with a column by `=`: it is an organisation that the acting one oversees."""

FUNCTIONS = {
    "wall_oversight": Asked("boolean", _HOLDS.format(roles=f"'{Role.OVERSIGHT.value}'")),
    "wall_watcher": Asked(
        "boolean", _HOLDS.format(roles=f"'{Role.OVERSIGHT.value}', '{Role.DATA_PROTECTION_OFFICER.value}'")
    ),
    "wall_overseen": Asked(
        "bigint[]",
        f"""ARRAY(SELECT to_organisation_id FROM public.directory_organisation_oversees
            WHERE from_organisation_id = {ORGANISATION})""",  # noqa: S608  our own words
    ),
}


def watched(table: str) -> str:
    """The SQL condition that the acting organisation oversees the one that a row of the table belongs to."""
    return f"{table}.organisation_id = {OVERSEEN}"
