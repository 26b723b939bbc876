"""Deliveries, one delivery, faults by sender: what the carrier desk needs, and nobody's name."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catenary.core.intake.outage import OutageAnswer
from catenary.core.intake.receipt import DeliveryState, Way
from catenary.desk.intake.delivery_queries import DeliveryShown, delivery_shown
from catenary.desk.intake.delivery_tables import (
    DELIVERED,
    delivery_faults_table,
    faults_listing,
    messages_table,
)
from catenary.desk.intake.flight_pages import TRAFFIC
from catenary.desk.intake.opening import OPEN
from catenary.desk.intake.words import DELIVERIES, OUTAGES, WAYS, tag
from catenary.desk.mandate.access import decision
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.listing import show
from catenary.desk.shell.parts import Answer


@require_GET
@desk_page(TRAFFIC)
def deliveries(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """What carriers delivered, the newest first."""
    return show(request, here, DELIVERED)


@require_GET
@desk_page(TRAFFIC)
def delivery(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One delivery, its messages, what was noticed in them."""
    shown = delivery_shown(public_id)
    told = {
        "shown": shown,
        "facts": _facts(shown, here.now),
        "unreadable": shown.delivery.state == DeliveryState.QUARANTINED,
        "openable": shown.waits_until is not None and decision(OPEN, here).allowed,
        "messages_table": messages_table(shown),
        "faults_table": delivery_faults_table(shown),
    }
    return render(request, "intake/delivery.html", told)


@require_GET
@desk_page(TRAFFIC)
def faults(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """How often which fault was found in whose messages."""
    return show(request, here, faults_listing(here.now))


def _facts(shown: DeliveryShown, now: datetime) -> tuple[Answer, ...]:
    row = shown.delivery
    answers = [
        Answer(_("Received"), row.received_at),
        Answer(_("Channel"), row.channel.name, exact=True),
        Answer(_("Way in"), str(WAYS[Way(row.channel.way)])),
        Answer(_("State"), tag(DELIVERIES, DeliveryState(row.state))),
        Answer(_("Bytes"), row.octets),
    ]
    if row.outage_answer:
        answers.append(Answer(_("Answered unchecked"), str(OUTAGES[OutageAnswer(row.outage_answer)])))
    if row.read_at:
        answers.append(Answer(_("Read"), row.read_at))
    if shown.waits_until:
        answers.append(Answer(_("The sealed original goes"), clock(shown.waits_until, now)))
    return tuple(answers)
