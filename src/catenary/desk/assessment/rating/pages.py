"""Where one rates: what is left, and one question at a time; drafts are kept with and without script."""

import re
from typing import Any, Final
from uuid import UUID

from attrs import frozen
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.assessment.confidence import Stance
from catenary.desk.assessment.access import SEE, leads, seen_visit
from catenary.desk.assessment.models import Panel, VisitDocument
from catenary.desk.assessment.rating import documents, writing
from catenary.desk.assessment.rating.forms import (
    CountsForm,
    DocumentEvidenceForm,
    EvidenceForm,
    KeyForm,
    RateForm,
    ReasonForm,
)
from catenary.desk.assessment.rating.measured import measured_shown
from catenary.desk.assessment.rating.queries import RatingPage, own_work, rating_page
from catenary.desk.assessment.rating.shown import evidence_shown
from catenary.desk.assessment.visits.answers import visit_form
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.parts import Place
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FORM: Final = "assessment/rating/form.html"
_WITHDRAW = Words(
    gettext_lazy("Withdraw your rating"),
    gettext_lazy(
        "It stays where it is, marked as withdrawn, and counts no more. You cannot rate the question again."
    ),
    gettext_lazy("Withdraw it"),
    gettext_lazy("Your rating is withdrawn."),
    warning=True,
)


_CHECK = Words(
    gettext_lazy("Check a signed counts file"),
    gettext_lazy(
        "A counts file holds counts and no persons. Its signature is checked with the key that the unit publishes."
    ),
    gettext_lazy("Check it"),
    gettext_lazy("The signature is the unit's. Raters see the counts beside their questions."),
)
_COUNTS = Words(
    gettext_lazy("Name measured practice"),
    gettext_lazy(
        "A counts file holds counts and no persons. Its signature is checked with the key that the unit publishes."
    ),
    gettext_lazy("Name it as evidence"),
    gettext_lazy("The signature is the unit's. The counts are among your evidence."),
)


@frozen
class Naming:
    """The two ways of naming evidence on the page of a question."""

    piece: EvidenceForm
    document: DocumentEvidenceForm


@require_GET
@desk_page(SEE)
def my_rating(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What somebody rates in a visit, by area, and what is left."""
    visit = seen_visit(public_id)
    work = own_work(here, visit)
    habit = sentence(work.habit) if work.habit else ""
    told = {
        "visit": visit,
        "work": work,
        "next": work.after(None),
        "habit": habit,
        "leads": leads(here, visit),
    }
    return render(request, "assessment/rating/mine.html", told)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
def rate(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One question, for one who rates it; a POST says in `do` what to do with what was written."""
    row = seen_panel(public_id)
    page = rating_page(here, row)
    form = _rate_form(request, page)
    evidence = Naming(
        EvidenceForm(request.POST if request.POST.get("do") == "evidence" else None),
        _document_form(request, page),
    )
    if request.method == "POST" and form.is_valid():
        wanted = "remove" if "remove" in request.POST else request.POST.get("do", "")
        answered = _DEEDS.get(wanted, _keep)(request, here, page, form, evidence)
        if answered is not None:
            return answered
    return _shown(request, here, page, form, evidence)


@require_POST
@desk_page(SEE)
def take_back(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Make a rating a draft again."""
    writing.take_back(actor=here, panel=seen_panel(public_id).public_id)
    messages.success(request, _("It is a draft again. Hand it in when it is done."))
    return see("rate", public_id)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def name_counts(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Name a unit's signed counts file as evidence of measured practice."""
    row = seen_panel(public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        data, stance = told["file"].read(), Stance(told["stance"])
        writing.name_counts(actor=here, panel=public_id, data=data, key=told["key"], stance=stance)
        return see("rate", public_id)

    return form_page(
        request, CountsForm(request.POST or None, request.FILES or None), _COUNTS, act, FORM, row=row
    )


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def check_counts(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Check the signature of a counts file that is a document of the visit."""
    row = VisitDocument.objects.select_related("visit__visited").get(public_id=public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        documents.check_counts(actor=here, document=public_id, **told)
        return see("visit_document", public_id)

    back = Place(_("The document"), reverse("visit_document", args=[public_id]))
    return visit_form(request, row.visit, KeyForm(request.POST or None), _CHECK, act, back=back)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def withdraw(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Withdraw a rating that was shown."""
    row = seen_panel(public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        writing.withdraw(actor=here, panel=public_id, **told)
        return see("panel_meeting", public_id)

    return form_page(request, ReasonForm(request.POST or None), _WITHDRAW, act, FORM, row=row)


def seen_panel(public_id: UUID) -> Panel:
    """The panel with its visit, if whoever acts may see it. Raises Panel.DoesNotExist."""
    rows = Panel.objects.select_related("visit__body", "visit__visited", "visit__edition")
    return rows.get(public_id=public_id)


def _rate_form(request: DeskRequest, page: RatingPage) -> RateForm:
    rating = page.rating
    kept = str(writing.answer_of(rating) or "") if rating else ""
    return RateForm(
        request.POST or None,
        initial={"answer": kept, "reason": rating.reason if rating else ""},
        cannot_apply=bool(page.question.not_applicable),
    )


def _document_form(request: DeskRequest, page: RatingPage) -> DocumentEvidenceForm:
    named = [(each.public_id, each.title) for each in page.documents]
    wanted = request.POST if request.POST.get("do") == "document" else None
    return DocumentEvidenceForm(wanted, documents=named)


def _keep(
    request: DeskRequest, here: SignedIn, page: RatingPage, form: RateForm, _evidence: Naming
) -> HttpResponse | None:
    done = _done(form, lambda: _draft(here, page, form))
    if request.POST.get("do") == "auto":
        told = {"at": here.now, "problems": form.non_field_errors()}
        return render(request, "assessment/rating/kept.html", told)
    if not done:
        return None
    messages.success(request, _("Your draft is kept. Nobody else sees it."))
    return see("rate", page.panel.public_id)


def _name_evidence(
    request: DeskRequest, here: SignedIn, page: RatingPage, form: RateForm, evidence: Naming
) -> HttpResponse | None:
    piece = evidence.piece
    if not piece.is_valid() or not _done(form, lambda: _draft(here, page, form)):
        return None
    panel = page.panel.public_id
    done = _done(piece, lambda: writing.add_evidence(actor=here, panel=panel, piece=piece.piece))
    return see("rate", panel) if done else None


def _name_document(
    request: DeskRequest, here: SignedIn, page: RatingPage, form: RateForm, evidence: Naming
) -> HttpResponse | None:
    document = evidence.document
    if not document.is_valid() or not _done(form, lambda: _draft(here, page, form)):
        return None
    panel = page.panel.public_id
    done = _done(document, lambda: documents.name_document(actor=here, panel=panel, **document.told))
    return see("rate", panel) if done else None


def _hand_in(
    request: DeskRequest, here: SignedIn, page: RatingPage, form: RateForm, _evidence: Naming
) -> HttpResponse | None:
    panel, said = page.panel.public_id, form.said(translation.get_language() or "")
    if not _done(form, lambda: writing.submit(actor=here, panel=panel, said=said)):
        return None
    following = page.work.after(panel)
    if following is None or following.panel == panel:
        messages.success(request, _("Handed in. Nothing is left for you to rate in this visit."))
        return see("my_rating", page.panel.visit.public_id)
    messages.success(request, _("Handed in. This is the next."))
    return see("rate", following.panel)


def _remove(
    request: DeskRequest, here: SignedIn, page: RatingPage, form: RateForm, _evidence: Naming
) -> HttpResponse | None:
    panel, piece = page.panel.public_id, request.POST["remove"]
    if not _UUID.fullmatch(piece) or not _done(form, lambda: _draft(here, page, form)):
        return None
    writing.remove_evidence(actor=here, panel=panel, evidence=UUID(piece))
    return see("rate", panel)


_DEEDS: Final = {
    "submit": _hand_in,
    "evidence": _name_evidence,
    "document": _name_document,
    "remove": _remove,
}


def _draft(here: SignedIn, page: RatingPage, form: RateForm) -> object:
    said = form.said(translation.get_language() or "")
    return writing.keep_draft(actor=here, panel=page.panel.public_id, said=said)


def _done(form: Any, deed: Any) -> bool:
    """Do it, or say above the form why not; what was refused leaves nothing behind."""
    try:
        with transaction.atomic():
            deed()
    except ProblemError as refusal:
        form.add_error(None, sentence(refusal.finding))
        return False
    return True


def _shown(
    request: DeskRequest, here: SignedIn, page: RatingPage, form: RateForm, evidence: Naming
) -> HttpResponse:
    pieces = page.rating.evidence.all() if page.rating else ()
    told = {
        "page": page,
        "form": form,
        "chosen": str(form["answer"].value() or ""),
        "evidence": evidence.piece,
        "document": evidence.document,
        "measured": [measured_shown(each) for each in documents.measured_in(page.documents)],
        "pieces": [evidence_shown(each) for each in pieces],
        "closed": sentence(page.closed) if page.closed else "",
        "following": page.work.after(page.panel.public_id),
    }
    wrong = form.errors or evidence.piece.errors or evidence.document.errors
    return render(request, "assessment/rating/rate.html", told, status=422 if wrong else 200)
