"""Who is told of a matter about records, as core says: here, and in the organisations that may decide from afar."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate import flow as two_persons
from catenary.core.mandate.flow_table import ARRANGEMENTS, Flow, State
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import RecordMatter
from catenary.desk.shell.notices.kinds import register_notice
from catenary.desk.shell.notices.services import notify_roles

_ASKED, _MOVED = "record_matter_asked", "record_matter_moved"


def register_kinds() -> None:
    """Give the notices their sentences; once, when the room is ready."""
    register_notice(_ASKED, _("A decision about a record waits for a second person"))
    register_notice(_MOVED, _("A decision about a record was taken, or its time is over"))


def tell(matter: RecordMatter, now: datetime) -> None:
    """Tell everybody whom core names of the matter as it stands now, in the caller's transaction."""
    core = matter.as_core()
    url = reverse("record_matter", args=[matter.public_id])
    kind = _ASKED if matter.state == State.ASKED else _MOVED
    if roles := two_persons.to_tell(core, now):
        notify_roles(organisation=matter.organisation, roles=roles, kind=kind, url=url)
    if matter.state == State.ASKED:
        seconds = ARRANGEMENTS[Flow(matter.flow)].seconds
        for organisation in Organisation.objects.filter(pk__in=matter.remote):
            notify_roles(organisation=organisation, roles=seconds, kind=kind, url=url)
