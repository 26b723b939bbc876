"""Packs are the person's own: nobody else sees that one was taken, what it began with, or what came back. Workers only sign and forget."""

from catenary.desk.shell.wall import ORGANISATION, PERSON, Rows

_SEAT = f"(SELECT concat({PERSON}, '/', {ORGANISATION}))"
_OWN = f"person_id = {PERSON} AND organisation_id = {ORGANISATION}"
_OWN_PACK = f"""EXISTS (SELECT FROM assessment_givenpack pack
    WHERE pack.id = assessment_broughtpack.pack_id AND pack.person_id = {PERSON} AND pack.organisation_id = {ORGANISATION})"""
_ON_TEAM = f"""EXISTS (SELECT FROM assessment_visit visit
    WHERE visit.id = assessment_givenpack.visit_id AND {_SEAT} = ANY (visit.seats_on))"""

PACK_TABLES = {
    "assessment_givenpack": Rows(
        seen=_OWN, written=f"{_OWN} AND {_ON_TEAM}", may="SELECT, INSERT", worker_may="SELECT, INSERT, UPDATE"
    ),
    "assessment_broughtpack": Rows(
        seen=_OWN,
        written=f"{_OWN} AND {_OWN_PACK}",
        may="SELECT, INSERT, UPDATE",
        worker_may="SELECT, INSERT",
    ),
}
