"""Documents of a visit, and comments on facts with their answers."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from catenary.desk.assessment.access import SEE, seen_visit
from catenary.desk.assessment.models import FactualComment, Visit, VisitDocument
from catenary.desk.assessment.visits import paper_queries, papers
from catenary.desk.assessment.visits.answers import sheet_page, visit_form
from catenary.desk.assessment.visits.forms import ResumeForm
from catenary.desk.assessment.visits.people_forms import AnswerForm, DocumentForm, FactForm
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.parts import Place
from catenary.desk.shell.see_other import see

_DOCUMENT = Words(
    gettext_lazy("Add a document"),
    gettext_lazy("Your own side reads it; the other only where you share it."),
    gettext_lazy("Add it"),
    gettext_lazy("The document is added."),
)
_SHARE = Words(
    gettext_lazy("Share a document"),
    gettext_lazy("Whoever read it while it was shared has read it."),
    gettext_lazy("Change it"),
    gettext_lazy("It is changed."),
)
_FACT = Words(
    gettext_lazy("Add a comment"),
    gettext_lazy("The body sees your comments once you hand all of them in."),
    gettext_lazy("Add it"),
    gettext_lazy("The comment is kept. It is not handed in yet."),
)
_DROP = Words(
    gettext_lazy("Take a comment back"),
    gettext_lazy("It was not handed in: nobody else has seen it."),
    gettext_lazy("Take it back"),
    gettext_lazy("The comment is gone."),
    warning=True,
)
_ANSWER = Words(
    gettext_lazy("Answer a comment"),
    gettext_lazy("The State reads it, and it is annexed to the report."),
    gettext_lazy("Answer it"),
    gettext_lazy("The answer is kept."),
)


@require_GET
@desk_page(SEE)
def documents(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Documents of one's own side, and those the other shares."""
    return sheet_page(request, paper_queries.documents_sheet(here, seen_visit(public_id)))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def add_document(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """A document with its file."""
    row = seen_visit(public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        return see("visit_document", papers.add_document(actor=here, visit=public_id, **given).public_id)

    form = DocumentForm(request.POST or None, request.FILES or None)
    back = Place(_("Documents"), reverse("visit_documents", args=[public_id]))
    return visit_form(request, row, form, _DOCUMENT, act, back=back)


@require_GET
@desk_page(SEE)
def document(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One document, with its file."""
    row = VisitDocument.objects.select_related("visit__visited").get(public_id=public_id)
    files = paper_queries.document_files(row)
    return sheet_page(request, paper_queries.document_sheet(here, row), files=files)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def share(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Let the other side read it, or no more."""
    row = VisitDocument.objects.select_related("visit__visited").get(public_id=public_id)

    def act(_given: dict[str, Any]) -> HttpResponse:
        papers.share_document(actor=here, document=public_id, shared=not row.shared)
        return see("visit_document", public_id)

    form = ResumeForm(request.POST if request.method == "POST" else None)
    back = Place(_("The document"), reverse("visit_document", args=[public_id]))
    return visit_form(request, row.visit, form, _SHARE, act, back=back)


@require_GET
@desk_page(SEE)
def comments(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Comments on facts, point by point."""
    return sheet_page(request, paper_queries.comments_sheet(here, seen_visit(public_id)))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def add_comment(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """A comment of the State."""
    row = seen_visit(public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        papers.add_comment(actor=here, visit=public_id, **given)
        return see("visit_comments", public_id)

    return visit_form(request, row, FactForm(request.POST or None), _FACT, act, back=_back(row))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def drop_comment(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Take a comment back before it is handed in."""
    row = _comment(public_id)

    def act(_given: dict[str, Any]) -> HttpResponse:
        papers.drop_comment(actor=here, comment=public_id)
        return see("visit_comments", row.visit.public_id)

    form = ResumeForm(request.POST if request.method == "POST" else None)
    return visit_form(request, row.visit, form, _DROP, act, back=_back(row.visit))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def answer_comment(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What the body did about it."""
    row = _comment(public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        papers.answer_comment(actor=here, comment=public_id, **given)
        return see("visit_comments", row.visit.public_id)

    form = AnswerForm(request.POST or None, initial={"outcome": row.outcome, "answer": row.answer})
    return visit_form(request, row.visit, form, _ANSWER, act, back=_back(row.visit), caption=row.about)


def _comment(public_id: UUID) -> FactualComment:
    return FactualComment.objects.select_related("visit__visited").get(public_id=public_id)


def _back(row: Visit) -> Place:
    return Place(_("Comments on facts"), reverse("visit_comments", args=[row.public_id]))
