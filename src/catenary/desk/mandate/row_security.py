"""Who sees the rows of the mandate.

A person asked from afar to decide a matter sees that matter, whom it is about and the role in question, and nothing else
of the other organisation. Who asked and who is to decide never see more by it.

A body that oversees an organisation sees of its people the name and the roles, through the view of officers; the rows themselves,
with addresses, passwords and reasons, stay closed to it.
"""

from catenary.desk.mandate import records_wall, watchers_wall
from catenary.desk.mandate.records_wall import record_tables
from catenary.desk.mandate.watchers_wall import OVERSEEN, OVERSIGHT, WATCHER, watched
from catenary.desk.shell.wall import ORGANISATION, PERSON, SIGNING_IN, Asked, Open, Rows, View

_COLLEAGUE = f"""EXISTS (SELECT FROM mandate_membership colleague
    WHERE colleague.person_id = mandate_person.id AND colleague.organisation_id = {ORGANISATION})"""
_ASKED_AFAR = f"{ORGANISATION} = ANY (matter.remote) AND matter.state = 'asked'"
_DECIDED_AFAR = f"{ORGANISATION} = ANY (matter.remote) AND matter.decided_by_id = {PERSON}"
_EMERGENCY_WATCHED = "flow = 'break_glass' AND " + watched("mandate_accessmatter")
_OF_MATTER_AFAR = f"""EXISTS (SELECT FROM mandate_accessmatter matter
    WHERE mandate_person.id IN (matter.about_person_id, matter.asked_by_id, matter.decided_by_id)
    AND ({_ASKED_AFAR} OR {_DECIDED_AFAR} OR matter.flow = 'break_glass' AND {watched("matter")}))"""
_ROLE_AFAR = f"""EXISTS (SELECT FROM mandate_accessmatter matter
    WHERE matter.membership_id = mandate_membership.id AND ({_ASKED_AFAR} OR {_DECIDED_AFAR}))"""
_ROLE_ASKED_AFAR = f"""EXISTS (SELECT FROM mandate_accessmatter matter
    WHERE matter.membership_id = mandate_membership.id AND {_ASKED_AFAR})"""
_PROGRAM_AFAR = f"""EXISTS (SELECT FROM mandate_accessmatter matter
    WHERE matter.machine_id = mandate_machineclient.id AND ({_ASKED_AFAR} OR {_DECIDED_AFAR}))"""
_CONFIRMED_AFAR = f"""EXISTS (SELECT FROM mandate_accessmatter matter
    WHERE matter.flow = 'grant' AND matter.about_person_id = mandate_invitation.person_id
    AND matter.organisation_id = mandate_invitation.organisation_id AND matter.state = 'in_force' AND {_DECIDED_AFAR})"""
_OF_COLLEAGUE = f"""EXISTS (SELECT FROM mandate_membership held
    WHERE held.person_id = mandate_failedattempt.person_id AND held.organisation_id = {ORGANISATION})"""
_OFFICER_WATCHED = f"""EXISTS (SELECT FROM mandate_membership officer
    WHERE officer.person_id = mandate_person.id AND {watched("officer")})"""


def glass_broken(data_class: str, organisation: str = "organisation_id") -> str:
    """The SQL condition that an emergency access of the person who acts is open now for a class of the organisation's data.

    Both arguments are columns or quoted literals of the caller's own. It looks at the time itself: no job has to end it.
    """
    return f"concat({organisation}, '/', {data_class}) = ANY ((SELECT public.wall_glass_broken())::text[])"


FUNCTIONS = {
    "wall_glass_broken": Asked(
        "text[]",
        f"""ARRAY(SELECT concat(matter.organisation_id, '/', matter.data_class) FROM public.mandate_accessmatter matter
            WHERE matter.flow = 'break_glass' AND matter.state = 'in_force' AND matter.until > now()
            AND matter.asked_by_id = {PERSON})""",  # noqa: S608  our own words
    ),
    **watchers_wall.FUNCTIONS,
    **records_wall.FUNCTIONS,
}

TABLES = {
    "mandate_person": Rows(
        seen=f"id = {PERSON} OR {SIGNING_IN} OR {_COLLEAGUE} OR {_OF_MATTER_AFAR}",
        written=f"id = {PERSON} OR {SIGNING_IN}",
        may="SELECT, INSERT, UPDATE",
        through_views=_OFFICER_WATCHED,
    ),
    "mandate_membership": Rows(
        seen=f"organisation_id = {ORGANISATION} OR person_id = {PERSON} OR {SIGNING_IN} OR {_ROLE_AFAR}",
        written=f"organisation_id = {ORGANISATION} OR {_ROLE_ASKED_AFAR}",
        may="SELECT, INSERT, UPDATE",
        through_views=watched("mandate_membership"),
    ),
    "mandate_opentask": Rows(
        seen=f"organisation_id = {ORGANISATION}",
        written=f"organisation_id = {ORGANISATION} AND person_id = {PERSON}",
        may="SELECT, INSERT, UPDATE",
    ),
    "mandate_accessmatter": Rows(
        seen=f"""organisation_id = {ORGANISATION} OR {ORGANISATION} = ANY (remote) OR asked_by_id = {PERSON}
            OR about_person_id = {PERSON} OR {SIGNING_IN} OR {_EMERGENCY_WATCHED}""",
        written=f"organisation_id = {ORGANISATION} OR {ORGANISATION} = ANY (remote) OR {_EMERGENCY_WATCHED}",
        may="SELECT, INSERT, UPDATE",
    ),
    "mandate_machineclient": Rows(
        seen=f"organisation_id = {ORGANISATION} OR {SIGNING_IN} OR {_PROGRAM_AFAR}",
        written=f"organisation_id = {ORGANISATION}",
        may="SELECT, INSERT, UPDATE",
    ),
    "mandate_invitation": Rows(
        seen=f"organisation_id = {ORGANISATION} OR {SIGNING_IN} OR {_CONFIRMED_AFAR}",
        may="SELECT, INSERT, UPDATE",
    ),
    "mandate_failedattempt": Rows(
        seen=f"{SIGNING_IN} OR person_id IS NULL AND {ORGANISATION} IS NOT NULL OR {_OF_COLLEAGUE}",
        written=SIGNING_IN,
        may="SELECT, INSERT",
        worker_may="SELECT, DELETE",
    ),
    "mandate_keptwork": Rows(seen=f"person_id = {PERSON} OR {SIGNING_IN}", may="SELECT, INSERT, DELETE"),
    # of the parts that sign people in
    "account_emailaddress": Rows(seen=f"user_id = {PERSON} OR {SIGNING_IN}"),
    "account_emailconfirmation": Rows(seen=f"{SIGNING_IN}"),
    "mfa_authenticator": Rows(seen=f"user_id = {PERSON} OR {SIGNING_IN}"),
    "usersessions_usersession": Rows(seen=f"user_id = {PERSON} OR {SIGNING_IN}"),
    "socialaccount_socialaccount": Rows(seen=f"user_id = {PERSON} OR {SIGNING_IN}"),
    "socialaccount_socialtoken": Rows(seen=f"{SIGNING_IN}"),
    "socialaccount_socialapp": Open("identity providers hold no data of a person", may="SELECT"),
    "django_session": Open("a session is found by its secret key before anybody is known; it holds ids only"),
    "django_content_type": Open("names of tables", may="SELECT"),
    "auth_permission": Open("not used; roles decide", may="SELECT"),
    "auth_group": Open("not used; roles decide", may="SELECT"),
    "auth_group_permissions": Open("not used; roles decide", may="SELECT"),
    "django_migrations": Open("names of migrations", may="SELECT"),
    **record_tables(glass_broken),
}

VIEWS = {
    "mandate_officer": View(
        f"""SELECT held.id, held.person_id, person.public_id, person.name, held.organisation_id, held.role, held.state
        FROM mandate_membership held JOIN mandate_person person ON person.id = held.person_id
        WHERE held.state IN ('active', 'ended') AND ({WATCHER} AND held.organisation_id = {ORGANISATION}
            OR {OVERSIGHT} AND held.organisation_id = {OVERSEEN})"""  # noqa: S608  our own words
    ),
}
