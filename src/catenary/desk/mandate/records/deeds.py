"""What can be done to a record from its page: one form each, table by table."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from attrs import frozen
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate import flow as two_persons
from catenary.core.mandate.flow_table import Flow
from catenary.core.mandate.model import Act
from catenary.desk.mandate.models import HeldRecord, RecordMatter
from catenary.desk.mandate.records import matters, services
from catenary.desk.mandate.records.access import may
from catenary.desk.mandate.records.forms import EraseForm, MatterForm, ReasonForm, ShareForm, UnmaskForm
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.sentences import sentence


@frozen
class Deed:
    """Something one does to a record: its words, its form, who may, when it fits, and the service that does it."""

    code: str
    title: Promise
    lead: Promise
    done: Promise
    act: Act
    form: type[ReasonForm]
    fits: Callable[[HeldRecord], bool]
    do: Callable[[SignedIn, HeldRecord, dict[str, Any]], object]
    flow: Flow | None = None
    """What it asks two persons for, where asking alone may have an effect."""


def _link(here: SignedIn, record: HeldRecord, told: dict[str, Any]) -> object:
    return services.record_link(actor=here, record=record.public_id, reason=told["reason"])


def _unlink(here: SignedIn, record: HeldRecord, told: dict[str, Any]) -> object:
    return services.withdraw_link(actor=here, record=record.public_id, reason=told["reason"])


def _share(here: SignedIn, record: HeldRecord, told: dict[str, Any]) -> object:
    return services.share(
        actor=here, record=record.public_id, organisations=told["organisations"], reason=told["reason"]
    )


def _erase(here: SignedIn, record: HeldRecord, told: dict[str, Any]) -> object:
    if told.get("request"):
        return services.order_erasure(
            actor=here, record=record.public_id, request=UUID(told["request"]), reason=told["reason"]
        )
    return matters.ask_erasure(
        actor=here, record=record.public_id, reason=told["reason"], remote=told["organisations"]
    )


def _hold(here: SignedIn, record: HeldRecord, told: dict[str, Any]) -> object:
    return matters.ask_hold(
        actor=here, record=record.public_id, reason=told["reason"], remote=told["organisations"]
    )


def _lift(here: SignedIn, record: HeldRecord, told: dict[str, Any]) -> object:
    return matters.ask_lifting(
        actor=here, record=record.public_id, reason=told["reason"], remote=told["organisations"]
    )


def _unmask(here: SignedIn, record: HeldRecord, told: dict[str, Any]) -> object:
    return matters.ask_unmasking(
        actor=here,
        record=record.public_id,
        reason=told["reason"],
        remote=told["organisations"],
        lasts=timedelta(hours=told["hours"]),
    )


_WAITS = _("A second person decides. You are told.")
"""Of deeds that always take two persons; `said` adds what stands meanwhile."""
_ROWS = (
    Deed(
        "unmask", _("Ask to see what is masked"),
        _("A second authority decides. The data protection officer is told. It opens this record to you alone and closes by itself."),
        _WAITS, Act.ASK_UNMASKING, UnmaskForm, lambda record: record.masked, _unmask,
    ),
    Deed(
        "link", _("Record an objective link"),
        _("Only objective evidence that ties this person to terrorism or serious crime lets the record be kept longer than six months."),
        _("The objective link is recorded."), Act.LINK, ReasonForm, lambda record: record.linked_at is None, _link,
    ),
    Deed(
        "unlink", _("Withdraw the objective link"),
        _("The record's time is counted as if the link had never been."),
        _("The objective link is withdrawn."), Act.LINK, ReasonForm, lambda record: record.linked_at is not None, _unlink,
    ),
    Deed(
        "hold", _("Place a legal hold"),
        _("The record is kept from now on; it is erased at its time unless a second person confirms within 72 hours."),
        _WAITS, Act.HOLD, MatterForm, lambda record: not record.held, _hold, Flow.HOLD,
    ),
    Deed(
        "lift", _("End the legal hold"),
        _("The hold stands until a second person confirms. What was overdue is erased then."),
        _WAITS, Act.HOLD, MatterForm, lambda record: record.held, _lift,
    ),
    Deed(
        "share", _("Share the record"),
        _("Say exactly which organisations may see it, under its handling code."),
        _("The audience of the record is as you said."), Act.SHARE, ShareForm, lambda _record: True, _share,
    ),
    Deed(
        "erase", _("Have the record erased"),
        _("It is erased within minutes once a second person confirms, or at once where a granted request of the person names it. A legal hold keeps it. It cannot be brought back."),
        _("The erasure is ordered."), Act.ERASE, EraseForm, lambda record: record.ordered_at is None, _erase,
    ),
)  # fmt: skip

DEEDS: Mapping[str, Deed] = {deed.code: deed for deed in _ROWS}


def deeds_for(here: SignedIn, record: HeldRecord) -> tuple[Deed, ...]:
    """What this person could do to this record now."""
    if record.erased_at is not None:
        return ()
    return tuple(deed for deed in _ROWS if deed.fits(record) and may(here, deed.act, record).allowed)


def lead_of(deed: Deed, here: SignedIn, record: HeldRecord) -> str:
    """What the deed brings about if this person does it now."""
    if deed.flow is None or not matters.would_wait(here, deed.flow, record):
        return str(deed.lead)
    return gettext(
        "This was asked before and no second person approved it. You may ask again; it takes effect once a second person confirms."
    )


def said(deed: Deed, outcome: object) -> str:
    """What is told once it is done: of what a second person decides, also what stands until then."""
    if not isinstance(outcome, RecordMatter):
        return str(deed.done)
    meanwhile = sentence(two_persons.interim(outcome.as_core()))
    return gettext("A second person decides; you are told. %(meanwhile)s.") % {"meanwhile": meanwhile}
