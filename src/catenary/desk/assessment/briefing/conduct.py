"""The rules of conduct of a visit, as every member of a team is told them."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from catenary.core.assessment.report_model import Paragraph, Text

_RULES: Final = (
    _(
        "Do no harm. Whoever speaks to you stands in notes under a pseudonym, and nowhere by name. Where reprisals are feared, mark it, and quote nothing that may lead to them."
    ),
    _(
        "Rate each question alone, before you speak of it with others: nobody sees a level before all have handed in. Name evidence for it, and against it."
    ),
    _(
        "Say at once what could be seen as a conflict of interest, also what came up since you declared, and step down where there is one."
    ),
    _(
        "This paper and every document go as far as their handling code lets them. What its originator controls, the originator alone passes on."
    ),
)


def conduct_told() -> Iterator[Paragraph]:
    """One after the other, in the language spoken now."""
    for rule in _RULES:
        yield Paragraph(Text(str(rule)))
