"""The page of search."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from catenary.desk.mandate.access import AT_THE_DESK
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.search import services
from catenary.desk.shell.search.forms import SearchForm
from catenary.desk.shell.see_other import see


@desk_page(AT_THE_DESK)
@require_http_methods(["GET", "POST"])
def search(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Ask; the answer has an address of its own that tells nothing."""
    form = SearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stored = services.store(actor=here, question=form.cleaned_data["query"])
        return see("search_results", stored.public_id)
    shown = {"form": form, "recent": services.recent(actor=here)}
    return render(request, "shell/search.html", shown, status=422 if form.errors else 200)


@desk_page(AT_THE_DESK)
@require_GET
def search_results(request: DeskRequest, here: SignedIn, search: UUID) -> HttpResponse:
    """The answer to a stored search, for whoever asked it, while it is kept."""
    stored = services.kept(actor=here, search=search)
    results = services.answer(actor=here, search=stored)
    shown = {
        "form": SearchForm(initial={"query": stored.query}),
        "question": stored.query,
        "results": results,
    }
    return render(request, "shell/search.html", shown)
