"""Who sees the rows of the mandate."""

from catenary.desk.shell.wall import ORGANISATION, PERSON, SIGNING_IN, Open, Rows

_COLLEAGUE = f"""EXISTS (SELECT FROM mandate_membership colleague
    WHERE colleague.person_id = mandate_person.id AND colleague.organisation_id = {ORGANISATION})"""
_OWN = f"person_id = {PERSON} OR {SIGNING_IN}"

TABLES = {
    "mandate_person": Rows(
        seen=f"id = {PERSON} OR {SIGNING_IN} OR {_COLLEAGUE}",
        written=f"id = {PERSON} OR {SIGNING_IN} OR {ORGANISATION} IS NOT NULL",
        may="SELECT, INSERT, UPDATE",
    ),
    "mandate_membership": Rows(
        seen=f"organisation_id = {ORGANISATION} OR person_id = {PERSON} OR {SIGNING_IN}",
        written=f"organisation_id = {ORGANISATION}",
        may="SELECT, INSERT, UPDATE",
    ),
    "mandate_opentask": Rows(
        seen=f"organisation_id = {ORGANISATION}",
        written=f"organisation_id = {ORGANISATION} AND person_id = {PERSON}",
        may="SELECT, INSERT, UPDATE",
    ),
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
}
