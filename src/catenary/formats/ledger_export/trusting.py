"""Whether a checkpoint may be believed: by the signatures under it, or because it is the very one that somebody held."""

from attrs import frozen

from catenary.basis.findings import Finding, ProblemError
from catenary.core.ledger.problems import LEDGER
from catenary.formats.ledger_export.report import CheckedCheckpoint, Trust
from catenary.formats.signed_note.checkpoint import SignedCheckpoint, known_signatures
from catenary.formats.signed_note.note import signers_missing


@frozen
class Belief:
    """A checkpoint after its signatures were looked at."""

    signed: SignedCheckpoint
    checked: CheckedCheckpoint
    believed: bool
    findings: tuple[Finding, ...]
    unknown: int
    """Signatures of keys that were not given."""


def belief_in(signed: SignedCheckpoint, trust: Trust) -> Belief:
    """By its signatures. Without any key nothing is believed and nothing is held against it."""
    checkpoint = signed.checkpoint
    nothing = CheckedCheckpoint(checkpoint.size, checkpoint.root)
    if not trust.keys:
        return Belief(signed, nothing, believed=False, findings=(), unknown=len(signed.note.signatures))
    try:
        verified = known_signatures(signed, trust.keys, trust.witnesses)
    except ProblemError as problem:
        return Belief(signed, nothing, believed=False, findings=(problem.finding,), unknown=0)
    checked = CheckedCheckpoint(checkpoint.size, checkpoint.root, verified)
    unknown = len(signed.note.signatures) - len(verified)
    return Belief(signed, checked, believed=True, findings=(), unknown=unknown)


def witnesses_missing(belief: Belief, trust: Trust) -> list[Finding]:
    """A finding for every witness that had to sign and did not."""
    missing = signers_missing(belief.checked.verified, trust.witnesses)
    size = belief.checked.size
    return [LEDGER.finding("cosignature_missing", size=size, key=key.name) for key in missing]


def held_believed(trust: Trust, origin: str) -> tuple[list[SignedCheckpoint], list[Finding]]:
    """The checkpoints held of this log that may be believed, smallest first: all of them, or with keys those they signed."""
    believed: list[SignedCheckpoint] = []
    findings: list[Finding] = []
    for signed in sorted(trust.held, key=lambda each: each.checkpoint.size):
        if signed.checkpoint.origin != origin:
            findings.append(LEDGER.finding("origin_differs", size=signed.checkpoint.size))
            continue
        belief = belief_in(signed, trust)
        findings.extend(belief.findings)
        if belief.believed or not trust.keys:
            believed.append(signed)
    return believed, findings


def unknown_signatures(count: int) -> list[Finding]:
    """One notice for all of them."""
    return [LEDGER.finding("signature_unknown", count=count)] if count else []
