"""Two records compared by themselves: the rules of screening, with a list of one."""

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.screening import scoring
from catenary.core.screening.building import IndexBuilder
from catenary.core.screening.model import ListedName, ListEntry, Person
from catenary.core.screening.model_values import NameModel
from catenary.core.screening.scoring import Thresholds
from catenary.core.screening.screener import Listed, Screener

_EVERYTHING = Thresholds(review=0.0, match=scoring.MATCH_SCORE)


@frozen
class Comparison:
    """How likely two records are one person, against both thresholds, with the reasons."""

    score: float
    match: bool
    review: bool
    findings: tuple[Finding, ...]


NOTHING_IN_COMMON = Comparison(0.0, False, False, ())


def compare(query: Person, candidate: Person, model: NameModel) -> Comparison:
    """Score two records. Records that share no part of any name score 0 and have no findings."""
    entry = ListEntry(
        list="",
        entry="",
        names=tuple(ListedName(name) for name in candidate.names),
        born=candidate.born,
        sex=candidate.sex,
        nationalities=candidate.nationalities,
        documents=candidate.documents,
    )
    builder = IndexBuilder(model)
    builder.add(entry)
    screener = Screener([Listed(builder.finish(), lambda _: entry)], model, floor=-100.0, exhaustive=True)
    found = screener.screen(query, _EVERYTHING)
    if not found:
        return NOTHING_IN_COMMON
    best = found[0]
    return Comparison(
        best.score, best.score >= scoring.MATCH_SCORE, best.score >= scoring.REVIEW_SCORE, best.findings
    )
