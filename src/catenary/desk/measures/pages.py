"""Pages that read editions: all of them, one, its areas and requirements, its questions searched, two compared, copies."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from attrs import evolve
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catenary.core.mandate.model import DataClass
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import of_class
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.measures import searching
from catenary.desk.measures.comparing import changes_shown
from catenary.desk.measures.editions import editions, method_of, translations_of
from catenary.desk.measures.forms import DifferenceFilter, QuestionFilter
from catenary.desk.measures.models import Edition
from catenary.desk.measures.queries import EDITIONS_LIST, edition_page
from catenary.desk.measures.reading import Reader, question_shown, requirement_shown
from catenary.desk.shell.listing import show
from catenary.desk.shell.parts import Download
from catenary.desk.shell.tables import Pager, Table, asked_of, canonical_query
from catenary.desk.shell.twins import csv_twin, json_twin
from catenary.formats.measures import (
    write_edition_csv,
    write_edition_json,
    write_edition_xlsform,
    write_edition_xlsx,
)
from catenary.locale import nearest_language

SEE = of_class(DataClass.ASSESSMENT)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES: Mapping[str, tuple[str, str, Callable[[Edition], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", "csv", lambda row: write_edition_csv(method_of(row))),
    "xlsx": (_XLSX, "xlsx", lambda row: write_edition_xlsx(method_of(row))),
    "json": ("application/json", "json", lambda row: write_edition_json(method_of(row))),
    "xlsform": (_XLSX, "form.xlsx", lambda row: write_edition_xlsform(method_of(row), translations_of(row))),
}


@require_GET
@desk_page(SEE)
def methods(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Every edition that one may see."""
    return show(request, here, EDITIONS_LIST)


@require_GET
@desk_page(SEE)
def method(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One edition by its areas, where it stands, and what can be done with it."""
    return render(request, "measures/edition.html", {"shown": edition_page(here, edition_seen(public_id))})


@require_GET
@desk_page(SEE)
def area(request: DeskRequest, _here: SignedIn, public_id: UUID, code: str) -> HttpResponse:
    """The requirements of an area, with what is asked about each."""
    row = edition_seen(public_id)
    reader = reader_of(row)
    if code not in reader.method.area_of:
        raise Http404
    requirements = [
        (
            each,
            reader.told(each.code, each.text),
            [question_shown(reader, one) for one in reader.method.questions_about(each.code)],
        )
        for each in reader.method.requirements_in(code)
    ]
    told = {"row": row, "code": code, "name": reader.told(code, reader.method.area_of[code].name)}
    return render(request, "measures/area.html", {**told, "requirements": requirements})


@require_GET
@desk_page(SEE)
def requirement(request: DeskRequest, here: SignedIn, public_id: UUID, code: str) -> HttpResponse:
    """One requirement: source, what it needs and unlocks, its questions."""
    row = edition_seen(public_id)
    reader = reader_of(row)
    if code not in reader.method.requirement_of:
        raise Http404
    told = {"row": row, "shown": requirement_shown(reader, code), "page": edition_page(here, row)}
    return render(request, "measures/requirement.html", told)


@require_GET
@desk_page(SEE)
def search(request: DeskRequest, _here: SignedIn, public_id: UUID) -> HttpResponse:
    """Questions that meet what is asked, on a page or as a copy."""
    row = edition_seen(public_id)
    whole = method_of(row)
    form = QuestionFilter(request.GET, method=whole)
    found = searching.found(whole, form.cleaned_data) if form.is_valid() else ()
    rows = [searching.row_of(whole, str(row.public_id), each) for each in found]
    twin = {"csv": csv_twin, "json": json_twin}.get(request.GET.get("format", ""))
    if twin:
        return twin("questions", searching.columns(), rows, {"edition": row.code})
    asked = asked_of(request.GET, form.fields)
    told = {"row": row, "table": _table(rows, asked, request.GET.get("page"), form)}
    return render(request, "measures/search.html", told, status=422 if form.errors else 200)


@require_GET
@desk_page(SEE)
def differ(request: DeskRequest, _here: SignedIn, public_id: UUID) -> HttpResponse:
    """What differs from another edition of the body; from the one it follows unless told otherwise."""
    row = edition_seen(public_id)
    given = request.GET if "other" in request.GET else {"other": row.follows.public_id if row.follows else ""}
    form = DifferenceFilter(given, row=row)
    other = form.cleaned_data["other"] if form.is_valid() else None
    changes = changes_shown(method_of(other), method_of(row)) if other else ()
    told = {"row": row, "form": form, "other": other, "changes": changes}
    return render(request, "measures/differences.html", told, status=422 if form.errors else 200)


@require_GET
@desk_page(SEE)
def file(_request: DeskRequest, _here: SignedIn, public_id: UUID, kind: str) -> HttpResponse:
    """The edition as a file: table, workbook, form for the field, or everything for programs."""
    row = edition_seen(public_id)
    if kind not in FILES:
        raise Http404
    media_type, ending, write = FILES[kind]
    data = write(row)
    enter(
        room="measures",
        act="copy_edition",
        record=str(row.public_id),
        params={"edition": row.code, "kind": kind},
    )
    return as_file(data, media_type, f"edition-{row.code}.{ending}")


def edition_seen(public_id: UUID) -> Edition:
    """An edition that whoever acts may see. Raises Edition.DoesNotExist."""
    return editions().get(public_id=public_id)


def reader_of(row: Edition) -> Reader:
    """The edition for a reader of the language that the desk speaks to them."""
    language = nearest_language(get_language() or "en") or "en"
    translated = (
        {each.code: each for each in translations_of(row, language)} if language != row.language else {}
    )
    return Reader(method_of(row), str(row.public_id), translated)


def as_file(data: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _table(rows: list[Any], asked: dict[str, str], page: str | None, form: QuestionFilter) -> Table:
    empty = _("No question of this edition is like that. Ask for less.")
    table = Table(_("Questions"), searching.columns(), (), len(rows), empty, asked=asked, filters=form)
    return evolve(table.paged(Pager.of(rows, page)), twins=_copies(asked))


def _copies(asked: dict[str, str]) -> tuple[Download, ...]:
    told = {key: value for key, value in asked.items() if key != "page"}
    return tuple(
        Download(label, canonical_query({**told, "format": kind}))
        for kind, label in (("csv", _("CSV")), ("json", _("JSON")))
    )
