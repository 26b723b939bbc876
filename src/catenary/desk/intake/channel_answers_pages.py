"""The page that settles how a carrier is answered. A new key is shown once, on the page that made it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catenary.core.mandate.model import DeskAct
from catenary.desk.intake.channel_answers import set_answers
from catenary.desk.intake.channel_answers_forms import AnswersForm
from catenary.desk.intake.models import Channel
from catenary.desk.mandate.access import of_desk
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.formats.webhooks.signing import written

_WORDS = Words(
    _("Answers to the carrier"),
    _(
        "Agreed with the carrier: which codes it is told, what it is told in an outage, and how it learns that an answer has changed."
    ),
    _("Settle the answers"),
    _("The answers are settled."),
)
_FIELDS = ("outage_answer", "answer_codes", "push_address")


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(of_desk(DeskAct.RUN_CHANNELS))
@once
def settle_answers(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Settle how a carrier is answered."""
    row = Channel.objects.select_related("organisation").get(
        organisation=here.organisation, public_id=public_id
    )

    def act(told: dict[str, Any]) -> HttpResponse:
        key = set_answers(actor=here, channel=row, **told)
        if key is None:
            return see("channel", public_id)
        return render(request, "intake/channel_key.html", {"channel": row, "key": written(key)})

    form = AnswersForm(request.POST or None, initial={name: getattr(row, name) for name in _FIELDS})
    return form_page(request, form, _WORDS, act, "intake/channel_form.html", about=row)
