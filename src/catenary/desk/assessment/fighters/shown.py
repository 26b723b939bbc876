"""The figures as pages and copies show them: all of them to the State and the team, small numbers withheld from others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catenary.basis.findings import Finding
from catenary.core.assessment.fighters_problems import FIGHTERS
from catenary.core.assessment.visit_words import Side
from catenary.core.measures.fighters import ASKED, Amount, Cell, Fate, Figure
from catenary.core.measures.fighters_told import FEW, protected
from catenary.desk.assessment.access import is_on_team, sides_of, stage_of
from catenary.desk.assessment.fighters import figures
from catenary.desk.assessment.fighters.forms import AGES_TOLD, SEXES_TOLD
from catenary.desk.assessment.fighters.stages import ASKED_IN
from catenary.desk.assessment.fighters.words import FATES, amount_words, cell_named, cell_words, group_words
from catenary.desk.assessment.models import FighterFigures, FigureQuestion, Visit
from catenary.desk.assessment.visits.people_queries import visit_place
from catenary.desk.assessment.visits.sheet import Part, Sheet, Written, table_of
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import Answer, Download, Place, Tag, TaskItem, Told
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Column, Row, Shown, Table

GROUPS: Final = tuple((sex, age) for age in AGES_TOLD for sex in SEXES_TOLD)
WITHHELD: Final = "withheld"


@frozen
class Seen:
    """The version that somebody sees, and its figures as they see them: None is withheld, what is missing was not told."""

    row: FighterFigures | None
    amounts: Mapping[Cell, Amount | None]
    figures: Mapping[Cell, Figure]
    whole: bool
    """Nothing is withheld."""


def seen_by(here: SignedIn, visit: Visit) -> Seen:
    """What is being written, to those who write it; else what was handed in last."""
    row = figures.draft_of(visit) or figures.handed_in(visit)
    told = figures.by_cell(figures.figures_in(row))
    whole = is_of_visit(here, visit)
    every: Mapping[Cell, Amount | None] = {cell: each.amount for cell, each in told.items()}
    return Seen(row, every if whole else protected(told.values()), told, whole)


def is_of_visit(here: SignedIn, visit: Visit) -> bool:
    """The visited State and the team: those who see small numbers."""
    return Side.STATE in sides_of(here, visit) or is_on_team(here, visit)


def figures_sheet(here: SignedIn, visit: Visit) -> Sheet:
    """The State's figures, what is left to tell of them, and what was asked about them."""
    seen, tells = seen_by(here, visit), figures.may_tell(here, visit)
    return Sheet(
        title=_("Figures of foreign terrorist fighters"),
        heading=_("Figures of foreign terrorist fighters"),
        back=visit_place(visit),
        caption=visit.visited.name,
        lead=_("Counts only, never persons. What is not known is told as not known."),
        actions=tuple(_actions(here, visit, seen, tells=tells)),
        parts=tuple(_parts(here, visit, seen, tells=tells)),
    )


def _actions(here: SignedIn, visit: Visit, seen: Seen, *, tells: bool) -> Iterator[Place]:
    if tells and seen.row is not None and seen.row.handed_in_at is None:
        yield Place(_("Hand them in"), reverse("hand_in_fighters", args=[visit.public_id]))
    if is_on_team(here, visit) and stage_of(visit) in ASKED_IN and figures.handed_in(visit):
        yield Place(_("Ask the State about them"), reverse("ask_about_fighters", args=[visit.public_id]))


def _parts(here: SignedIn, visit: Visit, seen: Seen, *, tells: bool) -> Iterator[Part]:
    yield Part(answers=tuple(_answers(seen)), lead=_lead(seen))
    if tells:
        yield Part(_("Write them"), tasks=tuple(_tasks(visit, seen)))
    if seen.whole and seen.row is not None:
        faults = figures.faults_of(here, seen.row)
        yield Part(warnings=tuple(_warnings(faults)))
    yield Part(table=figures_table(seen))
    asked, answers = figures.questions_about(visit), figures.may_answer(here, visit)
    if seen.whole and asked:
        yield Part(_("Questions of the team"), texts=tuple(_asked(each, answers=answers) for each in asked))


def _lead(seen: Seen) -> str:
    return "" if seen.whole else _few_words()


def _few_words() -> str:
    return _(
        "Figures below %(few)s, but 0, are seen by the State and the team alone; so are others from which one could be worked out."
    ) % {"few": FEW}


def _answers(seen: Seen) -> Iterator[Answer]:
    if seen.row is None:
        yield Answer(_("Standing"), Tag(_("not handed in")))
        return
    yield Answer(_("Version"), seen.row.number)
    if seen.row.handed_in_at is None:
        yield Answer(_("Standing"), Tag(_("draft, seen by the State alone")))
        yield Answer(_("Written"), seen.row.saved_at)
    else:
        yield Answer(_("Handed in"), seen.row.handed_in_at)
    yield Answer(_("Sources"), "; ".join(sources_of(seen.figures.values())) or None, exact=True)


def sources_of(told: Iterable[Figure]) -> list[str]:
    """Who says the figures, each once, with the date."""
    known = (each for each in told if each.amount.is_known and each.source)
    named = dict.fromkeys((each.source, str(each.as_of or "")) for each in known)
    return [f"{source} ({as_of})" if as_of else source for source, as_of in named]


def _tasks(visit: Visit, seen: Seen) -> Iterator[TaskItem]:
    for fate, words in FATES.items():
        asked = [cell for cell in ASKED if cell.fate is fate]
        left = sum(cell not in seen.figures for cell in asked)
        hint = ngettext("%(count)s figure is not told yet", "%(count)s figures are not told yet", left)
        url = reverse("fighters_of", args=[visit.public_id, fate.value])
        yield TaskItem(str(words), url, hint % {"count": left} if left else _("All told"))


def _warnings(faults: Sequence[Finding]) -> Iterator[str]:
    """Faults by figure; what is missing is counted beside the pages on which it is written."""
    yield from (sentence(each) for each in faults if each.code != "measures.figure_missing")


def faults_about(here: SignedIn, row: FighterFigures | None, fate: Fate) -> list[tuple[Cell, str]]:
    """What is wrong with figures of one fate, by figure."""
    faults = figures.faults_of(here, row) if row else ()
    wrong = [each for each in faults if each.code != "measures.figure_missing"]
    named = [(cell_named(str(each.params["figure"])), sentence(each)) for each in wrong]
    return [(cell, words) for cell, words in named if cell.fate is fate]


def figures_table(seen: Seen) -> Table:
    """Of whom, by what became of them."""
    return table_of(
        "fighters",
        _("Figures of foreign terrorist fighters"),
        (
            Column("group", _("Of whom"), Shown.NAME),
            *(Column(fate.value, str(words), Shown.NUMBER) for fate, words in FATES.items()),
        ),
        group_rows(seen.amounts) if seen.row else (),
        sentence(FIGHTERS.finding("not_handed_in")),
        twins=_twins() if seen.row else (),
    )


def group_rows(amounts: Mapping[Cell, Amount | None]) -> Iterator[Row]:
    """A row for each group that is asked for, and for each other that something was told of."""
    for sex, age in GROUPS:
        cells = [Cell(fate, sex, age) for fate in FATES]
        if cells[0] in ASKED or any(cell in amounts for cell in cells):
            told = {cell.fate.value: shown_amount(cell, amounts) for cell in cells}
            yield Row({"group": group_words(cells[0]), **told})


def shown_amount(cell: Cell, amounts: Mapping[Cell, Amount | None]) -> str:
    """A figure as it is shown."""
    if cell in amounts and amounts[cell] is None:
        return _("withheld")
    if cell not in amounts and cell not in ASKED:
        return "–"
    return amount_words(amounts.get(cell))


def _twins() -> tuple[Download, ...]:
    return (Download(_("CSV"), "?format=csv"), Download(_("JSON"), "?format=json"))


def copy_columns() -> tuple[Column, ...]:
    """The columns of a copy: codes, and numbers as numbers."""
    names = ("fate", "sex", "age", "standing", "least", "most", "source", "as_of")
    return tuple(Column(name, name) for name in names)


def copy_rows(seen: Seen) -> list[Row]:
    """A row for each figure that was told or is withheld."""
    return [_copied(cell, amount, seen.figures[cell]) for cell, amount in seen.amounts.items()]


def _copied(cell: Cell, amount: Amount | None, told: Figure) -> Row:
    standing = WITHHELD if amount is None else "told" if amount.is_known else "unknown"
    return Row(
        {
            "fate": cell.fate.value,
            "sex": cell.sex.value if cell.sex else "all",
            "age": cell.age.value if cell.age else "all",
            "standing": standing,
            "least": amount.least if amount else None,
            "most": amount.most if amount else None,
            "source": told.source or None,
            "as_of": str(told.as_of) if told.as_of else None,
        }
    )


def _asked(row: FigureQuestion, *, answers: bool) -> Written:
    heading = cell_words(row.cell) if row.cell else _("All figures")
    answer = Place(_("Answer it"), reverse("answer_about_fighters", args=[row.public_id]))
    links = (answer,) if answers and row.answered_at is None else ()
    return Written(heading, Told(row.text, row.language), row.answer, links)
