"""Pages where others have a say: comments in consultation, and translations."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.basis.findings import Severity
from catenary.core.mandate.model import DeskAct
from catenary.core.measures.flow import EditionState
from catenary.core.measures.model import ReviewStatus
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import decision, of_desk
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.measures.commenting import COMMENT, answer, comment
from catenary.desk.measures.editions import comments_on, editions, method_of, translations_of
from catenary.desk.measures.files import noticed, read_translations
from catenary.desk.measures.forms import AnswerForm, CommentForm, ReviewForm, TranslationsForm
from catenary.desk.measures.models import EditionTranslation
from catenary.desk.measures.pages import SEE, as_file, edition_seen
from catenary.desk.measures.problems import EDITIONS
from catenary.desk.measures.talking import (
    TranslationFilter,
    comments_shown,
    languages_table,
    side_by_side,
    translations_table,
)
from catenary.desk.measures.translating import review_translation, take_translations
from catenary.desk.measures.writing import WRITE
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence
from catenary.formats.measures import missing_texts, write_translations_csv
from catenary.locale import LANGUAGES

_FORM = "measures/form.html"
_COMMENT = Words(
    _("Comment on the draft"),
    _("Your organisation says it, and the body answers it. Its people and yours see it, nobody else."),
    _("Send the comment"),
    _("The comment is sent. The body answers it before the edition is frozen."),
)
_ANSWER = Words(
    _("Answer the comment"),
    _("Who made the comment sees the answer. An edition is frozen once every comment is answered."),
    _("Send the answer"),
    _("The answer is sent."),
)
_TAKE = Words(
    _("Upload translations"),
    _(
        "What the file gives takes the place of what there was; everything else stays. What translates other words than the edition's is left out, and told."
    ),
    _("Take the translations"),
    _("The translations are taken."),
)
_REVIEW = Words(
    _("Review a translation"),
    _("Your name goes with what you say. A machine-made draft is shown as one wherever it is read."),
    _("Keep it"),
    _("It is kept."),
)


@require_GET
@desk_page(SEE)
def consultation(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What was said of an edition: everything for the body, their own for others."""
    row = edition_seen(public_id)
    method, own = method_of(row), row.organisation_id == here.organisation.pk
    answers = (
        own and decision(WRITE, here).allowed and row.state not in {EditionState.FROZEN, EditionState.RETIRED}
    )
    told = {
        "row": row,
        "comments": comments_shown(comments_on(row), method),
        "may_answer": answers,
        "may_comment": row.state == EditionState.CONSULTED
        and decision(of_desk(DeskAct.COMMENT_EDITION), here).allowed,
        "areas": method.areas,
    }
    return render(request, "measures/consultation.html", told)


@require_http_methods(["GET", "POST"])
@desk_page(COMMENT)
@once
def comment_on(request: DeskRequest, here: SignedIn, public_id: UUID, code: str) -> HttpResponse:
    """Say something of a part of a draft."""
    row = edition_seen(public_id)
    method = method_of(row)
    try:
        about = method.texts_of(code)
    except KeyError as missing:
        raise Http404 from missing

    def act(told: dict[str, Any]) -> HttpResponse:
        comment(actor=here, edition=public_id, about=code, text=told["text"])
        return see("method_consultation", public_id)

    return form_page(
        request, CommentForm(request.POST or None), _COMMENT, act, _FORM, row=row, about=about, code=code
    )


@require_http_methods(["GET", "POST"])
@desk_page(WRITE)
@once
def answer_to(request: DeskRequest, here: SignedIn, public_id: UUID, comment_id: UUID) -> HttpResponse:
    """Answer a comment on an edition of one's own body."""
    row = editions().get(public_id=public_id, organisation=here.organisation)
    said = comments_on(row).get(public_id=comment_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        answer(actor=here, edition=public_id, said=comment_id, text=told["text"])
        return see("method_consultation", public_id)

    form = AnswerForm(request.POST or None, initial={"text": said.answer})
    return form_page(request, form, _ANSWER, act, _FORM, row=row, said=said, code=said.about)


@require_GET
@desk_page(SEE)
def translations(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """How far the edition is translated into each language, and item by item into one."""
    row = edition_seen(public_id)
    form = TranslationFilter(request.GET, original=row.language)
    language = form.cleaned_data["language"] if form.is_valid() else ""
    own = row.organisation_id == here.organisation.pk and decision(WRITE, here).allowed
    told = {
        "row": row,
        "languages": languages_table(row),
        "table": translations_table(row, language, form, request.GET) if language else None,
        "language": language,
        "missing": [sentence(each) for each in missing_texts(method_of(row), translations_of(row))],
        "may_write": own,
    }
    return render(request, "measures/translations.html", told, status=422 if form.errors else 200)


@require_GET
@desk_page(SEE)
def translations_file(_request: DeskRequest, _here: SignedIn, public_id: UUID, language: str) -> HttpResponse:
    """Every text of the edition with its translation, as a table for translators."""
    row = edition_seen(public_id)
    if language not in LANGUAGES or language == row.language:
        raise Http404
    data = write_translations_csv(method_of(row), language, translations_of(row, language))
    params = {"edition": row.code, "kind": "translations", "language": language}
    enter(room="measures", act="copy_edition", record=str(row.public_id), params=params)
    return as_file(data, "text/csv; charset=utf-8", f"edition-{row.code}-{language}.csv")


@require_http_methods(["GET", "POST"])
@desk_page(WRITE)
def upload_translations(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Take translations from a file; what is wrong with it is told at once, and what is sound is taken only when nothing is."""
    row = editions().get(public_id=public_id, organisation=here.organisation)
    form = TranslationsForm(request.POST or None, request.FILES or None, original=row.language)
    read = (
        read_translations(form.cleaned_data["file"].read(), method_of(row))
        if request.method == "POST" and form.is_valid()
        else None
    )
    errors = [each for each in read.findings if each.severity is Severity.ERROR] if read else []

    def act(told: dict[str, Any]) -> HttpResponse:
        assert read is not None
        if errors:
            raise EDITIONS.problem("file_faulty", count=len(errors))
        into = told["language"]
        chosen = [each for each in read.translations if each.language == into] or read.translations
        take_translations(actor=here, edition=public_id, language=into, translations=chosen)
        return see("method_translations", public_id)

    shown = {"row": row, "noticed": noticed(read.findings) if read else ()}
    return form_page(request, form, _TAKE, act, "measures/upload_translations.html", **shown)


@require_http_methods(["GET", "POST"])
@desk_page(WRITE)
def review(request: DeskRequest, here: SignedIn, public_id: UUID, code: str, language: str) -> HttpResponse:
    """One translation beside its original, to be reviewed or approved."""
    row = editions().get(public_id=public_id, organisation=here.organisation)
    kept = EditionTranslation.objects.get(edition=row, code=code, language=language)

    def act(_told: dict[str, Any]) -> HttpResponse:
        review_translation(actor=here, edition=public_id, code=code, language=language, status=form.said)
        return see("method_translations", public_id)

    form = ReviewForm(request.POST or None)
    shown = {"row": row, "code": code, "side": side_by_side(row, kept), "status": ReviewStatus(kept.status)}
    return form_page(request, form, _REVIEW, act, "measures/translation.html", **shown)
