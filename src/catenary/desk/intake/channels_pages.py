"""The channels desk: which carriers are connected, how, and what came lately."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.core.mandate.model import DeskAct
from catenary.desk.intake import channels as services
from catenary.desk.intake.channel_parts import channel_parts
from catenary.desk.intake.channels_forms import ChannelForm
from catenary.desk.intake.channels_queries import channels_of, traffic
from catenary.desk.intake.channels_tables import (
    channel_answers,
    channels_table,
    standing_answers,
    traffic_answers,
)
from catenary.desk.intake.models import Channel
from catenary.desk.mandate.access import of_desk
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.forms import ReasonForm
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see

RUN = of_desk(DeskAct.RUN_CHANNELS)
_OPEN = Words(
    _("Open a channel"),
    _("A way in for one carrier. Whoever opens it sees nothing of what comes through it."),
    _("Open the channel"),
    _("The channel is open."),
)
_CLOSE = Words(
    _("Close the channel"),
    _("Nothing more is taken through it, for good. What came stays."),
    _("Close the channel"),
    _("The channel is closed."),
    warning=True,
)


@require_GET
@desk_page(RUN)
def channels(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Every channel of the organisation."""
    table = channels_table(list(channels_of(here.organisation)))
    return render(request, "intake/channels.html", {"table": table})


@require_GET
@desk_page(RUN)
def channel(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One channel."""
    row = _channel(here, public_id)
    told = {
        "channel": row,
        "answers": channel_answers(row, settings.CATENARY.origin),
        "standing": standing_answers(row),
        "traffic": traffic_answers(traffic(row, timezone.now())),
        "parts": channel_parts(row),
    }
    return render(request, "intake/channel.html", told)


@require_http_methods(["GET", "POST"])
@desk_page(RUN)
@once
def open_channel(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Connect a carrier."""

    def act(told: dict[str, Any]) -> HttpResponse:
        return see("channel", services.open_channel(actor=here, **told).public_id)

    form = ChannelForm(request.POST or None, organisation=here.organisation)
    return form_page(request, form, _OPEN, act, "intake/channel_form.html")


@require_http_methods(["GET", "POST"])
@desk_page(RUN)
@once
def close_channel(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Take nothing more from a carrier."""
    row = _channel(here, public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        services.close_channel(actor=here, channel=row, **told)
        return see("channel", public_id)

    form = ReasonForm(request.POST or None)
    return form_page(request, form, _CLOSE, act, "intake/channel_form.html", about=row)


def _channel(here: SignedIn, public_id: UUID) -> Channel:
    mine = Channel.objects.filter(organisation=here.organisation)
    return mine.select_related("organisation", "program").get(public_id=public_id)
