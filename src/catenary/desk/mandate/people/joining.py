"""How people and access join the desk: their notices, their links, what they put on home pages, their jobs."""

from collections.abc import Callable, Iterable
from importlib import import_module

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate import flow
from catenary.core.mandate.flow_table import Step
from catenary.core.mandate.grants import DESK_ACTS
from catenary.core.mandate.model import DeskAct, Role
from catenary.desk.mandate.people import queries
from catenary.desk.mandate.people.standing import as_core
from catenary.desk.mandate.people.telling import register_kinds
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.due import register_due
from catenary.desk.shell.navigation import register_link
from catenary.desk.shell.parts import TaskItem


def join() -> None:
    """Once, when the room is ready."""
    import_module("catenary.desk.mandate.people.jobs")
    register_kinds()
    register_due(waiting_for)
    register_link(80, _("People"), "people", _whoever_may(DeskAct.SEE_PEOPLE))
    register_link(85, _("Matters of two persons"), "matters", bool)


def waiting_for(here: SignedIn) -> Iterable[TaskItem]:
    """The matters that the person may decide now, with the time at which each falls."""
    now = timezone.now()
    for row in queries.open_matters(here):
        if Step.CONFIRM in queries.steps_for(row, here):
            yield TaskItem(
                title=queries.what(row),
                url=reverse("matter", args=[row.public_id]),
                hint=row.organisation.name,
                clock=clock(flow.lapses_at(as_core(row)), now),
                state=queries.standing(row),
            )


def _whoever_may(act: DeskAct) -> Callable[[Iterable[Role]], bool]:
    return lambda roles: any(act in DESK_ACTS.get(role, frozenset()) for role in roles)
