"""The quarantine desk: what waits, one message with its text, correcting it, refusing it, the reply to the carrier."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Act, DataClass
from catenary.desk.intake import quarantine as services
from catenary.desk.intake.carrier_reply import reply_to
from catenary.desk.intake.delivery_queries import unread
from catenary.desk.intake.forms import CorrectForm, RefuseForm
from catenary.desk.intake.kept_texts import record_of, text_of
from catenary.desk.intake.message_page import is_answerable, message_shown
from catenary.desk.intake.models import Message
from catenary.desk.intake.quarantine_tables import WAITING, unread_table
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.desk_page import ACCESS_REFUSALS, desk_page
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import ask_for_task, lacks_task
from catenary.desk.shell.listing import show
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

TRAFFIC = services.TRAFFIC


@require_GET
@desk_page(TRAFFIC)
def quarantine(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The messages that wait for an officer, and the deliveries that nobody could read."""
    return show(request, here, WAITING, {"unread": unread_table(unread(here.now), here.now)})


@require_GET
@desk_page(TRAFFIC)
def message(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One message: its text segment by segment, and what was noticed in each."""
    row = _row(public_id)
    if _lacks_task(here, row):
        return ask_for_task(request)
    _see(here, row)
    return _page(request, here, row)


@require_POST
@desk_page(TRAFFIC)
@once
def correct(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Put a corrected text in its place; what is wrong with it is told on the page."""
    row = _row(public_id)
    if _lacks_task(here, row):
        return ask_for_task(request)
    form = CorrectForm(request.POST)
    if form.is_valid():
        try:
            work = services.correct(actor=here, message=public_id, written=form.cleaned_data["text"])
        except ProblemError as refusal:
            _tell(form, refusal)
        else:
            return see("work", work.public_id)
    _see(here, row)
    return _page(request, here, row, correcting=form)


@require_POST
@desk_page(TRAFFIC)
@once
def refuse(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Decide that the message cannot be used."""
    row = _row(public_id)
    if _lacks_task(here, row):
        return ask_for_task(request)
    form = RefuseForm(request.POST)
    if form.is_valid():
        try:
            services.refuse(actor=here, message=public_id, reason=form.cleaned_data["reason"])
        except ProblemError as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The message is set aside. Tell the carrier with the reply below."))
            return see("message", public_id)
    _see(here, row)
    return _page(request, here, row, refusing=form)


@require_GET
@desk_page(TRAFFIC)
def reply(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The answer to the carrier, as a file."""
    row = _row(public_id)
    if _lacks_task(here, row):
        return ask_for_task(request)
    demand(here, Act.SEE, record_of(row))
    if not is_answerable(row):
        raise Http404
    told = reply_to(row, text_of(row), here.now)
    enter(room="intake", act="take_reply", record=str(record_of(row).public_id))
    headers = {"Content-Disposition": f'attachment; filename="reply-{row.pk}.edi"'}
    return HttpResponse(told, content_type="text/plain; charset=us-ascii", headers=headers)


@require_http_methods(["GET", "POST"])
@desk_page(TRAFFIC)
@once
def read_again(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Have every message of the quarantine read again."""
    if request.method == "GET":
        return render(request, "intake/quarantine_again.html")
    return see("work", services.have_all_read_again(actor=here).public_id)


def _row(public_id: UUID) -> Message:
    rows = Message.objects.select_related("delivery__channel", "record__organisation", "corrects")
    return rows.get(public_id=public_id)


def _lacks_task(here: SignedIn, row: Message) -> bool:
    """Bookings are opened for fewer purposes than passenger lists."""
    return lacks_task(here, (DataClass(record_of(row).data_class),), Act.SEE)


def _see(here: SignedIn, row: Message) -> None:
    demand(here, Act.SEE, record_of(row))
    enter(room="intake", act="see_message", record=str(record_of(row).public_id))


def _tell(form: CorrectForm | RefuseForm, refusal: ProblemError) -> None:
    if refusal.finding.code in ACCESS_REFUSALS:
        raise refusal
    form.add_error(None, sentence(refusal.finding))


def _page(
    request: DeskRequest,
    here: SignedIn,
    row: Message,
    correcting: CorrectForm | None = None,
    refusing: RefuseForm | None = None,
) -> HttpResponse:
    shown = message_shown(here, row)
    told = {
        "shown": shown,
        "correcting": correcting or CorrectForm(initial={"text": shown.editable}),
        "refusing": refusing or RefuseForm(),
    }
    return render(request, "intake/message.html", told, status=422 if correcting or refusing else 200)
