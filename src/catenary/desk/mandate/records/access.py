"""Whether somebody may do something to a record: asked of the first wall with the record as it stands."""

from catenary.core.mandate.model import Act, Decision
from catenary.desk.mandate import access
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.signed_in import SignedIn


def may(here: SignedIn, act: Act, record: HeldRecord) -> Decision:
    """What core decides for the person who is here, with the task they stated or an emergency access they have."""
    return access.decision(access.on_record(act), here, record.as_held())


def demand(here: SignedIn, act: Act, record: HeldRecord) -> None:
    """Go on only if it may be done. Raises ProblemError with core's refusal."""
    may(here, act, record).demand()
