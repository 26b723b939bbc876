"""What the room has for the shared parts of the desk: jobs, reach of erasure, notices, links, things that are due."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.flow_table import ARRANGEMENTS, Flow
from catenary.core.mandate.grants import DESK_ACTS
from catenary.core.mandate.model import Act, DataClass, DeskAct, Role
from catenary.core.mandate.rules import purposes_for
from catenary.desk.ledger.services import erase_record
from catenary.desk.mandate import record_finding, refusal_words, tasks_jobs
from catenary.desk.mandate.records.access import CLASSES
from catenary.desk.mandate.records.matter_views import waiting
from catenary.desk.mandate.records.notices import register_kinds
from catenary.desk.mandate.retention.reach import Reached, on_change, on_erase
from catenary.desk.mandate.rights.notices import register_kinds as register_rights_kinds
from catenary.desk.mandate.rights.queries import waiting as rights_waiting
from catenary.desk.shell.due import register_due
from catenary.desk.shell.navigation import register_link
from catenary.desk.shell.search.jobs import have_indexed


def join() -> None:
    """Join them all; once, when the room is ready."""
    tasks_jobs.load()
    register_kinds()
    register_rights_kinds()
    register_due(waiting)
    register_due(rights_waiting)
    register_link(20, _("Records"), "records", _opens_personal)
    register_link(60, _("Rights of persons"), "rights", _answers_persons)
    register_link(70, _("Retention"), "retention", _sees_retention)
    register_link(65, _("Oversight"), "oversight", _watches)
    register_link(75, _("Decisions about records"), "record_matters", _decides)
    on_change(_index)
    on_erase(_erase_openings)
    record_finding.register()
    refusal_words.register()


def _opens_personal(roles: Iterable[Role]) -> bool:
    held = frozenset(roles)
    return any(purposes_for(held, Act.SEE, about) for about in CLASSES) and Role.ADMINISTRATOR not in held


def _answers_persons(roles: Iterable[Role]) -> bool:
    return bool(purposes_for(roles, Act.EDIT, DataClass.RIGHTS_REQUEST))


def _sees_retention(roles: Iterable[Role]) -> bool:
    return any(DeskAct.SEE_RETENTION in DESK_ACTS.get(role, ()) for role in roles)


def _watches(roles: Iterable[Role]) -> bool:
    return any(DeskAct.SEE_ACCESSES in DESK_ACTS.get(role, ()) for role in roles)


def _decides(roles: Iterable[Role]) -> bool:
    flows = (Flow.UNMASKING, Flow.HOLD, Flow.LIFTING, Flow.ERASURE, Flow.RETENTION_LAW)
    concerned = frozenset[Role]().union(*(_concerned(flow) for flow in flows))
    return not concerned.isdisjoint(roles)


def _concerned(flow: Flow) -> frozenset[Role]:
    arrangement = ARRANGEMENTS[flow]
    return arrangement.askers | arrangement.seconds | arrangement.reviewers


def _index(reached: Iterable[Reached]) -> None:
    """Search is told by jobs, which see what a record tells whoever put it there."""
    have_indexed(record_finding.CODE, [each.record for each in reached])


def _erase_openings(reached: Iterable[Reached]) -> None:
    for each in reached:
        erase_record(record=str(each.record))
