"""Long work on the log, done by the workers. Job arguments are ids only."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO

from attrs import define, frozen
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from catenary.core.mandate.model import OrganisationKind
from catenary.desk.ledger.exporting import log_lines
from catenary.desk.ledger.models import Export, Verification
from catenary.desk.ledger.tree import stored_size
from catenary.desk.ledger.verifying import verify_log
from catenary.desk.ledger.walking import Placed, is_shown
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.progress.services import point_to, under_way
from catenary.formats.ledger_export.report import Trust
from catenary.formats.signed_note.checkpoint import read_checkpoint
from catenary.formats.signed_note.key_files import load_verifier_keys
from catenary.formats.signed_note.keys import VerifierKey

_SYSTEM = Declaration(door=Door.SYSTEM)


@frozen
class _Written:
    name: str
    sha256: str
    size: int


@define
class _Counted:
    """How many entries went by, and how many of them an export for these organisations withholds."""

    tell: Callable[[int], None]
    organisations: frozenset[int]
    entries: int = 0
    withheld: int = 0

    def look(self, portion: Sequence[Placed]) -> None:
        """One portion."""
        self.entries += len(portion)
        self.withheld += sum(not is_shown(each, self.organisations) for each in portion)
        self.tell(self.entries)


@app.task(name="ledger.verify", queue="ledger")
def verify(verification: str) -> None:
    """Verify the whole log with the public keys of this installation, kept outside the database, and what was held."""
    with acting(_SYSTEM):
        row = Verification.objects.get(public_id=verification)
        total = stored_size()
    held = (read_checkpoint(row.held.encode()),) if row.held else ()
    with under_way(row.work) as tell:
        report = verify_log(Trust(public_keys(), held=held), lambda done: tell(done, total))
        row.entries, row.holds, row.ended_at = report.entries, report.holds, timezone.now()
        row.not_proved = report.entries - report.covered
        row.findings = [{"code": each.code, "params": dict(each.params)} for each in report.findings]
        with acting(_SYSTEM):
            row.save()
        point_to(row.work, reverse("ledger_verification", args=[row.public_id]))


@app.task(name="ledger.export", queue="ledger")
def export(asked: str) -> None:
    """Write the log to a file in the desk's storage."""
    with acting(_SYSTEM):
        row = Export.objects.select_related("organisation").get(public_id=asked)
        watched = watched_by(row)
        total = stored_size()
    with under_way(row.work) as tell:
        row.keys = [key.text for key in public_keys()]
        counted = _Counted(lambda done: tell(done, total), watched)
        lines = log_lines(watched, counted.look, row.advice_of)
        written = _write(f"ledger/{row.public_id}.jsonl", lines)
        row.file, row.sha256, row.size = written.name, written.sha256, written.size
        row.entries, row.withheld, row.ended_at = counted.entries, counted.withheld, timezone.now()
        with acting(_SYSTEM):
            row.save()
        point_to(row.work, reverse("ledger_export", args=[row.public_id]))


def watched_by(row: Export) -> frozenset[int]:
    """Whose entries the file shows: one's own organisation's, and for oversight those of the ones it watches over."""
    own = frozenset({row.organisation_id})
    if row.organisation.kind != OrganisationKind.OVERSIGHT:
        return own
    return own | frozenset(row.organisation.oversees.values_list("pk", flat=True))


def public_keys() -> tuple[VerifierKey, ...]:
    """The keys of this installation's log as its sequencer published them beside the database."""
    path = settings.CATENARY.data / "ledger-keys.txt"
    return tuple(load_verifier_keys(path)) if path.exists() else ()


def _write(name: str, lines: Iterator[bytes]) -> _Written:
    digest = sha256()
    with TemporaryFile() as file:
        for line in lines:
            digest.update(line)
            file.write(line)
        return _stored(name, file, digest.hexdigest())


def _stored(name: str, file: IO[bytes], digest: str) -> _Written:
    size = file.tell()
    file.seek(0)
    return _Written(default_storage.save(name, File(file)), digest, size)
