"""The pages of a pack on a laptop: what is asked, one question at a time, documents. Every save is on the disk before it is told."""

from typing import Any, Final

from attrs import evolve
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.basis.findings import ProblemError
from catenary.core.assessment.evidence import demand_sound
from catenary.core.assessment.pack_merging import Draft, Named, Words
from catenary.desk.assessment.packs.laptop import shown
from catenary.desk.assessment.packs.laptop.working import Working
from catenary.desk.assessment.rating.forms import EvidenceForm, RateForm
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence
from catenary.formats.visit_pack.contents import QuestionRecord

_SAVED: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What is asked, by area, and the documents."""
    working = _opened()
    told = {
        "visit": working.visit,
        "areas": shown.areas_of(working),
        "papers": shown.papers_of(working),
        "file": working.file,
        "written": working.file.exists(),
    }
    return render(request, "assessment/packs/laptop/home.html", told)


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, code: str) -> HttpResponse:
    """One question; a POST says in `do` what to do with what was written."""
    working, asked = _asked(code)
    form = _form(request, working, asked)
    evidence = EvidenceForm(request.POST if request.POST.get("do") == "evidence" else None)
    if request.method == "POST" and form.is_valid() and (not evidence.is_bound or evidence.is_valid()):
        done = _kept(request, working, code, form, evidence)
        if request.POST.get("do") == "auto":
            told = {"at": timezone.now(), "problems": form.non_field_errors()}
            return render(request, "assessment/rating/kept.html", told)
        if done:
            return _onward(request, working, code)
    return _page(request, working, code, form, evidence)


@require_GET
def document(request: HttpRequest, part: str) -> HttpResponse:
    """A document's file, to be saved and never shown within these pages."""
    working = _opened()
    record = next((each for each in working.visit.documents if each.part == part), None)
    if record is None or part not in working.parts:
        raise Http404
    name = str(content_disposition_header(as_attachment=True, filename=record.name))
    headers = {**_SAVED, "Content-Disposition": name}
    return HttpResponse(working.parts[part], content_type="application/octet-stream", headers=headers)


def _opened() -> Working:
    working = settings.OPEN_PACK
    assert isinstance(working, Working)
    return working


def _asked(code: str) -> tuple[Working, QuestionRecord]:
    working = _opened()
    try:
        return working, working.question(code)
    except ProblemError as unknown:
        raise Http404 from unknown


def _form(request: HttpRequest, working: Working, asked: QuestionRecord) -> RateForm:
    draft = working.draft(asked.code)
    initial = {"answer": str(draft.answer or ""), "reason": draft.reason.text}
    return RateForm(request.POST or None, initial=initial, cannot_apply=asked.cannot_apply)


def _kept(request: HttpRequest, working: Working, code: str, form: RateForm, evidence: EvidenceForm) -> bool:
    """Write it down, or say above the form why not."""
    try:
        working.keep(code, lambda before: _written(request, before, form, evidence), timezone.now())
    except ProblemError as refusal:
        form.add_error(None, sentence(refusal.finding))
        return False
    return True


def _written(request: HttpRequest, before: Draft, form: RateForm, evidence: EvidenceForm) -> Draft:
    """The draft as it was sent. Raises ProblemError with the fault of a new piece of evidence."""
    said = form.said(translation.get_language() or "")
    reason = Words(said.reason, said.language)
    if reason == before.reason:
        reason = before.reason  # in the language it was written in, whatever the page's is now
    draft = evolve(before, answer=said.answer, reason=reason)
    if evidence.is_bound:
        demand_sound([evidence.piece], timezone.now().date())
        draft = evolve(draft, evidence=draft.evidence | {Named(evidence.piece)})
    removed = request.POST.get("remove", "")
    return evolve(draft, evidence=(each for each in draft.evidence if shown.name_of_piece(each) != removed))


def _onward(request: HttpRequest, working: Working, code: str) -> HttpResponse:
    messages.success(request, _("Your draft is kept on this laptop."))
    if request.POST.get("do") == "next":
        return see(shown.question_page(working, working.question(code)).following or "pack_home")
    return see("pack_question", code)


def _page(
    request: HttpRequest, working: Working, code: str, form: RateForm, evidence: EvidenceForm
) -> HttpResponse:
    told: dict[str, Any] = {
        "page": shown.question_page(working, working.question(code)),
        "visit": working.visit,
        "form": form,
        "chosen": str(form["answer"].value() or ""),
        "evidence": evidence,
    }
    wrong = form.errors or evidence.errors
    return render(request, "assessment/packs/laptop/question.html", told, status=422 if wrong else 200)
