"""What the officer at the border needs to know of a confirmed candidate, on one page, and nothing more."""

from attrs import frozen
from django.utils.translation import gettext as _

from catenary.core.screening.judging import CandidateState, Verdict
from catenary.desk.intake.local_times import airport_time
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.aligned import Aligned
from catenary.desk.screening.candidate_page import candidate_page
from catenary.desk.screening.cases import was_disputed
from catenary.desk.screening.models import Candidate, Judged
from catenary.desk.screening.words import SETTLED
from catenary.desk.shell.parts import Answer, Event


@frozen
class BorderNotice:
    """The page: which flight, who, which entry on which ground, who judged when, and what to do and not to do."""

    row: Candidate
    flight: tuple[Answer, ...]
    fields: tuple[Aligned, ...]
    entry: tuple[Answer, ...]
    judged: tuple[Answer, ...]
    settled: str
    """How it came to be confirmed where judges had not agreed; empty where two judged, each alone."""
    unit: str
    withheld: bool
    outcomes: tuple[Event, ...]


def border_notice(here: SignedIn, row: Candidate) -> BorderNotice:
    """The page as this person may see it; the two judges are told by when they judged, not by name."""
    shown = candidate_page(here, row)
    leg, disputed = row.passage.leg, was_disputed(row)
    arrives = airport_time(leg.destination, leg.arrives_at)
    return BorderNotice(
        row=row,
        flight=(
            Answer(_("Flight"), shown.flight, exact=True),
            Answer(_("Leaves, local time"), shown.departs.local or None, exact=True),
            Answer(_("Arrives, local time"), arrives.local or None, exact=True),
            Answer(_("Seat"), shown.seat or None, exact=True),
        ),
        fields=shown.sides.fields,
        entry=shown.entry,
        judged=tuple(_judged(row, disputed=disputed)),
        settled=str(SETTLED) if disputed else "",
        unit=here.organisation.name,
        withheld=not shown.sides.fields,
        outcomes=shown.outcomes,
    )


def _judged(row: Candidate, *, disputed: bool) -> list[Answer]:
    assert row.state == CandidateState.CONFIRMED
    said = Judged.objects.filter(candidate=row, turn=row.turn, verdict=Verdict.SAME).order_by("at")
    second = (
        _("Judgement of a supervisor") if disputed else _("Second judgement, made without seeing the first")
    )
    words = (_("First judgement"), second)
    return [Answer(label, each.at) for label, each in zip(words, said, strict=False)]
