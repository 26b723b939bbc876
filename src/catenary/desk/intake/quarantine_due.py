"""What waits at the quarantine desk, for the home page of those who see traffic."""

from collections.abc import Iterator

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catenary.core.intake.receipt import DeliveryState, MessageState
from catenary.desk.intake.models import Message, Spooled
from catenary.desk.intake.quarantine import TRAFFIC
from catenary.desk.mandate.access import decision
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import TaskItem


def waiting(here: SignedIn) -> Iterator[TaskItem]:
    """Messages to correct or refuse, and deliveries that only the carrier can send again while their original lasts."""
    if not decision(TRAFFIC, here).allowed:
        return
    count = Message.objects.filter(state=MessageState.QUARANTINED).count()
    if count:
        told = ngettext("%(count)d message waits", "%(count)d messages wait", count) % {"count": count}
        yield TaskItem(_("Messages in quarantine"), reverse("quarantine"), told)
    lost = Spooled.objects.filter(delivery__state=DeliveryState.QUARANTINED, expires_at__gt=here.now)
    if goes := lost.aggregate(first=Min("expires_at"))["first"]:
        title = _("Ask a carrier to send a delivery again that nobody could read")
        yield TaskItem(title, reverse("quarantine"), clock=clock(goes, here.now))
