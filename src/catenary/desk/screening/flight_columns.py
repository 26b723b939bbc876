"""What pages of flights tell of checks: how many travellers were not checked, how many candidates wait, and each one's answer.

The same for everybody who looks: a candidate counts as waiting until it is decided, whatever somebody has said of it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.core.intake.presence import Presence
from catenary.core.screening.model import Status
from catenary.desk.intake.fault_words import fault_sentence
from catenary.desk.intake.models import FlightLeg, Passage
from catenary.desk.intake.more_columns import More, register_flight_columns, register_traveller_columns
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import Candidate, Check
from catenary.desk.screening.papers import columns as papers
from catenary.desk.screening.papers.queue import case_on
from catenary.desk.screening.queue import WAITING
from catenary.desk.shell.parts import Answer, Colour, Tag
from catenary.desk.shell.tables import Column, Shown, canonical_query

_CHECKED = (Status.NO_MATCH.value, Status.CANDIDATES.value)
_ANSWERS: Mapping[str, tuple[Promise, Colour]] = {
    Status.NO_MATCH: (gettext_lazy("met no entry"), Colour.GREEN),
    Status.CANDIDATES: (gettext_lazy("met entries"), Colour.YELLOW),
    Status.NOT_CHECKED: (gettext_lazy("not checked"), Colour.ORANGE),
    Status.CHECK_FAILED: (gettext_lazy("the check failed"), Colour.RED),
    "": (gettext_lazy("not checked yet"), Colour.GREY),
}


def register() -> None:
    """Add them; once, when the room is ready."""
    register_flight_columns(More(_flight_columns, _flight_values, _counted_flights, _flight_answers))
    register_traveller_columns(
        More(_traveller_columns, _traveller_values, _counted_travellers, _traveller_answers)
    )


def _flight_columns() -> tuple[Column, ...]:
    return (
        Column("candidates", _("Candidates that wait"), Shown.NUMBER, sortable=True),
        Column("unchecked", _("Not checked"), Shown.NUMBER, sortable=True),
    )


def _flight_values(leg: FlightLeg) -> dict[str, object]:
    return {name: getattr(leg, name, None) for name in ("candidates", "unchecked")}


def _flight_answers(_here: SignedIn, leg: FlightLeg) -> Iterable[Answer]:
    """How many wait, with the way to them, and how many were not checked."""
    waiting, unchecked = _flight_values(leg).values()
    way = reverse("candidates") + canonical_query({"flight": f"{leg.carrier}{leg.number}"})
    told = format_html('{} · <a class="govuk-link" href="{}">{}</a>', waiting, way, _("See them"))
    yield Answer(_("Candidates that wait"), told if waiting else waiting)
    yield Answer(_("Not checked"), unchecked)
    yield from papers.on_flight(leg)


def _counted_flights(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    waiting = Candidate.objects.filter(passage__leg=OuterRef("pk"), state__in=WAITING)
    checked = Check.objects.filter(passage=OuterRef("pk"), counts=True, status__in=_CHECKED)
    expected = Passage.objects.filter(~Q(presence=Presence.CANCELLED.value), leg=OuterRef("pk"))
    counted: QuerySet[Any] = rows.annotate(
        candidates=_count(waiting, "passage__leg"), unchecked=_count(expected.exclude(Exists(checked)), "leg")
    )
    return counted


def _count(rows: "QuerySet[Any]", by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _traveller_columns() -> tuple[Column, ...]:
    return (
        Column("checked", _("Check"), Shown.TAG),
        Column("waiting", _("Candidates that wait"), Shown.NUMBER, sortable=True),
    )


def _traveller_values(passage: Passage) -> dict[str, object]:
    return {"checked": _tag(getattr(passage, "checked", "")), "waiting": getattr(passage, "waiting", None)}


def _counted_travellers(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    counts = Check.objects.filter(passage=OuterRef("pk"), counts=True)
    waiting = Candidate.objects.filter(passage=OuterRef("pk"), state__in=WAITING)
    counted: QuerySet[Any] = rows.annotate(
        checked=Coalesce(Subquery(counts.values("status")[:1]), Value("")), waiting=_count(waiting, "passage")
    )
    return counted


def _tag(status: str) -> Tag:
    words, colour = _ANSWERS[status]
    return Tag(str(words), colour)


def _traveller_answers(_here: SignedIn, passage: Passage) -> Iterable[Answer]:
    """The answer of the check that counts, why there is none, and the way to each candidate."""
    check = Check.objects.filter(passage=passage, counts=True).first()
    yield Answer(_("Check"), _tag(check.status if check else ""))
    if check:
        yield Answer(_("Checked"), check.checked_at)
    case = case_on(passage)
    for code in check.reasons if check else ():
        if code not in papers.told_by(case):
            yield Answer(_("Noticed by the check"), fault_sentence(code))
    found = list(Candidate.objects.filter(passage=passage).select_related("list", "rule__rule"))
    if found:
        yield Answer(_("Candidates"), _links(found))
    yield from papers.of_traveller(case)


def _links(found: Iterable[Candidate]) -> object:
    each = ((reverse("candidate", args=[row.public_id]), row.source, row.entry) for row in found)
    lines = format_html_join("", '<li><a class="govuk-link" href="{}"><bdi>{} {}</bdi></a></li>', each)
    return format_html('<ul class="govuk-list">{}</ul>', lines)
