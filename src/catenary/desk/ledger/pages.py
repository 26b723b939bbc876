"""The ledger's pages: who did what and why, proofs to take away, checkpoints, verifying, exporting."""

from typing import cast
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.core.mandate.model import DataClass
from catenary.desk.ledger import queries
from catenary.desk.ledger.asking import WATCHING, ask_export, ask_verification, note_download
from catenary.desk.ledger.forms import HeldCheckpoint
from catenary.desk.ledger.models import Checkpoint, Export, StampState, TimeStamp, Verification
from catenary.desk.ledger.services import enter
from catenary.desk.ledger.shown import LedgerShown, entry_answers, finding_sentences
from catenary.desk.ledger.signing import signed_checkpoint
from catenary.desk.ledger.tables import CHECKPOINTS, ENTRIES, own_listing
from catenary.desk.mandate.access import AT_THE_DESK
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.oversight.reviewing import records_behind
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.shell.listing import show
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see


@require_GET
@desk_page(WATCHING)
@needs_task(DataClass.ACCOUNT)
def entries(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The entries one watches over."""
    return show(request, here, ENTRIES)


@require_GET
@desk_page(AT_THE_DESK)
def own(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """What the log holds about one's own acts."""
    return show(request, here, own_listing(lambda _asked: queries.own_entries(here.person)))


@require_GET
@desk_page(AT_THE_DESK)
def entry(request: DeskRequest, here: SignedIn, entry: UUID) -> HttpResponse:
    """One entry, and what can still be opened of it; that somebody else opened it is entered."""
    found = queries.opened(entry)
    if found.event.person_id != here.person.pk:
        enter(room="ledger", act="see", record=f"ledger.entry:{entry}")
    proof = queries.proof_of(found) is not None
    told = {"answers": entry_answers(found), "found": found, "proof": proof}
    return render(request, "ledger/entry.html", {**told, "behind": records_behind(here, found.event)})


@require_GET
@desk_page(AT_THE_DESK)
def proof(request: DeskRequest, here: SignedIn, entry: UUID) -> HttpResponse:
    """The entry with its proof as a file, for `catenary ledger verify`."""
    data = queries.proof_of(queries.opened(entry))
    if data is None:
        raise Http404
    enter(room="ledger", act="take_proof", record=f"ledger.entry:{entry}")
    return _file(data, f"entry-{entry}.proof", "text/plain; charset=utf-8")


@require_GET
@desk_page(WATCHING)
def checkpoints(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """All checkpoints, and how the log stands."""
    state, now = queries.ledger_state(here.now), here.now
    told = queries.standing(state, now, stamping=bool(settings.CATENARY.time_stamping))
    request.ledger = LedgerShown(state, told.value, queries.key_spans())  # type: ignore[attr-defined]
    return show(request, here, CHECKPOINTS)


@require_GET
@desk_page(WATCHING)
def checkpoint(request: DeskRequest, here: SignedIn, size: int) -> HttpResponse:
    """One checkpoint: its note to keep elsewhere, its time stamp."""
    row = get_object_or_404(queries.checkpoints(), pk=size)
    note = signed_checkpoint(row).note.bytes.decode()
    return render(request, "ledger/checkpoint.html", {"checkpoint": row, "note": note})


@require_GET
@desk_page(WATCHING)
def note(request: DeskRequest, here: SignedIn, size: int) -> HttpResponse:
    """A checkpoint's note as a file."""
    signed = signed_checkpoint(get_object_or_404(Checkpoint, pk=size))
    return _file(signed.note.bytes, f"checkpoint-{size}.txt", "text/plain; charset=utf-8")


@require_GET
@desk_page(WATCHING)
def time_stamp(request: DeskRequest, here: SignedIn, size: int) -> HttpResponse:
    """A checkpoint's time stamp as a file, over the note as it was signed, without witnesses."""
    row = get_object_or_404(TimeStamp, pk=size, state=StampState.STAMPED)
    return _file(bytes(row.token or b""), f"checkpoint-{size}.tsr", "application/timestamp-reply")


@require_http_methods(["GET", "POST"])
@desk_page(WATCHING)
@once
def verify(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Have the whole log verified now."""
    form = HeldCheckpoint(request.POST or None)
    if request.method == "POST" and form.is_valid():
        work = ask_verification(actor=here, held=form.cleaned_data["held"])
        return see("work", work.public_id)
    status = 422 if form.errors else 200
    earlier = Verification.objects.all()[:20]
    return render(request, "ledger/verify.html", {"form": form, "earlier": earlier}, status=status)


@require_GET
@desk_page(WATCHING)
def verification(request: DeskRequest, here: SignedIn, verification: UUID) -> HttpResponse:
    """What a verification found."""
    row = get_object_or_404(Verification, public_id=verification)
    told = finding_sentences(row.findings)
    return render(request, "ledger/verification.html", {"verification": row, "sentences": told})


@require_GET
@desk_page(WATCHING)
def exports(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Earlier exports, and a new one."""
    return render(request, "ledger/exports.html", {"exports": Export.objects.all()[:20]})


@require_POST
@desk_page(WATCHING)
@once
def begin_export(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Have the log written to a file."""
    return see("work", ask_export(actor=here).public_id)


@require_GET
@desk_page(WATCHING)
def export(request: DeskRequest, here: SignedIn, export: UUID) -> HttpResponse:
    """One export: its hash, its handling, the file."""
    row = get_object_or_404(Export, public_id=export)
    return render(request, "ledger/export.html", {"export": row})


@require_POST
@desk_page(WATCHING)
def download(request: DeskRequest, here: SignedIn, export: UUID) -> HttpResponse:
    """The file of an export, with its handling code in its name; that it was taken is entered."""
    row = get_object_or_404(Export.objects.exclude(file=""), public_id=export)
    note_download(row)
    data = default_storage.open(row.file)
    return cast(
        "HttpResponse",
        FileResponse(data, as_attachment=True, filename=row.download_name, content_type="application/jsonl"),
    )


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=kind, headers=headers)
