"""Emergency access: a class of the organisation's data opened for hours without the role or purpose it asks for."""

from collections.abc import Iterable
from datetime import timedelta

from catenary.core.mandate.flow_table import Flow
from catenary.core.mandate.model import DataClass, DeskAct
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.models import AccessMatter
from catenary.desk.mandate.people import matters
from catenary.desk.mandate.signed_in import SignedIn


def break_glass(
    *,
    actor: SignedIn,
    about: DataClass,
    reason: str,
    lasts: timedelta | None = None,
    remote: Iterable[Organisation] = (),
) -> AccessMatter:
    """Ask for emergency access; nothing opens until a second person confirms, and it ends by itself.

    Oversight is told of every step. Raises ProblemError as asking a matter does, `mandate.lasts_too_long` among them.
    """
    demand(of_desk(DeskAct.ASK_BREAK_GLASS), actor)
    row = AccessMatter(flow=Flow.BREAK_GLASS, data_class=about, lasts=lasts)
    return matters.ask(actor=actor, row=row, reason=reason, remote=remote)
