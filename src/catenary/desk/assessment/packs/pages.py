"""Taking an offline pack, bringing it back, deciding what stands."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from catenary.basis.findings import ProblemError
from catenary.desk.assessment.access import SEE, seen_visit
from catenary.desk.assessment.models import BroughtPack, GivenPack
from catenary.desk.assessment.packs import shown
from catenary.desk.assessment.packs.bringing import bring_pack
from catenary.desk.assessment.packs.forms import BringForm, MergeForm, TakeForm
from catenary.desk.assessment.packs.giving import demand_given, give_pack
from catenary.desk.assessment.packs.merging import Merging, merge_pack, proposed
from catenary.desk.assessment.visits.answers import FORM, sheet_page, visit_form
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence
from catenary.formats.visit_pack.envelope import whole

_TAKE = Words(
    gettext_lazy("Take an offline pack"),
    gettext_lazy(
        "The questions you rate, your drafts, earlier answers and documents, in one locked file for your laptop. It is for you alone: it holds nobody else's ratings, and no interviewee."
    ),
    gettext_lazy("Make the pack"),
    gettext_lazy("The pack is made."),
)
_BRING = Words(
    gettext_lazy("Bring a pack back"),
    gettext_lazy("What you wrote on the laptop is shown beside what stands here. Nothing is handed in."),
    gettext_lazy("Bring it back"),
    gettext_lazy("It is here. Nothing has been merged yet."),
)


@require_GET
@desk_page(SEE)
def own_packs(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """All packs that somebody took."""
    return sheet_page(request, shown.packs_sheet(here))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def take(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Ask for a pack of a visit."""
    row = seen_visit(public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        language = translation.get_language() or "en"
        made = give_pack(
            actor=here,
            visit=public_id,
            passphrase=told["password"],
            language=language,
            though_unscanned=told["unscanned"],
        )
        return see("pack", made.public_id)

    return visit_form(request, row, TakeForm(request.POST or None), _TAKE, act)


@require_GET
@desk_page(SEE)
def pack(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One pack."""
    return sheet_page(request, shown.pack_sheet(here, GivenPack.objects.get(public_id=public_id)))


@require_GET
@desk_page(SEE)
def pack_file(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The signed and locked file, while a pack of the visit would still be given."""
    row = GivenPack.objects.get(public_id=public_id)
    if not shown.can_be_taken(row):
        raise Http404
    demand_given(here, seen_visit(row.visit.public_id))
    enter(room="assessment", act="take_pack", record=str(public_id))
    return _saved(whole(row.note.encode(), bytes(row.locked or b"")), f"visit-{public_id}.pack")


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def bring(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Bring back what a laptop wrote."""

    def act(told: dict[str, Any]) -> HttpResponse:
        return see("brought_pack", bring_pack(actor=here, data=told["file"].read()).public_id)

    return form_page(request, BringForm(request.POST or None, request.FILES or None), _BRING, act, FORM)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def brought(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What a laptop wrote beside what stands; a POST merges it."""
    row = BroughtPack.objects.select_related("pack").get(public_id=public_id)
    merging = proposed(here, row)
    form = MergeForm(request.POST if request.method == "POST" else None, questions=merging.entering)
    if request.method == "POST" and form.is_valid() and _merged(request, here, form, public_id):
        return see("brought_pack", public_id)
    return _page(request, row, merging, form)


@require_GET
@desk_page(SEE)
def drafts(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Everything a laptop wrote, as a file to keep or to copy from."""
    row = BroughtPack.objects.get(public_id=public_id)
    enter(room="assessment", act="take_pack_drafts", record=str(public_id))
    text = json.dumps(row.drafts, ensure_ascii=False, indent=1)
    return _saved(text.encode(), f"drafts-{public_id}.json")


def _merged(request: DeskRequest, here: SignedIn, form: MergeForm, public_id: UUID) -> bool:
    try:
        with transaction.atomic():
            done = merge_pack(actor=here, brought=public_id, choices=form.choices)
    except ProblemError as refusal:
        form.add_error(None, sentence(refusal.finding))
        return False
    messages.success(request, _merged_words(done))
    return True


def _merged_words(done: Merging) -> str:
    if done.kept:
        return _("What could enter is among your drafts. What could not is kept below, with the reason.")
    return _("Everything is among your drafts. Hand in what is done.")


def _page(request: DeskRequest, row: BroughtPack, merging: Merging, form: MergeForm) -> HttpResponse:
    told = {
        "row": row,
        "form": form,
        "merging": merging,
        "questions": shown.questions_shown(row, merging, form),
    }
    return render(request, "assessment/packs/brought.html", told, status=422 if form.errors else 200)


def _saved(data: bytes, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)
