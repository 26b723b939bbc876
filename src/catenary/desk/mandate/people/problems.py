"""What can be wrong with people, roles and invitations, as rows know it; what may be decided is core's to say."""

from catenary.basis.findings import Catalogue, Severity

_ERROR = Severity.ERROR

PEOPLE = Catalogue(
    "people",
    {
        "own_role": (_ERROR, "Nobody gives, ends or invites themselves to a role"),
        "role_held": (_ERROR, "The person holds this role already, or it has been asked for"),
        "role_not_held": (_ERROR, "The role is not held any more"),
        "already_suspended": (_ERROR, "The person is suspended already"),
        "not_suspended": (_ERROR, "The person is not suspended"),
        "no_second_factor": (_ERROR, "The person has no second factor: they set one up when they sign in"),
        "matter_open": (_ERROR, "The same has been asked for already and waits for a second person"),
        "invitation_gone": (_ERROR, "The invitation was used, was withdrawn, or its time is over"),
        "own_invitation": (
            _ERROR,
            "Who invited somebody, or is invited, does not make the code: a second person does",
        ),
        "code_needless": (_ERROR, "The link went by mail to the invited person and needs no code"),
        "code_missing": (_ERROR, "No code was made yet; a second person of the organisation makes it"),
        "code_wrong": (_ERROR, "This is not the code; after %(tries)s wrong ones the invitation ends"),
        "mail_unsent": (
            _ERROR,
            "The mail server did not take the invitation; nobody was invited. Try again later",
        ),
        "belongs_elsewhere": (
            _ERROR,
            "The person has roles in another organisation too, so no single one of them can open the way into the account",
        ),
        "machine_role": (
            _ERROR,
            "A program cannot hold the role %(role)s: its judgements are made by people",
        ),
        "machine_scope": (_ERROR, "%(scope)s is no scope: write room:read or room:write"),
        "machine_too_long": (_ERROR, "A token is valid for at most %(days)s days"),
        "machine_ended": (_ERROR, "The program's token has ended"),
        "remote_unknown": (_ERROR, "An organisation asked from afar is none of those next to yours"),
    },
)
