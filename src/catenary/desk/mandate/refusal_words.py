"""The codes that refusals of the mandate speak of, in words."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.model import Act, DeskAct
from catenary.core.mandate.rights import Told
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.access import AT_THE_DESK
from catenary.desk.mandate.people.words import FLOWS as PEOPLE_FLOWS
from catenary.desk.mandate.people.words import STEPS
from catenary.desk.mandate.records.words import FLOWS as RECORD_FLOWS
from catenary.desk.mandate.records.words import RULES, STATES
from catenary.desk.mandate.rights.words import GROUNDS, KINDS, TOLD
from catenary.desk.shell.sentences import InWords, register_words
from catenary.desk.shell.words import citation, word

ACTS: Mapping[str, Promise] = {
    AT_THE_DESK: _("work at the desk"),
    Act.SEE: _("see"),
    Act.EDIT: _("change"),
    Act.EXPORT: _("export"),
    Act.SHARE: _("share"),
    Act.PUBLISH: _("publish"),
    Act.LINK: _("record or withdraw an objective link"),
    Act.HOLD: _("place or end a legal hold"),
    Act.ERASE: _("have erased"),
    Act.ASK_UNMASKING: _("ask for an unmasking"),
    Act.APPROVE_UNMASKING: _("approve an unmasking"),
    DeskAct.SEE_PEOPLE: _("see the people of the organisation"),
    DeskAct.INVITE: _("invite people"),
    DeskAct.GRANT_ROLE: _("give roles"),
    DeskAct.CONFIRM_ROLE: _("confirm roles"),
    DeskAct.SUSPEND: _("suspend people"),
    DeskAct.CONFIRM_SUSPENSION: _("confirm suspensions"),
    DeskAct.ASK_BREAK_GLASS: _("ask for emergency access"),
    DeskAct.CONFIRM_BREAK_GLASS: _("confirm emergency access"),
    DeskAct.SEE_ACCESSES: _("see who opened what"),
    DeskAct.SEE_STATISTICS: _("see statistics"),
    DeskAct.SEE_RETENTION: _("see how long data is kept"),
    DeskAct.OPERATE: _("operate the desk"),
    DeskAct.RUN_CHANNELS: _("open and close the ways by which messages come in"),
    DeskAct.SEE_TRAFFIC: _("see deliveries and flights"),
    DeskAct.OPEN_ORIGINAL: _("have the original opened of a delivery that could not be read"),
    DeskAct.LOAD_LIST: _("load an edition of a list"),
    DeskAct.PUBLISH_LIST: _("publish an edition of a list"),
    DeskAct.JUDGE: _("judge candidates"),
    DeskAct.SEE_RULES: _("see targeting rules"),
    DeskAct.WRITE_RULE: _("write a targeting rule"),
    DeskAct.DECIDE_RULE: _("decide about a targeting rule"),
    DeskAct.WRITE_EDITION: _("write an edition of the method"),
    DeskAct.SETTLE_EDITION: _("take a step of an edition of the method"),
    DeskAct.COMMENT_EDITION: _("comment on a draft of the method"),
}
_STANDARD: Mapping[Told, Promise] = {
    Told.RIGHT_TO_CORRECTION: _("the right to correction"),
    Told.GROUND: _("the ground"),
    Told.COMPLAINT: _("to whom the person can complain"),
    Told.COURT: _("that the person can go to a court"),
    Told.REDRESS_UNTIL: _("until when the redress holds"),
}


def register() -> None:
    """Let pages say them; once, when the room is ready."""
    register_words(
        "mandate",
        act=_of(ACTS),
        basis=citation,
        data=lambda code: word("data_class", code),
        field=_of(RULES),
        flow=_of(RECORD_FLOWS, PEOPLE_FLOWS),
        ground=_of(GROUNDS),
        handling=lambda code: word("handling", code),
        kind=_of(KINDS),
        organisation=_organisation,
        other=lambda code: word("role", code),
        purpose=lambda code: word("purpose", code),
        role=lambda code: word("role", code),
        state=_of(STATES),
        step=_of(STEPS),
        told=_of(TOLD, _STANDARD),
    )
    register_words("people", role=lambda code: word("role", code))


def _of(*words: Mapping[Any, Promise]) -> InWords:
    by_code = {str(code): told for each in words for code, told in each.items()}
    return lambda code: str(by_code.get(code, code))


def _organisation(public_id: str) -> str:
    try:
        key = UUID(public_id)
    except ValueError:
        return public_id
    return Organisation.objects.filter(public_id=key).values_list("name", flat=True).first() or public_id
