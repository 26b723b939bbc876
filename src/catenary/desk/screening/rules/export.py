"""A version of a rule as a file for an audit: its words, the law it stands on, its figures and its steps; few cases are withheld.

Sources: Directive (EU) 2016/681 art. 6(3)(b), 6(4) and 13(5); CJEU C-817/19 par. 194 to 213.
"""

from datetime import datetime
from typing import Any, Final

import msgspec

from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.screening.rule_counts import Counts, Division
from catenary.core.screening.small_numbers import FEW, told
from catenary.core.screening.targeting import NARROWS_BY, digest
from catenary.desk.screening.models import RuleStep, RuleTrial, RuleVersion
from catenary.desk.screening.rules.figures import judged
from catenary.desk.screening.rules.versions import counts_in, rule_of

FORMAT: Final = "catenary-targeting-rule-1"
LAW: Final = (
    "Directive (EU) 2016/681 art. 6(3)(b)",
    "Directive (EU) 2016/681 art. 6(4)",
    "CJEU C-817/19, 21 June 2022",
)


def exported(row: RuleVersion, now: datetime) -> bytes:
    """The file, as JSON; `None` stands for a count that is withheld because it is small (`few`)."""
    trial = RuleTrial.objects.filter(version=row).first()
    file = {
        "format": FORMAT,
        "exported_at": now,
        "unit": row.organisation.name,
        "rule": _rule(row),
        "law": [*LAW, row.rule.legal_ground],
        "basis": _basis(row.rule.basis),
        "purpose": row.rule.purpose,
        "narrows_by": NARROWS_BY,
        "few": FEW,
        "steps": [_step(each) for each in RuleStep.objects.filter(version=row).order_by("at", "id")],
        "traffic": _traffic(trial) if trial else None,
        "judged": _judged(row),
    }
    return msgspec.json.format(msgspec.json.encode(file), indent=2)


def _rule(row: RuleVersion) -> dict[str, Any]:
    return {
        "code": row.rule.code,
        "name": row.rule.name,
        "version": row.number,
        "state": row.state,
        "aim": row.aim,
        "criteria": row.criteria,
        "unless": row.unless,
        "review_on": row.review_on,
        "sha256": digest(rule_of(row)),
    }


def _basis(code: str) -> str:
    law = LEGAL_BASES[code]
    return f"{law.instrument} {law.paragraph}"


def _step(step: RuleStep) -> dict[str, Any]:
    """Without names: who did it stands in the ledger."""
    return {"act": step.act, "at": step.at, "by_itself": step.by_id is None, "reason": step.reason}


def _traffic(trial: RuleTrial) -> dict[str, Any]:
    counts = counts_in(trial)
    return {
        "began_at": trial.began_at,
        "counted_at": trial.counted_at,
        "travellers": counts.travellers,
        "past": trial.past,
        "left_out": trial.left_out,
        "hits": _one(counts.hits),
        "alone": [_one(each) for each in counts.alone],
        "by": {division.value: _division(counts, division) for division in Division},
        "overlap": told(counts.overlap),
    }


def _division(counts: Counts, division: Division) -> dict[str, list[int | None]]:
    table = counts.by.get(division, {})
    travellers = told({value: both.travellers for value, both in table.items()})
    hits = told({value: both.hits for value, both in table.items()})
    return {value: [travellers[value], hits[value]] for value in sorted(table)}


def _judged(row: RuleVersion) -> dict[str, Any]:
    found = judged(row)
    return {
        "waiting": found.waiting,
        "decided": found.upheld.whole,
        "to_be_looked_at": found.upheld.part,
        "low": round(found.upheld.low, 4),
        "high": round(found.upheld.high, 4),
        "withdrawn": found.withdrawn,
    }


def _one(count: int) -> int | None:
    return told({"": count})[""]
