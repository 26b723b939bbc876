"""Verifying what fits in a letter: one record with its proof, the step from an older checkpoint to a newer, a checkpoint."""

import re
from typing import Any, NoReturn

from attrs import evolve, frozen

from catenary.basis.findings import Finding, ProblemError
from catenary.core.ledger.canonical import read_entry
from catenary.core.ledger.entry import Entry
from catenary.core.ledger.merkle import HASH_LENGTH, leaf_hash
from catenary.core.ledger.model import Checkpoint
from catenary.core.ledger.problems import LEDGER
from catenary.core.ledger.proving import verify_consistency, verify_inclusion
from catenary.formats.ledger_export.report import Kind, Report, Trust, has_error
from catenary.formats.ledger_export.trusting import (
    Belief,
    belief_in,
    held_believed,
    unknown_signatures,
    witnesses_missing,
)
from catenary.formats.ledger_export.writing import PROOF_HEAD
from catenary.formats.signed_note.base64_text import bytes_of
from catenary.formats.signed_note.checkpoint import SignedCheckpoint, read_checkpoint

MOST_STEPS = 63
"""Hashes in a proof; a log would need more than 2**63 entries for a longer one."""

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


@frozen
class Proof:
    """What stands above the checkpoint of a proof file, and the checkpoint."""

    number: int
    """The index of the entry, or the size of the older log."""
    steps: tuple[bytes, ...]
    signed: SignedCheckpoint
    leaf: bytes | None = None


def read_record_proof(data: bytes) -> Proof:
    """One record with its proof (C2SP tlog-proof). Problems: `proof_unreadable` with the line, `note_unreadable`, `checkpoint_unreadable`."""
    lines, note = _halves(data)
    if lines[:1] != [PROOF_HEAD]:
        _refuse(1)
    if len(lines) < 3 or not lines[1].startswith("extra "):
        _refuse(2)
    leaf = _bytes(lines[1].removeprefix("extra "), 2)
    return Proof(_number(lines[2], "index ", 3), _steps(lines[3:], 4), read_checkpoint(note), leaf)


def read_consistency_file(data: bytes) -> Proof:
    """The step from an older size (C2SP tlog-witness). Problems as for a record."""
    lines, note = _halves(data)
    return Proof(_number(lines[0] if lines else "", "old ", 1), _steps(lines[1:], 2), read_checkpoint(note))


def _halves(data: bytes) -> tuple[list[str], bytes]:
    """The lines before the first empty one, and what follows it."""
    head, blank, note = data.partition(b"\n\n")
    if not blank or not head.isascii():
        _refuse(1)
    return head.decode().split("\n"), note


def _number(line: str, word: str, at: int) -> int:
    text = line.removeprefix(word)
    if not line.startswith(word) or not _NUMBER.fullmatch(text):
        _refuse(at)
    return int(text)


def _steps(lines: list[str], at: int) -> tuple[bytes, ...]:
    if len(lines) > MOST_STEPS:
        _refuse(at + MOST_STEPS)
    steps = tuple(_bytes(line, number) for number, line in enumerate(lines, at))
    for number, step in enumerate(steps, at):
        if len(step) != HASH_LENGTH:
            _refuse(number)
    return steps


def _bytes(text: str, at: int) -> bytes:
    try:
        return bytes_of(text)
    except ValueError:
        _refuse(at)


def _refuse(line: int) -> NoReturn:
    raise LEDGER.problem("proof_unreadable", line=line)


def verify_record(data: bytes, trust: Trust) -> Report:
    """Whether the entry stands in the log at its index. Problems where the file cannot be read."""
    proof = read_record_proof(data)
    assert proof.leaf is not None
    belief, findings = _believed(proof.signed, trust)
    entry, more = _proved_entry(proof.leaf, proof.number, proof.steps, proof.signed.checkpoint)
    return _report(Kind.RECORD, belief, [*more, *findings], index=proof.number, entry=entry)


def _proved_entry(
    leaf: bytes, index: int, steps: tuple[bytes, ...], checkpoint: Checkpoint
) -> tuple[Entry | None, list[Finding]]:
    """The entry, if it can be read, and what does not hold of it: that it is one, and that it stands there."""
    entry, findings = None, []
    try:
        entry = read_entry(leaf, index)
    except ProblemError as problem:
        findings.append(problem.finding)
    try:
        verify_inclusion(index, checkpoint.size, leaf_hash(leaf), steps, checkpoint.root)
    except ProblemError as problem:
        findings.append(problem.finding)
    return entry, findings


def verify_consistency_file(data: bytes, trust: Trust) -> Report:
    """Whether the checkpoint continues one that is held, of the older size that the file names."""
    proof = read_consistency_file(data)
    newer = proof.signed.checkpoint
    belief = belief_in(proof.signed, trust)
    held, findings = held_believed(trust, newer.origin)
    older = [each.checkpoint for each in held if each.checkpoint.size == proof.number]
    if not older:
        findings.append(LEDGER.finding("held_missing", size=proof.number))
    for checkpoint in older:
        findings.extend(_broken(checkpoint, newer, proof.steps))
    report = _report(Kind.CONSISTENCY, belief, [*findings, *_signed(belief, trust)])
    return report if trust.keys or not report.holds else evolve(report, covered=proof.number)


def _broken(older: Checkpoint, newer: Checkpoint, steps: tuple[bytes, ...]) -> list[Finding]:
    try:
        verify_consistency(older.size, newer.size, older.root, newer.root, steps)
    except ProblemError as problem:
        return [problem.finding]
    return []


def verify_checkpoint_file(data: bytes, trust: Trust) -> Report:
    """Whether the log signed this checkpoint, or it is one that is held."""
    belief, findings = _believed(read_checkpoint(data), trust)
    return _report(Kind.CHECKPOINT, belief, findings)


def _believed(signed: SignedCheckpoint, trust: Trust) -> tuple[Belief, list[Finding]]:
    """Signed as asked for; or without keys the very one that is held. Beside what is held it must not contradict it."""
    belief = belief_in(signed, trust)
    held, findings = held_believed(trust, signed.checkpoint.origin)
    same_size = [each for each in held if each.checkpoint.size == signed.checkpoint.size]
    findings.extend(_beside(signed.checkpoint, [each.checkpoint for each in held]))
    if not trust.keys and not same_size:
        findings.append(LEDGER.finding("nothing_verified"))
    return belief, [*findings, *_signed(belief, trust)]


def _beside(checkpoint: Checkpoint, held: list[Checkpoint]) -> list[Finding]:
    """What the checkpoints that are held say of this one: the same, something else, or nothing for want of a proof."""
    findings = []
    for each in held:
        if each.size != checkpoint.size:
            findings.append(LEDGER.finding("held_not_compared", held=each.size, size=checkpoint.size))
        elif each.root != checkpoint.root:
            last = max(each.size - 1, 0)
            findings.append(LEDGER.finding("held_differs", size=each.size, first=0, last=last))
    return findings


def _signed(belief: Belief, trust: Trust) -> list[Finding]:
    """What there is to say of the signatures."""
    if not trust.keys:
        return [LEDGER.finding("signature_unchecked", size=belief.checked.size)]
    missing = witnesses_missing(belief, trust) if belief.believed else []
    return [*belief.findings, *missing, *unknown_signatures(belief.unknown)]


def _report(kind: Kind, belief: Belief, findings: list[Finding], **more: Any) -> Report:
    checkpoint = belief.signed.checkpoint
    covered = 0 if has_error(findings) else checkpoint.size
    shown = (belief.checked,)
    return Report(kind, checkpoint.origin, checkpoint.size, covered, shown, tuple(findings), **more)
