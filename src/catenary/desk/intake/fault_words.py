"""What a finding says in general, where its values are not to be shown: statistics, and lists that tell of nobody."""

from typing import Any

from django.utils.translation import get_language

from catenary.basis.findings import Finding
from catenary.locale import nearest_language
from catenary.locale.wording import worded

_BLANK = "…"


class _Blanks(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return _BLANK


def fault_sentence(code: str) -> str:
    """The sentence of a code in the reader's language, with blanks where values would stand."""
    return worded(Finding(code), nearest_language(get_language() or "en") or "en") % _Blanks()
