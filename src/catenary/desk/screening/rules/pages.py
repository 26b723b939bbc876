"""Pages of rules: all of them, one, one version, its print and its copy; none of them tells of a traveller."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.screening.rule_flow import RuleAct
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import AT_THE_DESK, decision
from catenary.desk.mandate.desk_page import ACCESS_REFUSALS, desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.screening.rules import figures, queries
from catenary.desk.screening.rules.deciding import DECIDE, step
from catenary.desk.screening.rules.export import exported
from catenary.desk.screening.rules.forms import DecideRuleForm, MakeRuleForm, StepForm
from catenary.desk.screening.rules.words import DONE, STEPS
from catenary.desk.screening.rules.writing import WRITE, draft_again, make_rule
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

_FORM = "screening/rules/form.html"
_MAKE = Words(
    _("Make a rule"),
    _(
        "Nobody is held against it until it was tried on past traffic, and another person has put it in force."
    ),
    _("Make the rule"),
    _("The rule is made. Add its criteria."),
)


@require_GET
@desk_page(AT_THE_DESK)
def rules(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Every rule of the units whose rules one may see."""
    units = queries.watched(here)
    tables = [(each, queries.rules_table(each)) for each in units]
    return render(request, "screening/rules/rules.html", {"tables": tables, "several": len(units) > 1})


@require_http_methods(["GET", "POST"])
@desk_page(WRITE)
@once
def make(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """A rule without criteria yet."""
    form = MakeRuleForm(request.POST or None)

    def act(_told: dict[str, Any]) -> HttpResponse:
        return see("rule_version", make_rule(actor=here, head=form.head).public_id)

    return form_page(request, form, _MAKE, act, _FORM)


@require_GET
@desk_page(AT_THE_DESK)
def rule(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One rule and its versions."""
    row = queries.rule_seen(here, public_id)
    own = row.organisation_id == here.organisation.pk and decision(WRITE, here).allowed
    shown = {
        "row": row,
        "answers": queries.rule_answers(row),
        "table": queries.versions_table(row),
        "own": own,
    }
    return render(request, "screening/rules/rule.html", shown)


@require_POST
@desk_page(WRITE)
@once
def again(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """A draft in the words of the newest version."""
    try:
        return see("rule_version", draft_again(actor=here, rule=public_id).public_id)
    except ProblemError as refusal:
        if refusal.finding.code in ACCESS_REFUSALS:
            raise
        messages.error(request, sentence(refusal.finding))
        return see("targeting_rule", public_id)


@require_GET
@desk_page(AT_THE_DESK)
def version(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One version: its words, what it met, whom it touches, what judges said, and what can be done with it."""
    return version_shown(request, here, public_id)


@require_GET
@desk_page(AT_THE_DESK)
def printed(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The same for an audit, on paper, with the law it stands on."""
    row = queries.version_seen(here, public_id)
    shown = queries.version_page(here, row)
    enter(room="screening", act="export_rule", record=str(row.public_id), params={"rule": row.rule.code})
    told = {"shown": shown, "rule": queries.rule_answers(row.rule), "factor": figures.factor_words()}
    return render(request, "screening/rules/print.html", told)


@require_GET
@desk_page(AT_THE_DESK)
def copy(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The same as a file for programs."""
    row = queries.version_seen(here, public_id)
    enter(room="screening", act="export_rule", record=str(row.public_id), params={"rule": row.rule.code})
    response = HttpResponse(exported(row, here.now), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="rule-{row.rule.code}-{row.number}.json"'
    return response


@require_http_methods(["GET", "POST"])
@desk_page(WRITE)
@once
def take_step(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Say why, and take a step of the version."""
    row, act = queries.version_seen(here, public_id), _act(request)

    def taken(told: dict[str, Any]) -> HttpResponse:
        step(actor=here, version=public_id, act=act, reason=told["reason"])
        return see("rule_version", public_id)

    words = Words(STEPS[act], _lead(act), STEPS[act], DONE[act], act in {RuleAct.SUSPEND, RuleAct.END})
    return form_page(request, StepForm(request.POST or None), words, taken, _FORM, row=row)


@require_POST
@desk_page(DECIDE)
def decide(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Put it in force or send it back; what is wrong is told beside the form."""
    form = DecideRuleForm(request.POST)
    if not form.is_valid():
        return version_shown(request, here, public_id, _errors(form))
    act = RuleAct.PUT_IN_FORCE if form.cleaned_data["decision"] == "confirm" else RuleAct.SEND_BACK
    try:
        step(actor=here, version=public_id, act=act, reason=form.cleaned_data["reason"])
    except ProblemError as refusal:
        if refusal.finding.code in ACCESS_REFUSALS:
            raise
        return version_shown(request, here, public_id, [sentence(refusal.finding)])
    messages.success(request, _("Your decision is recorded."))
    return see("rule_version", public_id)


def version_shown(
    request: DeskRequest, here: SignedIn, public_id: UUID, errors: list[str] | None = None
) -> HttpResponse:
    """The page of a version, with what was refused."""
    shown = queries.version_page(here, queries.version_seen(here, public_id))
    told = {"shown": shown, "errors": errors or [], "factor": figures.factor_words()}
    return render(request, "screening/rules/version.html", told, status=422 if errors else 200)


def _act(request: DeskRequest) -> RuleAct:
    """The step an address asks for. Deciding has a page of its own."""
    asked = request.GET.get("act", RuleAct.PROPOSE.value)
    open_ones = {RuleAct.TRY, RuleAct.PROPOSE, RuleAct.SUSPEND, RuleAct.END}
    if asked not in open_ones:
        raise Http404
    return RuleAct(asked)


def _lead(act: RuleAct) -> Any:
    return {
        RuleAct.TRY: _(
            "It is counted on past traffic that is kept unmasked, and goes on with new traffic. Nobody is marked."
        ),
        RuleAct.PROPOSE: _(
            "Say why the rule is needed and goes no further than needed. A second person decides."
        ),
        RuleAct.SUSPEND: _(
            "It finds nobody until it is proposed and decided anew. What nobody has decided falls away."
        ),
        RuleAct.END: _("It finds nobody any more. What nobody has decided falls away."),
    }[act]


def _errors(form: DecideRuleForm) -> list[str]:
    return [str(each) for field in form.errors.values() for each in field]
