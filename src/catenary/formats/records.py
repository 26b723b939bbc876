"""Core values as the JSON objects of the published contract (docs/schemas): plain dicts, keys in contract order."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from catenary.basis.findings import Finding

Record: TypeAlias = dict[str, Any]
"""A JSON object: only str, int, float, bool, None, lists and dicts of these."""


def finding_record(finding: Finding) -> Record:
    """A finding or a problem: code, severity, place and the values it speaks of."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "segment": finding.at.segment,
        "offset": finding.at.offset,
        "params": dict(finding.params),
    }


def finding_records(findings: Iterable[Finding]) -> list[Record]:
    """Findings in the order they were made."""
    return [finding_record(finding) for finding in findings]
