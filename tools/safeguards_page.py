"""Writes docs/safeguards.md from the table that the desk shows: `python tools/safeguards_page.py`."""

from collections.abc import Iterator
from pathlib import Path

from catenary.basis.findings import Catalogue
from catenary.core.mandate.safeguards import SAFEGUARDS, Built, Citation, Safeguard

PAGE = Path(__file__).parents[1] / "docs" / "safeguards.md"

_OPENING = """\
# Safeguards, and what proves them

*Written by `tools/safeguards_page.py` from `src/catenary/core/mandate/safeguards.py`; do not edit by hand.*

What ICAO Annex 9, the law of the European Union and the United Nations ask of those who handle passenger data, in our own words.
Each safeguard that is built names the tests that prove it; they run with all others, and a test fails when a named one does not
exist. A test under `tests/core` proves the rule, one under `tests/desk` that rows, jobs and pages obey it. *Partly* means that a part
of the product still owes something. *Not built yet* means that nothing is claimed.

Paragraphs marked with ° are known from secondary sources; whoever relies on them reads the instrument first. The table is no legal
advice, and no safeguard is better than the organisation that uses it.
"""

_STATES = {Built.BUILT: "built", Built.PARTLY: "partly", Built.NOT_YET: "not built yet"}


def page() -> str:
    """The whole page."""
    return "\n".join([_OPENING, *_counts(), *_table(), *_proofs()])


def _counts() -> Iterator[str]:
    told = (f"{sum(each.built is state for each in SAFEGUARDS)} {name}" for state, name in _STATES.items())
    yield f"{len(SAFEGUARDS)} safeguards: {', '.join(told)}.\n"


def _table() -> Iterator[str]:
    yield "| safeguard | asked for by | state | owed by |"
    yield "|---|---|---|---|"
    for each in SAFEGUARDS:
        cited = "; ".join(_cited(citation) for citation in each.citations)
        owed = f"`{each.awaits}`" if each.awaits else ""
        yield f"| {Catalogue.sentence(each.finding.code)} | {cited} | {_STATES[each.built]} | {owed} |"
    yield ""


def _cited(citation: Citation) -> str:
    return f"{citation.instrument} {citation.paragraph}{'' if citation.confirmed else '°'}"


def _proofs() -> Iterator[str]:
    yield "## Tests\n"
    for each in SAFEGUARDS:
        if each.tests:
            yield from _proof(each)


def _proof(safeguard: Safeguard) -> Iterator[str]:
    yield f"**{Catalogue.sentence(safeguard.finding.code)}**\n"
    yield from (f"* `{test}`" for test in safeguard.tests)
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
