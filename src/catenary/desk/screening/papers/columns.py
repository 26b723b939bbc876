"""What pages of flights and travellers tell of reported documents, with the way to them; the same for everybody who looks."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from catenary.core.screening.judging import CandidateState
from catenary.desk.intake.models import FlightLeg
from catenary.desk.screening.models import PaperCase
from catenary.desk.screening.papers.looking import REPORTS
from catenary.desk.screening.papers.page import is_gone
from catenary.desk.screening.papers.queue import waiting_on
from catenary.desk.screening.papers.words import standing_tag
from catenary.desk.screening.words import standing
from catenary.desk.shell.parts import Answer
from catenary.desk.shell.tables import canonical_query


def on_flight(leg: FlightLeg) -> Iterable[Answer]:
    """How many wait, where any do."""
    if count := waiting_on(leg):
        way = reverse("papers") + canonical_query({"flight": f"{leg.carrier}{leg.number}"})
        told = format_html('{} · <a class="govuk-link" href="{}">{}</a>', count, way, _("See them"))
        yield Answer(_("Reported documents that wait"), told)


def told_by(case: PaperCase | None) -> frozenset[str]:
    """Codes of a check that the case tells better than they do."""
    return REPORTS if case is not None and case.reports else frozenset()


def of_traveller(case: PaperCase | None) -> Iterable[Answer]:
    """How the traveller's documents stand, where anything was reported of them. A first judgement shows in nothing."""
    if case is not None:
        tag = standing_tag(standing(CandidateState(case.state), judged=False), gone=is_gone(case))
        way = reverse("paper_case", args=[case.public_id])
        told = format_html('<a class="govuk-link" href="{}">{}</a> · {}', way, _("Look at them"), tag.text)
        yield Answer(_("Reported documents"), told)
