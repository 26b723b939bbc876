"""What acts of the ledger, and the roles of officers, are called on pages of oversight."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catenary.desk.mandate.models import Officer
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.shell.words import word

ACTS: Mapping[str, Promise] = {
    "open_task": _("Stated a purpose"),
    "close_task": _("Closed a task"),
    "see_list": _("Opened a list"),
    "see_record": _("Opened a record"),
    "see_unmasked": _("Saw a record unmasked"),
    "export_list": _("Exported a list"),
    "hold_records": _("Records came under mandate"),
    "record_link": _("Recorded an objective link"),
    "withdraw_link": _("Withdrew an objective link"),
    "share_record": _("Changed who may see a record"),
    "order_erasure": _("Ordered an erasure"),
    "ask_erasure": _("Asked for an erasure"),
    "confirm_erasure": _("Confirmed an erasure"),
    "refuse_erasure": _("Refused an erasure"),
    "withdraw_erasure": _("Withdrew an erasure"),
    "mask": _("Masked records"),
    "erase": _("Erased records"),
    "refused": _("Was refused"),
    "ask_unmasking": _("Asked for an unmasking"),
    "confirm_unmasking": _("Approved an unmasking"),
    "refuse_unmasking": _("Refused an unmasking"),
    "withdraw_unmasking": _("Withdrew an unmasking"),
    "close_unmasking": _("Ended an unmasking"),
    "review_unmasking": _("Reviewed an unmasking"),
    "ask_hold": _("Placed a legal hold"),
    "confirm_hold": _("Confirmed a legal hold"),
    "refuse_hold": _("Refused a legal hold"),
    "withdraw_hold": _("Withdrew a legal hold"),
    "ask_lifting": _("Asked to end a legal hold"),
    "confirm_lifting": _("Ended a legal hold"),
    "refuse_lifting": _("Kept a legal hold"),
    "withdraw_lifting": _("Withdrew the end of a legal hold"),
    "ask_retention_law": _("Proposed times of retention"),
    "confirm_retention_law": _("Confirmed times of retention"),
    "refuse_retention_law": _("Refused times of retention"),
    "begin_retention_law": _("Times of retention came into force"),
    "receive_rights_request": _("Took in a request about rights"),
    "answer_rights_request": _("Answered a request about rights"),
    "assign_rights_request": _("Took on a request about rights"),
    "ask_identity": _("Asked for proof of identity"),
    "note_identity": _("Noted how an identity was proven"),
    "extend_rights_request": _("Extended the time to answer"),
    "see_letter": _("Opened a letter"),
    "make_redress": _("Made a redress record"),
    "revoke_redress": _("Revoked a redress record"),
    "see_accesses": _("Looked at accesses"),
    "see_officers": _("Looked for an officer"),
    "review_record": _("Read a record behind an access"),
}


def act_word(act: str) -> str:
    """What an act is called; its code where it is another room's."""
    found = ACTS.get(act)
    return str(found) if found else act


def roles_told(held: Iterable[Officer]) -> str:
    """The roles of one officer in words; those that ended say so."""
    told: dict[str, str] = {}
    for each in held:
        name = word("role", each.role)
        told.setdefault(
            name,
            name if each.state == MembershipState.ACTIVE else gettext("%(role)s (formerly)") % {"role": name},
        )
    return ", ".join(told.values())
