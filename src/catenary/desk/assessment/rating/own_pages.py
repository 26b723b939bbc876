"""A State's own score, area by area; and the invented cases that raters rate at induction."""

from collections.abc import Sequence
from uuid import UUID

from attrs import frozen
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.assessment.visit_words import Side, VisitAct
from catenary.core.measures.flow import EditionState
from catenary.core.measures.model import Answer, Question
from catenary.desk.assessment.access import SEE, seen_visit, sides_of
from catenary.desk.assessment.models import SelfScore, VignetteRating, Visit
from catenary.desk.assessment.rating.forms import CaseForm
from catenary.desk.assessment.rating.of_visit import by_area, edition_of, questions_of
from catenary.desk.assessment.rating.own_forms import OwnScoreForm, own_answers
from catenary.desk.assessment.rating.own_scores import (
    MeanwhileError,
    hand_in_own_score,
    is_asked,
    keep_own_scores,
    own_scores,
    rate_case,
)
from catenary.desk.assessment.rating.queries import area_called, asked_of, texts_in
from catenary.desk.assessment.visits.steps import take_step
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.measures.editions import editions, method_of
from catenary.desk.shell.conflicts import merge_page
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence


@frozen
class AreaOfScore:
    """An area, and how many of its questions have an answer."""

    code: str
    name: str
    questions: int
    answered: int


@require_GET
@desk_page(SEE)
def own_score(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The areas of the State's own score, and what is left."""
    visit = _own_visit(here, public_id)
    rows = own_scores(visit)
    told = {
        "visit": visit,
        "areas": _areas(visit, rows),
        "asked": is_asked(visit) and not any(each.handed_in_at for each in rows),
    }
    return render(request, "assessment/rating/own.html", told)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
def own_score_area(request: DeskRequest, here: SignedIn, public_id: UUID, area: str) -> HttpResponse:
    """The questions of one area; a POST keeps what was answered, or shows what somebody else of the State answered meanwhile."""
    visit = _own_visit(here, public_id)
    questions = by_area(edition_of(visit), questions_of(visit)).get(area)
    if questions is None:
        raise Http404
    form = _own_form(request, visit, questions)
    if request.method == "POST" and form.is_valid():
        try:
            keep_own_scores(actor=here, visit=public_id, answers=form.told)
        except MeanwhileError as meanwhile:
            return merge_page(request, form, form.beside(meanwhile.rows))
        except ProblemError as refusal:
            form.add_error(None, sentence(refusal.finding))
        else:
            messages.success(request, _("Your answers are kept. Nobody else sees them yet."))
            return see("own_score", public_id)
    edition = edition_of(visit)
    told = {"visit": visit, "form": form, "area": area_called(edition, texts_in(visit, edition), area)}
    return render(request, "assessment/rating/own_area.html", told, status=422 if form.errors else 200)


@require_POST
@desk_page(SEE)
@once
def hand_in_own(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Hand the State's own score in, and take the visit's step."""
    hand_in_own_score(actor=here, visit=public_id)
    take_step(actor=here, visit=public_id, act=VisitAct.HAND_IN_SELF_SCORE)
    messages.success(request, _("Your own score is handed in."))
    return see("own_score", public_id)


@require_GET
@desk_page(SEE)
def induction(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The invented cases of every edition in force, and which of them are left."""
    rated = set(VignetteRating.objects.filter(rater=here.person).values_list("edition", "vignette"))
    told = [
        (row, [(each, (row.pk, each.code) in rated) for each in method_of(row).vignettes])
        for row in editions().filter(state=EditionState.FROZEN)
    ]
    return render(request, "assessment/rating/induction.html", {"editions": told})


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def induction_case(request: DeskRequest, here: SignedIn, public_id: UUID, case: str) -> HttpResponse:
    """One invented case, rated once."""
    row = editions().get(public_id=public_id)
    method = method_of(row)
    if case not in method.vignette_of:
        raise Http404
    vignette = method.vignette_of[case]
    question = method.question_of[vignette.question]
    form = CaseForm(request.POST or None, asked=asked_of(question, {}, method.language))
    if request.method == "POST" and form.is_valid():
        answer = Answer.parse(form.cleaned_data["answer"])
        try:
            rate_case(
                actor=here,
                edition=public_id,
                vignette=case,
                answer=answer,
                reason=form.cleaned_data["reason"],
            )
        except ProblemError as refusal:
            form.add_error(None, sentence(refusal.finding))
        else:
            messages.success(request, _("Your rating of the case is kept. It is yours alone."))
            return see("induction")
    told = {"case": vignette, "question": question, "form": form}
    return render(request, "assessment/rating/case.html", told, status=422 if form.errors else 200)


def _own_visit(here: SignedIn, public_id: UUID) -> Visit:
    visit = seen_visit(public_id)
    if Side.STATE not in sides_of(here, visit) or visit.edition_id is None:
        raise Http404
    return visit


def _areas(visit: Visit, rows: Sequence[SelfScore]) -> list[AreaOfScore]:
    edition, answered = edition_of(visit), {each.question for each in rows}
    texts = texts_in(visit, edition)
    return [
        AreaOfScore(
            code,
            area_called(edition, texts, code),
            len(questions),
            sum(each.code in answered for each in questions),
        )
        for code, questions in by_area(edition, questions_of(visit)).items()
    ]


def _own_form(request: DeskRequest, visit: Visit, questions: Sequence[Question]) -> OwnScoreForm:
    edition = edition_of(visit)
    texts = texts_in(visit, edition)
    asked = [asked_of(each, texts, edition.language) for each in questions]
    return OwnScoreForm(request.POST or None, initial=own_answers(own_scores(visit)), questions=asked)
