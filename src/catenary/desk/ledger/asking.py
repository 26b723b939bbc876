"""Asking for long work on the log: verifying it, writing it to a file. Who may watch, may ask; that they asked is entered."""

from catenary.core.mandate.model import DeskAct
from catenary.desk.ledger.models import Export, Verification
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.models import LongWork
from catenary.desk.shell.progress.services import begin

VERIFICATION, EXPORT = "ledger_verification", "ledger_export"
WATCHING = of_desk(DeskAct.SEE_ACCESSES)


def ask_verification(*, actor: SignedIn, held: str = "") -> LongWork:
    """Have the whole log verified, also against a checkpoint that the actor holds, given as its note."""
    from catenary.desk.ledger.tasks import verify  # noqa: PLC0415  jobs import what services write

    demand(WATCHING, actor)
    work = begin(actor=actor, kind=VERIFICATION)
    row = Verification(work=work.public_id, person=actor.person, organisation=actor.organisation, held=held)
    row.full_clean()
    row.save()
    enter(room="ledger", act="verify", record=f"ledger.verification:{row.public_id}")
    verify.defer(verification=str(row.public_id))
    return work


def ask_export(*, actor: SignedIn) -> LongWork:
    """Have the log written to a file: entries of one's own organisation and of those watched over, the others as hashes."""
    from catenary.desk.ledger.tasks import export  # noqa: PLC0415

    demand(WATCHING, actor)
    work = begin(actor=actor, kind=EXPORT)
    row = Export(work=work.public_id, person=actor.person, organisation=actor.organisation)
    row.full_clean()
    row.save()
    enter(
        room="ledger",
        act="export",
        record=f"ledger.export:{row.public_id}",
        params={"handling": row.handling},
    )
    export.defer(asked=str(row.public_id))
    return work


def note_download(export: Export) -> None:
    """Enter that a finished export was taken away."""
    params = {"handling": export.handling, "sha256": export.sha256}
    enter(room="ledger", act="download", record=f"ledger.export:{export.public_id}", params=params)
