"""What the room has for the shared parts of the desk: links, jobs, long work, things that are due."""

from collections.abc import Iterable
from importlib import import_module

from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.grants import DESK_ACTS
from catenary.core.mandate.model import DeskAct, Role
from catenary.desk.intake.channel_parts import register_channel_part
from catenary.desk.intake.kept_forms import KEPT_FORMS
from catenary.desk.intake.marking import forget, forget_hidden
from catenary.desk.intake.marking_jobs import after_reading
from catenary.desk.intake.opening import NOTICE
from catenary.desk.intake.outage.shown import outage_part
from catenary.desk.intake.quarantine import CORRECTION, READING_AGAIN
from catenary.desk.intake.quarantine_due import waiting
from catenary.desk.intake.telling import on_bookings, on_passages
from catenary.desk.mandate.people.kept_labels import know_forms
from catenary.desk.mandate.retention.reach import on_erase, on_mask
from catenary.desk.shell.due import register_due
from catenary.desk.shell.navigation import register_link
from catenary.desk.shell.notices.kinds import register_notice
from catenary.desk.shell.progress.services import register_work


def join() -> None:
    """Join them all; once, when the room is ready."""
    import_module("catenary.desk.intake.quarantine_jobs")
    on_passages(after_reading)
    on_bookings(after_reading)
    on_mask(forget_hidden)
    on_erase(forget)
    know_forms(KEPT_FORMS)
    register_channel_part(outage_part)
    register_link(10, _("Flights"), "flights", _sees_traffic)
    register_link(11, _("Look for travellers"), "search_travellers", _sees_traffic)
    register_link(12, _("Deliveries"), "deliveries", _sees_traffic)
    register_link(13, _("Carriers"), "carrier_desk", _sees_traffic)
    register_link(14, _("Quarantine"), "quarantine", _sees_traffic)
    register_link(76, _("Originals opened"), "originals", _watches)
    register_link(80, _("Channels"), "channels", _runs_channels)
    register_due(waiting)
    register_notice(NOTICE, _("Somebody asked to open the sealed original of a delivery"))
    register_work(CORRECTION, _("Reading a corrected message"))
    register_work(READING_AGAIN, _("Reading the messages of the quarantine again"))


def _runs_channels(roles: Iterable[Role]) -> bool:
    return any(DeskAct.RUN_CHANNELS in DESK_ACTS.get(role, ()) for role in roles)


def _watches(roles: Iterable[Role]) -> bool:
    return any(DeskAct.SEE_ACCESSES in DESK_ACTS.get(role, ()) for role in roles)


def _sees_traffic(roles: Iterable[Role]) -> bool:
    return any(DeskAct.SEE_TRAFFIC in DESK_ACTS.get(role, ()) for role in roles)
