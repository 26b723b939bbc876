"""What is said of emergency access where it is asked for and where it is decided: the rules as core has them, and the state now."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from attrs import frozen
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate import flow
from catenary.core.mandate.flow_table import ARRANGEMENTS, Flow, State, Step
from catenary.core.mandate.model import Role
from catenary.desk.mandate.models import AccessMatter
from catenary.desk.mandate.people import queries
from catenary.desk.mandate.people.standing import as_core
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import duration
from catenary.desk.shell.words import ROLES

_NOW: Mapping[State, Promise] = {
    State.ASKED: _("Nothing is open yet: somebody else must agree first."),
    State.IN_FORCE: _("The data is open to the person who asked, and to nobody else."),
    State.REFUSED: _("It was refused. Nothing was opened."),
    State.WITHDRAWN: _("It was withdrawn. Nothing was opened."),
    State.LAPSED: _("Nobody agreed in time. Nothing was opened."),
    State.ENDED: _("It has ended, and nothing is open. It waits for its review."),
    State.REVIEWED: _("It has ended and was reviewed. Nothing is open."),
}
_TO_DO: Mapping[Step, Promise] = {
    Step.CONFIRM: _("Make sure that it cannot wait for somebody who has the role; then confirm or refuse it below."),
    Step.REVIEW: _("Look at what was opened, and whether it was needed; then record the review below."),
    Step.WITHDRAW: _("Reach somebody who may agree; they were told at the desk. Withdraw it if it is needed no longer."),
    Step.CLOSE: _("Whatever is opened stands in the ledger. End it below as soon as it is needed no longer."),
}  # fmt: skip
"""By the step that somebody may take, the first that is possible."""
_NOTHING = _("There is nothing for you to do here.")


@frozen
class Rules:
    """What holds for every emergency access."""

    agree: tuple[str, ...]
    falls_after: str
    lasts: str
    told: tuple[str, ...]


@frozen
class Now:
    """How one stands at this moment, and what whoever reads it can do."""

    row: AccessMatter
    state: Promise
    at: datetime | None
    """When it falls or ends by itself."""
    to_do: Promise


def rules() -> Rules:
    """As core has them."""
    arrangement = ARRANGEMENTS[Flow.BREAK_GLASS]
    told = frozenset[Role]().union(*arrangement.tells.values())
    lasts = arrangement.lasts or timedelta(0)
    return Rules(
        _words(arrangement.seconds), duration(arrangement.lapses_after), duration(lasts), _words(told)
    )


def now_of(row: AccessMatter, here: SignedIn) -> Now:
    """How an emergency access stands for somebody."""
    standing = flow.on_clock(as_core(row), timezone.now())
    at = {State.ASKED: flow.lapses_at(standing), State.IN_FORCE: standing.until}.get(standing.state)
    steps = queries.steps_for(row, here)
    to_do = next((words for step, words in _TO_DO.items() if step in steps), _NOTHING)
    return Now(row, _NOW[standing.state], at, to_do)


def living(here: SignedIn) -> tuple[Now, ...]:
    """Those that somebody asked for and that wait or are open."""
    rows = queries.open_matters(here)
    mine = (row for row in rows if row.flow == Flow.BREAK_GLASS and row.asked_by_id == here.person.pk)
    return tuple(now_of(row, here) for row in mine)


def _words(roles: Iterable[Role]) -> tuple[str, ...]:
    return tuple(str(ROLES[role]) for role in Role if role in roles)
