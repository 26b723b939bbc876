"""The laws an officer can name when opening data, each with the purposes it allows.

Instruments and paragraphs are cited, never quoted. `confirmed` marks those whose paragraph was read; the others are known
from secondary sources, and whoever operates the software confirms them, or leaves them out, before use. A State adds its
own law with `with_national_law`: an international instrument alone is seldom enough in its courts.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from catenary.core.mandate.model import LegalBasis, Purpose
from catenary.core.mandate.problems import MANDATE

LegalBases: TypeAlias = Mapping[str, LegalBasis]
"""Legal bases by their stable code, as tasks name them."""

_LAW_ENFORCEMENT = {Purpose.TERRORISM, Purpose.SERIOUS_CRIME}
_HUB = {Purpose.ASSESSMENT, Purpose.ASSISTANCE, Purpose.RESEARCH}

_ROWS: tuple[LegalBasis, ...] = (
    LegalBasis("sc-1373-2f", "S/RES/1373 (2001)", "2(f)", {Purpose.COOPERATION, Purpose.EVIDENCE, Purpose.PROSECUTION}),
    LegalBasis("sc-1373-2g", "S/RES/1373 (2001)", "2(g)", {Purpose.BORDER_CHECK}, confirmed=True),
    LegalBasis("sc-1373-3", "S/RES/1373 (2001)", "3(a)-(c)", {Purpose.COOPERATION, Purpose.TERRORISM}),
    LegalBasis("sc-1373-6", "S/RES/1373 (2001)", "6", _HUB),
    LegalBasis("sc-1624-2", "S/RES/1624 (2005)", "2", {Purpose.BORDER_CHECK, Purpose.COOPERATION}, confirmed=True),
    LegalBasis("sc-1624-6", "S/RES/1624 (2005)", "6", _HUB),
    LegalBasis("sc-2178-9", "S/RES/2178 (2014)", "9", {Purpose.BORDER_CHECK, Purpose.TERRORISM}),
    LegalBasis("sc-2178-11", "S/RES/2178 (2014)", "11", {Purpose.COOPERATION, Purpose.TERRORISM}),
    LegalBasis("sc-2396-11", "S/RES/2396 (2017)", "11", {Purpose.BORDER_CHECK, Purpose.TERRORISM}),
    LegalBasis("sc-2396-12", "S/RES/2396 (2017)", "12", {Purpose.TERRORISM}),
    LegalBasis("sc-2396-13", "S/RES/2396 (2017)", "13", {Purpose.BORDER_CHECK, Purpose.TERRORISM, Purpose.COOPERATION}),
    LegalBasis("icao-9-api", "ICAO Annex 9", "chapter 9, section C", {Purpose.BORDER_CHECK}),
    LegalBasis("icao-9-pnr", "ICAO Annex 9", "chapter 9, section D", _LAW_ENFORCEMENT),
    LegalBasis("icao-9-redress", "ICAO Annex 9", "9.26", {Purpose.RIGHTS}),
    LegalBasis("icao-9-oversight", "ICAO Annex 9", "9.29", {Purpose.OVERSIGHT}),
    LegalBasis("eu-2004-82-6", "Council Directive 2004/82/EC", "art. 6(1)", {Purpose.BORDER_CHECK}, confirmed=True),
    LegalBasis("eu-2016-681-6", "Directive (EU) 2016/681", "art. 6(2)", _LAW_ENFORCEMENT),
    LegalBasis("eu-2016-681-9", "Directive (EU) 2016/681", "art. 9", {*_LAW_ENFORCEMENT, Purpose.COOPERATION}),
    LegalBasis("eu-2016-681-5", "Directive (EU) 2016/681", "art. 5", {Purpose.OVERSIGHT, Purpose.RIGHTS}),
    LegalBasis("eu-2016-681-13", "Directive (EU) 2016/681", "art. 13(1)", {Purpose.RIGHTS}, confirmed=True),
    LegalBasis("eu-2016-681-15", "Directive (EU) 2016/681", "art. 15", {Purpose.OVERSIGHT}),
    LegalBasis("eu-2016-680-rights", "Directive (EU) 2016/680", "art. 12-18", {Purpose.RIGHTS}),
    LegalBasis("eu-2016-680-oversight", "Directive (EU) 2016/680", "art. 45-47", {Purpose.OVERSIGHT}),
    LegalBasis("eu-2016-679-rights", "Regulation (EU) 2016/679", "art. 12-22", {Purpose.RIGHTS}),
)  # fmt: skip

LEGAL_BASES: Final[LegalBases] = MappingProxyType({basis.code: basis for basis in _ROWS})
"""What ships; `docs/mandate.md` says why each allows what it allows."""


def with_national_law(
    bases: LegalBases, *, code: str, instrument: str, paragraph: str, purposes: Iterable[Purpose]
) -> LegalBases:
    """The table with a State's own law, whose code begins with `national-`.

    The State vouches for it, so it counts as confirmed. Raises ProblemError `mandate.basis_incomplete` where the code,
    the instrument, the paragraph or every purpose is missing, `mandate.basis_taken` for a code that stands already.
    """
    basis = LegalBasis(code, instrument.strip(), paragraph.strip(), frozenset(purposes), confirmed=True)
    named = basis.code.removeprefix("national-")
    if named in {"", basis.code} or not (basis.instrument and basis.paragraph and basis.purposes):
        raise MANDATE.problem("basis_incomplete", basis=code)
    if code in bases:
        raise MANDATE.problem("basis_taken", basis=code)
    return MappingProxyType({**bases, code: basis})


def bases_for(purpose: Purpose, bases: LegalBases = LEGAL_BASES) -> tuple[LegalBasis, ...]:
    """The laws that allow a purpose, in the table's order: what a page offers to choose from."""
    return tuple(basis for basis in bases.values() if purpose in basis.purposes)
