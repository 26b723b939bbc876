"""Who is told of a matter about records, as core says: here, in the organisations that may decide from afar, and who asked."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate import flow as two_persons
from catenary.core.mandate.flow_table import ARRANGEMENTS, Flow, State
from catenary.core.mandate.model import Role
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import RecordMatter
from catenary.desk.shell.notices.kinds import register_notice
from catenary.desk.shell.notices.services import notify, notify_roles

_ASKED, _WAITS, _MOVED = "record_matter_asked", "record_matter_waits", "record_matter_moved"
_OUTCOMES: Mapping[str, str] = {
    State.IN_FORCE: "record_matter_approved",
    State.REFUSED: "record_matter_refused",
    State.LAPSED: "record_matter_lapsed",
}
"""What the asker is told when a matter comes into a state that was not their own doing."""


def register_kinds() -> None:
    """Give the notices their sentences; once, when the room is ready."""
    register_notice(_ASKED, _("A decision about a record waits for a second person"))
    register_notice(_WAITS, _("A decision about a record still waits; nobody has decided yet"))
    register_notice(_MOVED, _("A decision about a record was taken, or its time is over"))
    register_notice(_OUTCOMES[State.IN_FORCE], _("A second person approved what you asked for"))
    register_notice(_OUTCOMES[State.REFUSED], _("A second person refused what you asked for"))
    register_notice(_OUTCOMES[State.LAPSED], _("What you asked for fell, since nobody decided in time"))


def tell(matter: RecordMatter, now: datetime) -> None:
    """Tell everybody whom core names of the matter as it now stands, and its asker of the outcome, in the caller's transaction."""
    asked = matter.state == State.ASKED
    _tell_roles(matter, two_persons.to_tell(matter.as_core(), now), _ASKED if asked else _MOVED)
    if asked:
        _tell_afar(matter, _ASKED)
    if matter.state in _OUTCOMES:
        _tell_asker_later(matter, _OUTCOMES[matter.state])


def wake(matter: RecordMatter, now: datetime) -> None:
    """Tell those who may decide again, and those who can find somebody, that nobody has decided; in the caller's transaction."""
    _tell_roles(matter, two_persons.to_tell(matter.as_core(), now), _WAITS)
    _tell_afar(matter, _WAITS)


def tell_asker(matter: RecordMatter, kind: str) -> None:
    """Tell who asked what became of it; as a job, since who decides from afar does not see them."""
    notify(people=[matter.asked_by], organisation=matter.organisation, kind=kind, url=_url(matter))


def _tell_roles(matter: RecordMatter, roles: Iterable[Role], kind: str) -> None:
    if roles:
        notify_roles(organisation=matter.organisation, roles=roles, kind=kind, url=_listed(matter))


def _tell_afar(matter: RecordMatter, kind: str) -> None:
    seconds = ARRANGEMENTS[Flow(matter.flow)].seconds
    for organisation in Organisation.objects.filter(pk__in=matter.remote):
        notify_roles(organisation=organisation, roles=seconds, kind=kind, url=_listed(matter))


def _tell_asker_later(matter: RecordMatter, kind: str) -> None:
    from catenary.desk.mandate.tasks_jobs.matters import tell_asker_of  # noqa: PLC0415  jobs call this module

    tell_asker_of.defer(matter=matter.pk, kind=kind)


def _listed(matter: RecordMatter) -> str:
    """Where each sees what concerns them now: some are told who may not read a matter, or no longer once another decided it."""
    return f"{reverse('record_matters')}#{matter.public_id}"


def _url(matter: RecordMatter) -> str:
    return reverse("record_matter", args=[matter.public_id])
