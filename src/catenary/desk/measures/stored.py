"""How maps and translations stand in their rows: plain values, read back into what core knows."""

from typing import Any

from catenary.core.measures.carrying import Carry, CarryOverMap, Pairing
from catenary.core.measures.model import ReviewStatus, Texts, Translation
from catenary.desk.measures.models import CarryOver, EditionTranslation


def kept_pairings(given: CarryOverMap) -> list[dict[str, Any]]:
    """The pairings of a map, for its row."""
    return [
        {
            "before": each.before,
            "after": each.after,
            "verdict": each.verdict.value if each.verdict else None,
            "decided_by": each.decided_by,
            "reason": each.reason,
        }
        for each in given.pairings
    ]


def map_from(row: CarryOver, before: str, after: str) -> CarryOverMap:
    """The map that a row keeps, between the editions of these codes."""
    return CarryOverMap(before, after, [_pairing(each) for each in row.pairings])


def _pairing(told: dict[str, Any]) -> Pairing:
    verdict = Carry(told["verdict"]) if told["verdict"] else None
    return Pairing(told["before"], told["after"], verdict, told["decided_by"], told["reason"])


def kept_texts(texts: Texts) -> dict[str, Any]:
    """The texts of a translation, for its row."""
    return {
        "text": texts.text,
        "help": texts.help,
        "levels": list(texts.levels),
        "not_applicable": texts.not_applicable,
        "evidence": list(texts.evidence),
    }


def translation_from(row: EditionTranslation) -> Translation:
    """The translation that a row keeps."""
    return Translation(row.code, row.language, Texts(**row.texts), ReviewStatus(row.status), row.by)
