"""Who sees editions: their body; everybody else once they are out for comments. Drafts, steps and what is being decided are the body's own.

Others read no words but those that stand. A comment is seen by who made it and by the body that answers it.
"""

from catenary.core.measures.flow import EditionState
from catenary.desk.shell.wall import ORGANISATION, PERSON, Rows

_OWN = f"organisation_id = {ORGANISATION}"
_PUT_OUT = f"state <> '{EditionState.DRAFTED.value}'"


def _of_edition(table: str, condition: str = "TRUE") -> str:
    """The row's edition is seen by who asks, and more where a condition says so."""
    return f"""EXISTS (SELECT FROM public.measures_edition edition
        WHERE edition.id = {table}.edition_id AND {condition})"""


_BODY = f"edition.organisation_id = {ORGANISATION}"

TABLES = {
    "measures_edition": Rows(
        seen=f"{_OWN} OR {_PUT_OUT}",
        written=f"{_OWN} AND made_by_id = {PERSON} AND state = '{EditionState.DRAFTED.value}'",
        changed=_OWN,
        may="SELECT, INSERT, UPDATE",
    ),
    "measures_editiontext": Rows(
        seen=_of_edition(
            "measures_editiontext", f"({_BODY} OR edition.digest = measures_editiontext.digest)"
        ),
        written=f"by_id = {PERSON} AND {_of_edition('measures_editiontext', _BODY)}",
        may="SELECT, INSERT",
    ),
    "measures_editionstep": Rows(
        seen=_OWN,
        written=f"{_OWN} AND by_id = {PERSON} AND {_of_edition('measures_editionstep', _BODY)}",
        may="SELECT, INSERT",
    ),
    "measures_editioncomment": Rows(
        seen=f"{_OWN} OR body_id = {ORGANISATION}",
        written=f"""{_OWN} AND by_id = {PERSON} AND answer = ''
            AND {_of_edition("measures_editioncomment", f"edition.organisation_id = measures_editioncomment.body_id AND edition.state = '{EditionState.CONSULTED.value}'")}""",
        changed=f"body_id = {ORGANISATION}",
        may="SELECT, INSERT, UPDATE",
    ),
    "measures_carryover": Rows(
        seen=_of_edition("measures_carryover"),
        written=_of_edition("measures_carryover", _BODY),
        may="SELECT, INSERT, UPDATE",
    ),
    "measures_editiontranslation": Rows(
        seen=_of_edition("measures_editiontranslation"),
        written=f"changed_by_id = {PERSON} AND {_of_edition('measures_editiontranslation', _BODY)}",
        changed=_of_edition("measures_editiontranslation", _BODY),
        may="SELECT, INSERT, UPDATE, DELETE",
    ),
}
