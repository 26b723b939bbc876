"""The sentence of a finding in a language."""

from catenary.basis.findings import Catalogue, Counted, Finding
from catenary.locale import sentences_in

_MANY = 100
"""A number that takes the form for many in every language."""


def worded(finding: Finding, language: str) -> str:
    """The sentence of a finding, its `%(name)s` placeholders unfilled, in the plural form that its count wants."""
    wording = Catalogue.wording(finding.code)
    catalogue = sentences_in(language)
    if not isinstance(wording, Counted):
        return catalogue.gettext(wording)
    return catalogue.ngettext(wording.one, wording.many, _whole(finding.params.get(wording.by)))


def _whole(count: object) -> int:
    """A count as a number; what a carrier calls a count may be anything, and takes the form for many."""
    try:
        return int(str(count))
    except ValueError:
        return _MANY
