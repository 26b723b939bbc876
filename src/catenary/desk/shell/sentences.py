"""The sentence of a coded problem, as a page or an answer says it."""

from django.utils.translation import get_language

from catenary.basis.findings import Finding
from catenary.locale import nearest_language
from catenary.locale.wording import worded


def sentence(finding: Finding) -> str:
    """The finding in the reader's language, its values filled in."""
    return worded(finding, nearest_language(get_language() or "en") or "en") % finding.params
