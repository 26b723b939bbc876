"""What the remarks of OFAC's delimited files say of a person: the only place where they hold birth, nationality, papers.

Source: OFAC, Specially Designated Nationals data specification; remarks are items between `;`, closed by a full stop.
Comments, links to others, addresses and places of birth are not kept.
"""

import re
from collections.abc import Iterator

from attrs import field, frozen

from catenary.core.screening.model import ListedDocument
from catenary.formats.lists.ofac_papers import PAPER_KINDS
from catenary.formats.lists.values import said

_ALTERNATIVE = re.compile(r"^(?:alt\. |or )")
_WEAK = re.compile(r"^[afn]\.k\.a\. '(.*)'$", re.DOTALL)
_COUNTRY = re.compile(r"^(?:nationality|citizen) (.+)$")
_PAPER = re.compile(
    rf"^(?P<kind>{PAPER_KINDS}):? (?P<number>(?!No\.|Number)[^()]*?\d[^()]*?)(?: \((?P<country>[^()]*)\))?"
    r"(?:;| issued .*| expires .*)?$"
)


@frozen
class Remarks:
    """The parts of one entry's remarks that screening uses, as written."""

    born: list[str] = field(factory=list)
    sex: list[str] = field(factory=list)
    countries: list[str] = field(factory=list)
    documents: list[ListedDocument] = field(factory=list)
    weak_aliases: list[str] = field(factory=list)


def read_remarks(text: str) -> Remarks:
    """Sort the items of a remark; what is not of these kinds is a comment and not kept."""
    remarks = Remarks()
    for item in _items(text):
        _sort(item, remarks)
    return remarks


def _items(text: str) -> Iterator[str]:
    for part in said(text).removesuffix(".").split(";"):
        if item := _ALTERNATIVE.sub("", part.strip()):
            yield item


def _sort(item: str, remarks: Remarks) -> None:
    if item.startswith("DOB "):
        remarks.born.append(item[4:])
    elif item.startswith("Gender "):
        remarks.sex.append(item[7:])
    elif country := _COUNTRY.match(item):
        remarks.countries.append(country[1])
    elif weak := _WEAK.match(item):
        remarks.weak_aliases.append(weak[1])
    elif paper := _PAPER.match(item):
        remarks.documents.append(ListedDocument(paper["number"].strip(), paper["kind"], paper["country"]))
