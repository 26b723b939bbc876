"""Who sees records under mandate: the organisation that holds them, those they are shared with, and for which purposes.

A body that watches over the holder sees a record while it reviews an access to it, and says so (`Declaration.reviews`).
The purposes are read from the tables of core, so that the wall and the rules cannot drift apart.
"""

from collections.abc import Callable

from catenary.core.mandate.grants import CLASS_PURPOSES
from catenary.core.mandate.model import PERSONAL, DataClass, Purpose
from catenary.desk.mandate.watchers_wall import OVERSEEN, OVERSIGHT, watched
from catenary.desk.shell.wall import ORGANISATION, PERSON, Asked, Rows

PURPOSE = "(SELECT current_setting('catenary.purpose', true))"

_SHARED = f"""id IN (SELECT shared.record_id FROM mandate_recordaudience shared
    WHERE shared.organisation_id = {ORGANISATION})"""  # noqa: S608  our own words
_UNMASKED = "record_id = ANY ((SELECT public.wall_unmasked())::bigint[])"
_OWN = f"organisation_id = {ORGANISATION}"
_REVIEWED = "(SELECT nullif(current_setting('catenary.reviews', true), '')::uuid)"
_REVIEWING = f"{PURPOSE} = '{Purpose.OVERSIGHT.value}' AND {_REVIEWED} IS NOT NULL AND {OVERSIGHT}"
_BEHIND_ACCESS = f"""{_REVIEWING} AND organisation_id = {OVERSEEN}
    AND public_id::text = ANY ((SELECT public.wall_reviewed())::text[])"""

FUNCTIONS = {
    "wall_unmasked": Asked(
        "bigint[]",
        f"""ARRAY(SELECT matter.record_id FROM public.mandate_recordmatter matter
            WHERE matter.flow = 'unmasking' AND matter.state = 'in_force' AND matter.until > now()
            AND matter.asked_by_id = {PERSON} AND matter.organisation_id = {ORGANISATION})""",  # noqa: S608  our own words
    ),
    "wall_reviewed": Asked(
        "text[]",
        f"""ARRAY(SELECT access.record FROM public.ledger_event access
                WHERE access.id = {_REVIEWED} AND access.organisation_id = {OVERSEEN}
            UNION ALL SELECT shown.record
                FROM public.ledger_sighting shown JOIN public.ledger_event access ON access.id = shown.event_id
                WHERE access.id = {_REVIEWED} AND access.organisation_id = {OVERSEEN})""",  # noqa: S608  our own words
    ),
}
"""Records that the person who acts has unmasked now; records that the access under review reached."""


def serves(data_class: str) -> str:
    """The SQL condition that the stated purpose is one that a class of data may serve; data about nobody needs none."""
    cases = " ".join(f"WHEN '{each.value}' THEN {_stated(each)}" for each in DataClass)
    return f"CASE {data_class} {cases} ELSE false END"


def _stated(data_class: DataClass) -> str:
    if data_class not in PERSONAL:
        return "true"
    names = ", ".join(f"'{purpose.value}'" for purpose in sorted(CLASS_PURPOSES[data_class]))
    return f"{PURPOSE} IN ({names})"


def record_tables(glass_broken: Callable[[str, str], str]) -> dict[str, Rows]:
    """The rules of the tables of records; `glass_broken` is the condition of an emergency access in force."""
    opened = f"{serves('record.data_class')} OR {glass_broken('record.data_class', 'record.organisation_id')}"
    return {
        "mandate_heldrecord": Rows(
            seen=f"{_OWN} OR {_SHARED} OR {_BEHIND_ACCESS}",
            written=_OWN,
            may="SELECT, INSERT, UPDATE",
        ),
        "mandate_recordaudience": Rows(
            seen=f"""owner_id = {ORGANISATION} OR organisation_id = {ORGANISATION}
                OR {_REVIEWING} AND owner_id = {OVERSEEN}""",
            written=f"owner_id = {ORGANISATION}",
            may="SELECT, INSERT, DELETE",
        ),
        "mandate_recordfields": Rows(
            seen=_of_record("mandate_recordfields", opened),
            written=_of_record("mandate_recordfields", f"record.{_OWN}"),
            may="SELECT, INSERT, UPDATE",
            worker_may="SELECT, INSERT, UPDATE, DELETE",
        ),
        "mandate_sealedfields": Rows(
            seen=f"{_UNMASKED} AND {_of_record('mandate_sealedfields', serves('record.data_class'))}",
            written="false",
            may="SELECT",
            worker_may="SELECT, INSERT, UPDATE, DELETE",
        ),
        "mandate_objectivelink": Rows(
            seen=f"""{_OWN} OR {_REVIEWING} AND organisation_id = {OVERSEEN}
                AND {_of_record("mandate_objectivelink", "true")}""",
            written=f"{_OWN} AND {_of_record('mandate_objectivelink', f'record.{_OWN}')}",
            may="SELECT, INSERT, UPDATE",
        ),
        **_decided_tables(),
    }


def _decided_tables() -> dict[str, Rows]:
    afar = f"{ORGANISATION} = ANY (remote)"
    return {
        "mandate_recordmatter": Rows(
            seen=f"{_OWN} OR {afar} OR {watched('mandate_recordmatter')}",
            written=f"{_OWN} OR {afar} OR {watched('mandate_recordmatter')}",
            may="SELECT, INSERT, UPDATE",
        ),
        "mandate_retentionlaw": Rows(seen="true", written=_OWN, may="SELECT, INSERT, UPDATE"),
        "mandate_retentionreceipt": Rows(
            seen=f"{_OWN} OR {watched('mandate_retentionreceipt')}",
            written="false",
            may="SELECT",
            worker_may="SELECT, INSERT",
        ),
        "mandate_rightscase": Rows(
            seen=f"{_OWN} OR {watched('mandate_rightscase')}", written=_OWN, may="SELECT, INSERT, UPDATE"
        ),
        "mandate_redressrecord": Rows(
            seen=f"{_OWN} AND {serves(_literal(DataClass.REDRESS))}",
            written=_OWN,
            may="SELECT, INSERT, UPDATE",
        ),
    }


def _of_record(table: str, condition: str) -> str:
    return f"""EXISTS (SELECT FROM mandate_heldrecord record
    WHERE record.id = {table}.record_id AND ({condition}))"""


def _literal(data_class: DataClass) -> str:
    return f"'{data_class.value}'"
