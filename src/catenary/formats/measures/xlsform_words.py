"""The fixed words of a form in six languages, and what its columns call each language."""

import re
from collections.abc import Mapping
from typing import Final

LANGUAGE_NAMES: Final[Mapping[str, str]] = {
    "en": "English (en)",
    "fr": "French (fr)",
    "es": "Spanish (es)",
    "ru": "Russian (ru)",
    "ar": "Arabic (ar)",
    "zh_Hans": "Chinese (zh)",
}
"""As the columns of a form name languages, code of ISO 639 in brackets."""
_CODE: Final = re.compile(r".*\(\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\s*\)\s*")
_BY_TONGUE: Final = {code.partition("_")[0]: code for code in LANGUAGE_NAMES}

NOT_APPLICABLE: Final[Mapping[str, str]] = {
    "en": "Not applicable",
    "fr": "Sans objet",
    "es": "No procede",
    "ru": "Неприменимо",
    "ar": "لا ينطبق",
    "zh_Hans": "不适用",
}
UNKNOWN: Final[Mapping[str, str]] = {
    "en": "Not known",
    "fr": "Inconnu",
    "es": "No se sabe",
    "ru": "Неизвестно",
    "ar": "غير معروف",
    "zh_Hans": "不详",
}
REASON: Final[Mapping[str, str]] = {
    "en": "Reason for the answer",
    "fr": "Motif de la réponse",
    "es": "Motivo de la respuesta",
    "ru": "Обоснование ответа",
    "ar": "سبب الإجابة",
    "zh_Hans": "回答的理由",
}
EVIDENCE: Final[Mapping[str, str]] = {
    "en": "Evidence seen, for and against",
    "fr": "Éléments vus, pour et contre",
    "es": "Pruebas vistas, a favor y en contra",
    "ru": "Что подтверждает ответ и что ему противоречит",
    "ar": "الأدلة التي اطُّلع عليها، المؤيدة والمخالفة",
    "zh_Hans": "所见证据（支持与反对）",
}
VISIT: Final[Mapping[str, str]] = {
    "en": "Reference of the visit",
    "fr": "Référence de la visite",
    "es": "Referencia de la visita",
    "ru": "Номер визита",
    "ar": "مرجع الزيارة",
    "zh_Hans": "访问编号",
}


def language_of_column(name: str) -> str | None:
    """The language that a column names, such as `fr` of `French (fr)`; None where it names none that is known."""
    found = _CODE.fullmatch(name)
    return _BY_TONGUE.get(found[1].casefold()) if found else None
