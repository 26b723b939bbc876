"""What a rating rests on, for and against: where it comes from, when it was made, who can look it up again.

A node's signed counts file is one kind: practice as it was measured, beside law on paper. It counts as such only where its
signature was checked.
"""

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from catenary.basis.findings import Finding, ProblemError
from catenary.core.assessment.confidence import Access, Evidence, SourceKind, Stance
from catenary.core.assessment.panel_problems import EVIDENCE
from catenary.core.measures.model import paragraph


@frozen
class Piece:
    """One piece of evidence as a rater names it."""

    kind: SourceKind
    stance: Stance
    access: Access
    reference: str = field(converter=paragraph)
    """Where it can be found again; two pieces with one reference are one source."""
    made_on: date | None = None
    """None: its date is not known."""
    signed: bool = False
    """A counts file whose signature was checked."""

    @property
    def weighed(self) -> Evidence:
        """As confidence counts it."""
        return Evidence(self.reference.casefold(), self.kind, self.made_on, self.access, self.stance)


def fault(piece: Piece, today: date) -> Finding | None:
    """What speaks against taking it in: `evidence.reference_missing`, `.dated_ahead`, `.counts_unchecked`."""
    if not piece.reference:
        return EVIDENCE.finding("reference_missing")
    if piece.made_on is not None and piece.made_on > today:
        return EVIDENCE.finding("dated_ahead")
    if piece.kind is SourceKind.MEASURED_PRACTICE and not piece.signed:
        return EVIDENCE.finding("counts_unchecked")
    return None


def demand_sound(pieces: Iterable[Piece], today: date) -> None:
    """Go on only if all can be taken in. Raises ProblemError with the first fault."""
    for piece in pieces:
        if (found := fault(piece, today)) is not None:
            raise ProblemError(found)
