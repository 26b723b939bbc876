"""The reasons of a score, as findings: which value met which, and how many nats each contributed."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.screening import attributes as facts
from catenary.core.screening.alignment import Weights, ceiling_of, saturate
from catenary.core.screening.attributes import BirthRelation as Birth
from catenary.core.screening.building import birth_rows, country_code, sex_code
from catenary.core.screening.model import ListEntry, Person
from catenary.core.screening.papers import Meeting
from catenary.core.screening.problems import SCREENING
from catenary.core.screening.scoring import LEAST_NAME
from catenary.core.screening.tokens import Token

_BIRTH_CODES = {
    Birth.ABSENT: "birth_date_absent",
    Birth.CONTRADICTS: "birth_date_contradicts",
    Birth.NEAR: "birth_date_near",
    Birth.YEAR_ONLY_DIFFERS: "birth_date_near",
    Birth.SAME_DAY_OTHER_YEAR: "birth_date_near",
    Birth.ONE_PART_DIFFERS: "birth_date_near",
    Birth.DAY_MONTH_SWAPPED: "birth_date_near",
}
"""All other relations agree."""


@frozen(eq=False)
class Alignment:
    """How two names were paired: which tokens met, which are set against each other, and what each was worth in nats."""

    query: Sequence[Token]
    entry: Sequence[Token]
    met: Sequence[int]
    gain: Sequence[float]
    against: Sequence[int]
    shape: Sequence[bool]
    total: float
    weights: Weights


def _reason(code: str, query: str | None, entry: str | None, nats: float) -> Finding:
    return SCREENING.finding(code, query=query, entry=entry, contribution=round(float(nats), 3))


def _texts(tokens: Sequence[Token], mask: int) -> str:
    return " ".join(token.text for at, token in enumerate(tokens) if mask >> at & 1)


def explain_names(found: Alignment) -> list[Finding]:
    """Findings for every token of both names; the contributions add up to the evidence of the names."""
    findings, met, explained = [], 0, 0.0
    for at, entry_mask in enumerate(found.met):
        if not entry_mask or met & entry_mask:
            continue
        query_mask = sum(1 << other for other, mask in enumerate(found.met) if mask == entry_mask)
        nats, met = (
            sum(found.gain[other] for other in range(at, len(found.met)) if query_mask >> other & 1),
            met | entry_mask,
        )
        findings.append(
            _reason(
                _met_code(found, query_mask, entry_mask),
                _texts(found.query, query_mask),
                _texts(found.entry, entry_mask),
                nats,
            )
        )
        explained += nats
    lost = -sum(found.gain[at] for at, other in enumerate(found.against) if other >= 0)
    saturated = float(saturate(explained, ceiling_of(lost, found.weights)))
    if saturated < explained:
        findings.append(SCREENING.finding("name_saturated", contribution=round(saturated - explained, 3)))
    return findings + _opposed(found) + _absent(found, met) + _shape(found)


def _opposed(found: Alignment) -> list[Finding]:
    return [
        _reason("name_token_contradicts", found.query[at].text, found.entry[other].text, found.gain[at])
        for at, other in enumerate(found.against)
        if other >= 0
    ]


def _met_code(found: Alignment, query_mask: int, entry_mask: int) -> str:
    if query_mask.bit_count() + entry_mask.bit_count() > 2:
        return "name_token_joined"
    query, entry = found.query[query_mask.bit_length() - 1], found.entry[entry_mask.bit_length() - 1]
    initial = (len(query.key) == 1) != (len(entry.key) == 1)
    return "name_token_initial" if initial else "name_token"


def _absent(found: Alignment, met: int) -> list[Finding]:
    """What stands on one side only."""
    query = [
        (token.text, None, token)
        for token, mask, other in zip(found.query, found.met, found.against, strict=True)
        if not mask and other < 0
    ]
    entry = [
        (None, token.text, token)
        for at, token in enumerate(found.entry)
        if not met >> at & 1 and at not in found.against
    ]
    weights = found.weights
    return [
        _reason("name_token_absent", ours, theirs, -weights.light if _is_light(token) else -weights.extra)
        for ours, theirs, token in query + entry
    ]


def _shape(found: Alignment) -> list[Finding]:
    """What the order of the parts cost, and a first part that is missing."""
    weights = found.weights
    costs = {"name_order": weights.swapped, "name_first_absent": weights.first - weights.extra}
    return [
        SCREENING.finding(code, contribution=round(-cost, 3))
        for (code, cost), holds in zip(costs.items(), found.shape, strict=True)
        if holds
    ]


def _is_light(token: Token) -> bool:
    return token.particle or token.title


def explain_limits(names: float, discount: float) -> list[Finding]:
    """A weak alias, and the least that names can say against one person."""
    reasons = [SCREENING.finding("name_weak_alias", contribution=-discount)] if discount else []
    if names - discount < LEAST_NAME:
        reasons.append(SCREENING.finding("name_least", contribution=round(LEAST_NAME - names + discount, 3)))
    return reasons


def explain_no_name() -> Finding:
    """What stands for the names where the person has none."""
    return SCREENING.finding("name_none", contribution=0.0)


def _joined(values: Iterable[object]) -> str | None:
    return ", ".join(str(value) for value in values) or None


def explain_attributes(person: Person, entry: ListEntry) -> list[Finding]:
    """Findings for birth date, sex and nationality; absent ones say so and contribute nothing."""
    relation = Birth(facts.relate_births(birth_rows(person.born), birth_rows(entry.born)))
    birth_code = _BIRTH_CODES.get(relation, "birth_date_agrees")
    sex = facts.sex_evidence(sex_code(person.sex), sex_code(entry.sex))
    country = country_nats(person.nationalities, entry.nationalities)
    return [
        _reason(birth_code, _joined(person.born), _joined(entry.born), facts.BIRTH_WEIGHTS[relation]),
        _reason(f"sex_{_side(sex)}", person.sex, entry.sex, sex),
        _reason(
            f"nationality_{_side(country)}",
            _joined(person.nationalities),
            _joined(entry.nationalities),
            country,
        ),
    ]


def country_nats(ours: Iterable[str], theirs: Iterable[str]) -> float:
    """Nats for two sets of nationalities; 0 when either is unknown."""
    mine, others = {country_code(c) for c in ours}, {country_code(c) for c in theirs}
    if not mine or not others:
        return 0.0
    return facts.NATIONALITY_AGREES if mine & others else facts.NATIONALITY_CONTRADICTS


def _side(nats: float) -> str:
    return "absent" if nats == 0 else "agrees" if nats > 0 else "contradicts"


def explain_document(met: Meeting) -> Finding:
    """The finding for two document numbers that agree, or that are read for one another, with both issuers where they differ."""
    if met.issuers_agree is False:
        ours, theirs = (f"{paper.number} ({paper.issuer})" for paper in (met.ours, met.theirs))
        return _reason("document_other_issuer", ours, theirs, met.nats)
    code = "document_agrees" if met.same_number else "document_confusable"
    return _reason(code, met.ours.number, met.theirs.number, met.nats)
