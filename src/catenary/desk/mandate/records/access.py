"""Whether somebody may do something to a record: asked of the first wall with the record as it stands."""

from catenary.core.mandate.model import PERSONAL, Act, DataClass, Decision, Handling, Held
from catenary.desk.mandate import access
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.signed_in import SignedIn

CLASSES = tuple(each for each in DataClass if each in PERSONAL and each is not DataClass.ACCOUNT)
"""Classes whose records stand in the list of records."""


def may(here: SignedIn, act: Act, record: HeldRecord) -> Decision:
    """What core decides for the person who is here, with the task they stated or an emergency access they have."""
    return access.decision(access.on_record(act), here, record.as_held())


def demand(here: SignedIn, act: Act, record: HeldRecord) -> None:
    """Go on only if it may be done. Raises ProblemError with core's refusal."""
    may(here, act, record).demand()


def open_classes(here: SignedIn) -> tuple[DataClass, ...]:
    """The classes whose records the person may see now, for the purpose they stated."""
    own = here.actor.organisation
    seen = access.on_record(Act.SEE)
    return tuple(
        about
        for about in CLASSES
        if access.decision(seen, here, Held(own, about, Handling.RESTRICTED)).allowed
    )


def _may_list_any(here: SignedIn, _record: object) -> Decision:
    decisions = [access.decision(access.of_class(about), here) for about in CLASSES]
    return next((each for each in decisions if each.allowed), decisions[0])


RECORDS = access.permission("records.open", _may_list_any)
"""Opening the list of records at all: some class is open to one's roles, for one purpose or another."""
