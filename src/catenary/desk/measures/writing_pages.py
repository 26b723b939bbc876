"""Pages that write editions: making one, a question of a draft, an upload, a step, the map of what carries over."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.measures.carrying import Carry, Pairing
from catenary.core.measures.checking import faults
from catenary.core.measures.fields import question_fields
from catenary.core.measures.flow import STEPS, Demand, EditionAct, EditionState, earliest_end
from catenary.core.measures.model import Question
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.measures import comparing
from catenary.desk.measures.editions import (
    SETTLED,
    carry_over_of,
    draft_of,
    earlier_than,
    editions,
    method_of,
)
from catenary.desk.measures.files import ReadFile, demand_readable, faulty, read_file
from catenary.desk.measures.forms import (
    MakeEditionForm,
    MapFilter,
    PairingForm,
    QuestionForm,
    StepForm,
    UploadForm,
    question_told,
)
from catenary.desk.measures.mapping import decide_pairing
from catenary.desk.measures.models import Edition
from catenary.desk.measures.pages import SEE, edition_seen
from catenary.desk.measures.steps import SETTLE, Told, speaks_against, step
from catenary.desk.measures.words import ACTS
from catenary.desk.measures.writing import (
    WRITE,
    Head,
    load_first_edition,
    make_edition,
    take_upload,
    write_question,
)
from catenary.desk.shell.conflicts import StaleError, conflict, merge_page
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Pager, Table, asked_of

_FORM = "measures/form.html"
_MAKE = Words(
    _("Begin an edition"),
    _(
        "It is a draft until it was out for comments and another person has frozen it. Visits are made under frozen editions."
    ),
    _("Begin the edition"),
    _("The edition is begun."),
)
_QUESTION = Words(
    _("Write a question"),
    _(
        "Each level is one observable step above the one below, measured in shares and days, so that small and large States are measured alike."
    ),
    _("Keep these words"),
    _("The question is kept."),
)
_UPLOAD = Words(
    _("Upload the edition"),
    _("The file takes the place of the draft. What the draft said before stays among its earlier words."),
    _("Take the file"),
    _("The file is taken."),
)
_PAIRING = Words(
    _("Decide what carries over"),
    _(
        "Answers given under the edition before carry over only where the question is the same or means the same. Nothing that was published is scored again."
    ),
    _("Keep the decision"),
    _("The decision is kept."),
)


@require_http_methods(["GET", "POST"])
@desk_page(WRITE)
@once
def make(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """An edition that follows another, or an empty one for a file."""
    settled = editions().filter(organisation=here.organisation, state__in=SETTLED)
    form = MakeEditionForm(request.POST or None, editions=settled)

    def act(told: dict[str, Any]) -> HttpResponse:
        follows: Edition | None = told["follows"]
        head = Head(told["code"], told["title"], follows.public_id if follows else None)
        return see("method", make_edition(actor=here, head=head).public_id)

    return form_page(request, form, _MAKE, act, _FORM)


@require_POST
@desk_page(WRITE)
@once
def load_first(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The edition that comes with the software, as a draft."""
    try:
        return see("method", load_first_edition(actor=here).public_id)
    except ProblemError as refusal:
        if not refusal.finding.code.startswith("editions."):
            raise
        messages.error(request, sentence(refusal.finding))
        return see("methods")


@require_http_methods(["GET", "POST"])
@desk_page(WRITE)
def question(request: DeskRequest, here: SignedIn, public_id: UUID, code: str) -> HttpResponse:
    """A question of a draft in other words, with what is wrong with it beside."""
    row = _own(here, public_id)
    standing = method_of(row).question_of.get(code)
    if standing is None:
        raise Http404
    form = QuestionForm(
        request.POST or None, initial={**question_told(standing), "version": version_of(standing)}
    )

    def act(told: dict[str, Any]) -> HttpResponse:
        def write(now: Question) -> Question:
            _demand_unchanged(now, told["version"])
            return form.written(now)

        write_question(actor=here, edition=public_id, code=code, write=write)
        return see("write_question", public_id, code)

    try:
        return form_page(request, form, _QUESTION, act, "measures/question.html", **_beside(row, code))
    except StaleError as stale:
        now = method_of(_own(here, public_id)).question_of[code]
        return merge_page(request, form, conflict(form, question_told(now), stale.version))


@require_http_methods(["GET", "POST"])
@desk_page(WRITE)
def upload(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Look what a file would do, or take it; everything wrong with it is told at once, by its cell."""
    row = _own(here, public_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    read = _read(row, form) if request.method == "POST" and form.is_valid() else None
    takes = request.POST.get("act") == "take"

    def act(_told: dict[str, Any]) -> HttpResponse:
        assert read is not None
        take_upload(actor=here, edition=public_id, method=demand_readable(read))
        return see("method", public_id)

    if read is not None and not takes:
        changes = comparing.changes_shown(method_of(row), read.method) if read.method else ()
        told = {"row": row, "form": UploadForm(), "words": _UPLOAD, "read": read, "changes": changes}
        return render(request, "measures/upload.html", told, status=200 if read.method else 422)
    return form_page(request, form, _UPLOAD, act, "measures/upload.html", row=row, read=read)


@require_http_methods(["GET", "POST"])
@desk_page(SETTLE)
@once
def take_step(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Take a step; what speaks against it is told before one tries."""
    row, act = _own(here, public_id), _act(request)
    wanted = STEPS.get((EditionState(row.state), act))
    demands = wanted.demands if wanted else ()
    asks_day, asks_reason = Demand.ROUND_SET in demands, Demand.REASON in demands
    form = StepForm(request.POST or None, asks_day=asks_day, asks_reason=asks_reason)

    def taken(told: dict[str, Any]) -> HttpResponse:
        step(actor=here, edition=public_id, act=act, told=Told(told["reason"], told.get("comments_until")))
        return see("method", public_id)

    words = Words(ACTS[act], _LEADS[act], ACTS[act], _("It is done."), act is EditionAct.RETIRE)
    return form_page(
        request, form, words, taken, "measures/step.html", row=row, against=_against(here, row, act)
    )


@require_GET
@desk_page(SEE)
def carry_over(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The map of what carries over, what waits for a person first."""
    row = edition_seen(public_id)
    given = carry_over_of(row)
    if given is None or row.follows is None:
        raise Http404
    form = MapFilter(request.GET)
    wanted = form.cleaned_data["verdict"] if form.is_valid() else ""
    rows = [comparing.map_row(row, each) for each in comparing.in_order_of_need(given, wanted)]
    asked = asked_of(request.GET, form.fields)
    table = Table(
        str(_("Carry-over map")),
        comparing.map_columns(),
        (),
        len(rows),
        str(_("Nothing is like that.")),
        asked=asked,
        filters=form,
    )
    left = comparing.open_questions(given, method_of(row.follows), method_of(row))
    told = {"row": row, "table": table.paged(Pager.of(rows, request.GET.get("page"))), "left": left}
    return render(request, "measures/carry_over.html", told, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@desk_page(WRITE)
@once
def pair(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Say what one question is to another, with both side by side."""
    row = _own(here, public_id)
    if row.follows is None:
        raise Http404
    before, after = request.GET.get("before") or None, request.GET.get("after") or None
    side = comparing.question_differences(method_of(row.follows), before, method_of(row), after)
    if not side:
        return see("method_carry_over", public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        pairing = Pairing(before, after, Carry(told["verdict"]), reason=told["reason"])
        decide_pairing(actor=here, edition=public_id, pairing=pairing)
        return see("method_carry_over", public_id)

    shown = {"row": row, "before": before, "after": after, "side": side}
    return form_page(
        request, PairingForm(request.POST or None), _PAIRING, act, "measures/pairing.html", **shown
    )


def version_of(standing: Question) -> int:
    """Names the words of a question, so that who writes it sees when somebody else did meanwhile."""
    said = "\x00".join(question_fields(standing).values())
    return int(sha256(said.encode()).hexdigest()[:12], 16)


_LEADS = {
    EditionAct.CONSULT: _(
        "States and partners comment on it, question by question. Its words stand still meanwhile."
    ),
    EditionAct.DRAFT_AGAIN: _(
        "Its words can be changed again. What is changed is put out for comments again before it is frozen."
    ),
    EditionAct.FREEZE: _("Visits are made under it from now on. It never changes again."),
    EditionAct.RETIRE: _("Visits that began under it end under it; none begins."),
}


def _own(here: SignedIn, public_id: UUID) -> Edition:
    return editions().get(public_id=public_id, organisation=here.organisation)


def _act(request: DeskRequest) -> EditionAct:
    asked = request.GET.get("act", EditionAct.CONSULT.value)
    if asked not in {*EditionAct}:
        raise Http404
    return EditionAct(asked)


def _against(here: SignedIn, row: Edition, act: EditionAct) -> list[str]:
    """What speaks against it whatever the form will say."""
    told = Told("–", earliest_end(draft_of(row), here.now.date()))
    return [sentence(each) for each in speaks_against(here, row, act, told)]


def _demand_unchanged(now: Question, shown: str) -> None:
    version = version_of(now)
    if str(version) != shown:
        raise StaleError(version)


def _beside(row: Edition, code: str) -> dict[str, Any]:
    method = method_of(row)
    about = {code, method.question_of[code].requirement}
    found = [each for each in faults(method, earlier_than(row)) if each.params.get("item") in about]
    return {
        "row": row,
        "code": code,
        "requirement": method.question_of[code].requirement,
        "faults": [sentence(each) for each in found],
    }


def _read(row: Edition, form: UploadForm) -> ReadFile:
    try:
        return read_file(form.cleaned_data["file"].read(), method_of(row), earlier_than(row))
    except ProblemError as refusal:
        return faulty(refusal)
