"""Pages of findings: all of a visit, one, writing it, leaving it, the first concerns."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.core.assessment.findings import FindingKind
from catenary.desk.assessment.access import SEE, seen_visit
from catenary.desk.assessment.models import VisitFinding
from catenary.desk.assessment.rating.of_visit import edition_of
from catenary.desk.assessment.reports import finding as work
from catenary.desk.assessment.reports import shown
from catenary.desk.assessment.reports.access import may_write
from catenary.desk.assessment.reports.forms import BeginForm, ConcernsForm, FindingForm, LeaveForm
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see

FORM = "assessment/reports/form.html"
_WRITE = Words(
    _("Write the finding"),
    _("In your own words. Every version is kept, with who wrote it."),
    _("Keep the finding"),
    _("The finding is kept."),
)
_BEGIN = Words(
    _("Write a finding that no rule proposed"),
    _("Say which requirement it is about; its words come next."),
    _("Go on"),
    _("Write it now."),
)
_LEAVE = Words(
    _("Set the finding aside"),
    _("It is no finding of this assessment. It stays to be read, with your reason."),
    _("Set it aside"),
    _("The finding is set aside."),
    warning=True,
)
_CONCERNS = Words(
    _("Choose the first concerns"),
    _("Five at most. The list proposes an order and says why; you decide."),
    _("Choose these"),
    _("The first concerns are chosen."),
)


@require_GET
@desk_page(SEE)
def findings(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Every finding of a visit, and the first concerns."""
    row = seen_visit(public_id)
    told = {
        "row": row,
        "table": shown.findings_table(row),
        "concerns": work.chosen_concerns(row),
        "may_write": may_write(here, row),
    }
    return render(request, "assessment/reports/findings.html", told)


@require_POST
@desk_page(SEE)
@once
def propose(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Have the rules propose findings."""
    count = work.propose_findings(actor=here, visit=public_id)
    said = ngettext("%(count)s finding is proposed.", "%(count)s findings are proposed.", count)
    messages.success(request, said % {"count": count})
    return see("visit_findings", public_id)


@require_GET
@desk_page(SEE)
def finding(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One finding: what it rests on, what speaks against it, what was done to it."""
    row = _seen(public_id)
    told = {"shown": shown.finding_shown(row), "may_write": may_write(here, row.visit)}
    return render(request, "assessment/reports/finding.html", told)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def write(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Take a finding up, or change it."""
    row = _seen(public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        work.write_finding(actor=here, finding=public_id, seen=told["seen"], told=_written(told))
        return see("visit_finding", public_id)

    return form_page(request, _form(request, row), _WRITE, act, FORM, finding=row, visit=row.visit)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def begin(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Say what a finding of one's own is about."""
    row = seen_visit(public_id)
    form = BeginForm(request.POST or None, requirements=shown.requirement_choices(edition_of(row)))

    def act(told: dict[str, Any]) -> HttpResponse:
        made = work.begin_finding(actor=here, visit=public_id, requirement=told["requirement"])
        return see("write_finding", made.public_id)

    return form_page(request, form, _BEGIN, act, FORM, visit=row)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def leave(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Say why it is no finding."""
    row = _seen(public_id)
    form = LeaveForm(request.POST or None, initial={"seen": row.version})

    def act(told: dict[str, Any]) -> HttpResponse:
        work.leave_finding(actor=here, finding=public_id, **told)
        return see("visit_findings", row.visit.public_id)

    return form_page(request, form, _LEAVE, act, FORM, finding=row, visit=row.visit)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def concerns(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Choose the first concerns, in their order."""
    row = seen_visit(public_id)
    chosen = {
        f"place_{place}": str(each.public_id) for place, each in enumerate(work.chosen_concerns(row), 1)
    }
    form = ConcernsForm(request.POST or None, initial=chosen, findings=shown.concern_choices(row))

    def act(_told: dict[str, Any]) -> HttpResponse:
        work.choose_concerns(actor=here, visit=public_id, findings=[UUID(each) for each in form.chosen])
        return see("visit_findings", public_id)

    return form_page(request, form, _CONCERNS, act, FORM, visit=row)


def _seen(public_id: UUID) -> VisitFinding:
    """A finding that whoever acts may see. Raises VisitFinding.DoesNotExist."""
    return VisitFinding.objects.select_related("visit__edition", "visit__body", "visit__visited").get(
        public_id=public_id
    )


def _form(request: DeskRequest, row: VisitFinding) -> forms.Form:
    named = [*map(str, row.evidence), *map(str, row.counter_evidence)]
    initial = {
        "seen": row.version,
        "kind": row.kind,
        "title": row.title,
        "text": row.text,
        "language": row.language or request.LANGUAGE_CODE,
        "questions": row.questions,
        "evidence": named,
    }
    questions = shown.question_choices(edition_of(row.visit), row.requirement)
    return FindingForm(
        request.POST or None, initial=initial, questions=questions, evidence=shown.evidence_choices(row)
    )


def _written(told: dict[str, Any]) -> work.Written:
    return work.Written(
        FindingKind(told["kind"]),
        told["title"],
        told["text"],
        told["language"],
        told["questions"],
        told["evidence"],
        told["reason"],
    )
