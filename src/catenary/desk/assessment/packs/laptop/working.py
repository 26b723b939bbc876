"""One opened pack, and the file beside it that holds what was written: locked, signed, whole after every save, and what is brought back.

The file is written anew beside the old one, reaches the disk, and takes its place: a power cut leaves the one or the other.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final
from uuid import uuid4

from attrs import define, evolve, field, frozen

from catenary.basis.findings import ProblemError
from catenary.core.assessment.pack_merging import Draft
from catenary.core.assessment.pack_problems import PACK
from catenary.core.assessment.panel_problems import RATING
from catenary.core.measures.model import AnswerKind
from catenary.formats.signed_note.keys import VerifierKey, read_signing_key, read_verifier_key, verifier_key
from catenary.formats.visit_pack.contents import (
    DRAFTS_PART,
    BroughtRecord,
    QuestionRecord,
    SavedRecord,
    VisitRecord,
    drafts_from,
    read_brought,
    read_visit,
    records_of,
    records_of_trail,
    trail_of,
    written,
)
from catenary.formats.visit_pack.envelope import (
    LARGEST,
    Envelope,
    PackKind,
    locked_parts,
    note_text,
    read_envelope,
    signed,
    whole,
)
from catenary.formats.visit_pack.locks import by_key, by_passphrase, with_key

BROUGHT: Final = ".brought"
"""Ends the name of the file that is brought back."""


@frozen
class _Saved:
    """What this opening of the pack saved last, and what the file beside it holds; no digest where there is none."""

    copy: str
    """Made anew at every opening: a file that was copied or restored, and written in apart, is known as another."""
    revision: int = 0
    digest: str = ""
    earlier: tuple[SavedRecord, ...] = ()


@define
class Working:
    """An opened pack, for as long as its pages are open."""

    pack: str
    visit: VisitRecord
    parts: Mapping[str, bytes]
    file: Path
    """What is brought back."""
    drafts: dict[str, Draft]
    _saved: _Saved
    _one_at_a_time: Lock = field(factory=Lock, eq=False)

    def question(self, code: str) -> QuestionRecord:
        """A question of the pack. Raises ProblemError `pack.no_such_question`."""
        found = next((each for each in self.visit.questions if each.code == code), None)
        if found is None:
            raise PACK.problem("no_such_question")
        return found

    def draft(self, code: str) -> Draft:
        """What was written on a question so far."""
        return self.drafts.get(code, Draft())

    def keep(self, code: str, change: Callable[[Draft], Draft], now: datetime) -> None:
        """Change a draft and write it down, on the disk when this returns; of two changes at once the second sees the first.

        Raises ProblemError what `change` raises, `pack.no_such_question`, what had closed the question when the pack was made, `rating.cannot_apply`,
        `pack.changed_elsewhere`, `pack.file_unusable`.
        """
        question = self.question(code)
        with self._one_at_a_time:
            draft = change(self.draft(code))
            _demand_writable(question, draft)
            if _digest_of(self.file) != self._saved.digest:
                raise PACK.problem("changed_elsewhere")
            drafts = {**self.drafts, code: draft}
            saved = evolve(self._saved, revision=self._saved.revision + 1)
            data = self._file(
                BroughtRecord(saved.copy, saved.revision, now, records_of(drafts), saved.earlier)
            )
            _replace(self.file, data)
            self.drafts = drafts
            self._saved = evolve(saved, digest=sha256(data).hexdigest())

    def _file(self, record: BroughtRecord) -> bytes:
        locked = locked_parts({DRAFTS_PART: written(record)}, with_key(self.visit.lock_key))
        text = note_text(PackKind.BROUGHT, self.pack, locked)
        return whole(signed(text, [read_signing_key(self.visit.signing_key)]), locked)


def read_file(path: Path) -> Envelope:
    """A file of a pack, not yet opened. Raises ProblemError `pack.file_unusable`, `.too_large`, and those of `read_envelope`."""
    try:
        if (size := path.stat().st_size) > LARGEST:
            raise PACK.problem("too_large", mib=size >> 20, limit=LARGEST >> 20)
        return read_envelope(path.read_bytes())
    except OSError as fault:
        raise _unusable(path, fault) from None


def open_pack(path: Path, passphrase: str, hub: Sequence[VerifierKey] = ()) -> Working:
    """A pack and what was written in it before, on this laptop.

    `hub`: keys that must have signed it; without them the pack itself says which did. Raises ProblemError as `read_file` does, and
    `pack.not_given`, `.other_hub`, `.passphrase_wrong`, `.damaged`, `.signature_missing`, `.drafts_elsewhere`.
    """
    envelope = read_file(path)
    if envelope.kind is not PackKind.GIVEN:
        raise PACK.problem("not_given")
    if hub:
        _demand_hub(envelope, hub)
    parts = envelope.opened(by_passphrase(passphrase))
    visit = read_visit(parts)
    envelope.demand_signed([read_verifier_key(each) for each in visit.hub_keys])
    file = path.with_name(path.name + BROUGHT)
    drafts, saved = _before(file, envelope.pack, visit)
    return Working(envelope.pack, visit, parts, file, drafts, saved)


def _demand_hub(envelope: Envelope, hub: Sequence[VerifierKey]) -> None:
    try:
        envelope.demand_signed(hub)
    except ProblemError as refusal:
        if refusal.finding.code == "pack.signature_missing":
            raise PACK.problem("other_hub") from None
        raise


def _before(file: Path, pack: str, visit: VisitRecord) -> tuple[dict[str, Draft], _Saved]:
    if not file.exists():
        return drafts_from(visit.drafts), _Saved(str(uuid4()))
    envelope = read_file(file)
    if envelope.kind is not PackKind.BROUGHT or envelope.pack != pack:
        raise PACK.problem("drafts_elsewhere")
    envelope.demand_signed([verifier_key(read_signing_key(visit.signing_key))])
    record = read_brought(envelope.opened(by_key(visit.lock_key)))
    saved = _Saved(str(uuid4()), record.revision, _digest_of(file), records_of_trail(trail_of(record)))
    return drafts_from(record.drafts), saved


def _demand_writable(question: QuestionRecord, draft: Draft) -> None:
    if question.closed:
        room, code = question.closed.split(".", 1)
        raise (RATING if room == RATING.room else PACK).problem(code)
    cannot = draft.answer is not None and draft.answer.kind is AnswerKind.NOT_APPLICABLE
    if cannot and not question.cannot_apply:
        raise RATING.problem("cannot_apply", question=question.code)


def _digest_of(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as fault:
        raise _unusable(file, fault) from None


def _replace(file: Path, data: bytes) -> None:
    new = file.with_name(file.name + ".new")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        new.replace(file)
        _reach_disk(file.parent)
    except OSError as fault:
        raise _unusable(file, fault) from None


def _reach_disk(folder: Path) -> None:
    """That the file has its name is kept by the folder; where folders cannot be opened, the system sees to it itself."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unusable(file: Path, fault: OSError) -> ProblemError:
    return PACK.problem("file_unusable", file=str(file), reason=fault.strerror or "")
