"""The page of a record's comments; rooms show the same part within their own pages."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import AT_THE_DESK
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.comments import queries, services
from catenary.desk.shell.comments.forms import CommentForm
from catenary.desk.shell.models import Comment
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.subjects import demand_subject


@desk_page(AT_THE_DESK)
@require_http_methods(["GET", "POST"])
@once
def comments(request: DeskRequest, here: SignedIn, kind: str, record: UUID) -> HttpResponse:
    """Read and write under a record; back to the record after writing."""
    subject = demand_subject(here, kind, record)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        services.write(actor=here, kind=kind, record=record, text=told["text"], internal=not told["shared"])
        return see(reverse("comments", args=[kind, record]) + "#comments")
    shown = {
        "form": form,
        "subject": subject,
        "record_url": subject.address(record),
        "post_url": request.path,
    }
    shown["comments"] = queries.comments_on(kind, record)
    enter(room="shell", act="see_comments", record=f"{kind}/{record}")
    return render(request, "shell/comments.html", shown, status=422 if form.errors else 200)


@desk_page(AT_THE_DESK)
@require_POST
def withdraw(request: DeskRequest, here: SignedIn, comment: UUID) -> HttpResponse:
    """Take one's own comment back."""
    row = get_object_or_404(Comment, public_id=comment)
    services.withdraw(actor=here, comment=row)
    return see("comments", row.kind, row.record)
