"""The figures as a report tells them: what was handed in, small numbers withheld whoever takes the report."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from catenary.core.assessment.report_model import Block, Paragraph, Table, Text
from catenary.core.measures.fighters import ASKED, Fate
from catenary.core.measures.fighters_told import FEW, protected
from catenary.desk.assessment.fighters import figures
from catenary.desk.assessment.fighters.shown import group_rows, sources_of
from catenary.desk.assessment.fighters.words import FATES
from catenary.desk.assessment.reports.blocks import Teller


def figures_told(teller: Teller) -> Iterator[Block]:
    """A table of what was asked, what is withheld and why, and who says so; or that the State told nothing."""
    told = figures.figures_in(figures.handed_in(teller.visit))
    if not told:
        yield Paragraph(Text(_("The State has handed in no figures of foreign terrorist fighters.")))
        return
    rows = tuple(
        tuple(Text(str(each.values[name])) for name in ("group", *Fate))
        for each in group_rows(protected(told))
    )
    yield Table(
        _("Figures of foreign terrorist fighters"), (_("Of whom"), *(str(FATES[fate]) for fate in Fate)), rows
    )
    few = {"few": FEW}
    yield Paragraph(
        Text(
            _(
                "As the State told them. Figures below %(few)s, but 0, are withheld, and others from which one could be worked out."
            )
            % few
        )
    )
    asked = [each for each in told if each.cell in ASKED]
    for source in sources_of(asked):
        yield Paragraph(teller.written(source, teller.visit.visited.language))
