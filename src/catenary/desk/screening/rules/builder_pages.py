"""The builder: a draft's words, and its criteria added, removed and ordered, each by a plain form."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.screening.targeting_facts import TRAITS, Fact
from catenary.desk.mandate.desk_page import ACCESS_REFUSALS, desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.screening.models import RuleVersion
from catenary.desk.screening.rules import queries
from catenary.desk.screening.rules.figures import factor_words
from catenary.desk.screening.rules.forms import CriterionForm, FactForm, WordsForm
from catenary.desk.screening.rules.words import SIDES
from catenary.desk.screening.rules.writing import (
    WRITE,
    Side,
    add_criterion,
    move_up,
    remove_criterion,
    set_words,
)
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

_FORM = "screening/rules/form.html"
_WORDS = Words(
    _("What it looks for, and until when"),
    _("Everybody who decides about the rule, and every audit, reads these words."),
    _("Keep the words"),
    _("The words are kept."),
)
_ADD = Words(
    _("Add a criterion"),
    _("What is not known of a journey meets no criterion."),
    _("Add the criterion"),
    _("The criterion is added."),
)


@require_http_methods(["GET", "POST"])
@desk_page(WRITE)
def words(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What the version looks for, and when somebody looks again."""
    row = queries.version_seen(here, public_id)
    known = {"aim": row.aim, "review_on": row.review_on}

    def act(told: dict[str, Any]) -> HttpResponse:
        set_words(actor=here, version=public_id, **told)
        return see("rule_version", public_id)

    return form_page(request, WordsForm(request.POST or None, initial=known), _WORDS, act, _FORM, row=row)


@require_http_methods(["GET", "POST"])
@desk_page(WRITE)
@once
def add(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Choose a fact; then say what is asked of it."""
    row, side = queries.version_seen(here, public_id), _side(request.GET.get("side", Side.CRITERIA.value))
    chosen = FactForm(request.GET if "fact" in request.GET else None)
    if not chosen.is_valid():
        return _choose(request, row, side, chosen)
    fact = Fact(chosen.cleaned_data["fact"])
    form = CriterionForm(request.POST if request.method == "POST" else None, fact=fact)

    def act(_told: dict[str, Any]) -> HttpResponse:
        assert form.criterion is not None
        add_criterion(actor=here, version=public_id, side=side, criterion=form.criterion)
        return see("rule_version", public_id)

    note = factor_words() if fact in TRAITS else ""
    return form_page(request, form, _ADD, act, _FORM, row=row, side=SIDES[side], note=note, fact=fact)


@require_POST
@desk_page(WRITE)
def remove(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One criterion less."""
    return _changed(request, here, public_id, remove_criterion)


@require_POST
@desk_page(WRITE)
def up(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """A criterion before the one above it."""
    return _changed(request, here, public_id, move_up)


def _changed(
    request: DeskRequest, here: SignedIn, public_id: UUID, change: Callable[..., RuleVersion]
) -> HttpResponse:
    side, place = _side(request.POST.get("side", "")), request.POST.get("place", "")
    if not place.isdecimal():
        raise Http404
    try:
        change(actor=here, version=public_id, side=side, place=int(place))
    except ProblemError as refusal:
        if refusal.finding.code in ACCESS_REFUSALS:
            raise
        messages.error(request, sentence(refusal.finding))
    return see("rule_version", public_id)


def _choose(request: DeskRequest, row: RuleVersion, side: Side, form: FactForm) -> HttpResponse:
    told = {"row": row, "side": side, "title": SIDES[side], "form": form}
    return render(request, "screening/rules/fact.html", told, status=422 if form.errors else 200)


def _side(asked: str) -> Side:
    if asked not in set(Side):
        raise Http404
    return Side(asked)
