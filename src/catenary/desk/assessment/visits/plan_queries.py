"""The plan of a year, what clashes in it, and the States from which the next visits are chosen."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catenary.core.assessment.candidates import Candidate, Facts, candidates
from catenary.core.assessment.clocks import PUBLISHED, TERMS, ClockKind
from catenary.core.assessment.plan import Planned, by_month, clashes
from catenary.core.assessment.visit_words import ENDED, MemberState, Stage, VisitAct
from catenary.core.mandate.model import Months, OrganisationKind, Span
from catenary.core.measures.model import VisitKind
from catenary.desk.assessment.models import AssessedState, PastVisit, StepTaken, Visit
from catenary.desk.assessment.visits.sheet import Part, Sheet, table_of
from catenary.desk.assessment.visits.stored import terms_of
from catenary.desk.assessment.visits.words import CLOCKS, KINDS, stage_tag, told
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import Answer, Place, Tag
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Column, Row, Shown, Table

_NO = (Stage.REFUSED, Stage.WITHDRAWN)


def plan_sheet(here: SignedIn, year: int) -> Sheet:
    """The plan of a year by month, with what clashes."""
    rows = list(_own(here).filter(year=year).prefetch_related("members"))
    plan = [_planned(each) for each in rows]
    return Sheet(
        title=_("Plan of the year"),
        heading=str(year),
        back=Place(_("Visits"), reverse("visits")),
        caption=_("Plan of visits"),
        actions=(
            Place(_("Plan a visit"), reverse("plan_visit")),
            Place(_("Whom to visit next"), reverse("visit_candidates")),
            Place(_("Lengths of steps"), reverse("visit_terms")),
        ),
        parts=(
            Part(
                answers=_counts(here, year, rows),
                links=(
                    Place(_("The year before"), _address(year - 1)),
                    Place(_("The year after"), _address(year + 1)),
                ),
                warnings=tuple(sentence(each) for each in clashes(plan)),
            ),
            Part(_("By month"), table=_months(plan, {str(each.public_id): each for each in rows}, year)),
            Part(_("Earlier visits"), table=_past(here, year)),
        ),
    )


def _address(year: int) -> str:
    """Of the plan of a year."""
    return f"{reverse('visits_year')}?year={year}"


def _own(here: SignedIn) -> "QuerySet[Visit]":
    return Visit.objects.filter(body=here.organisation).select_related("visited")


def _planned(row: Visit) -> Planned:
    team = {str(each.person_id) for each in row.members.all() if each.person_id and each.state in _COMING}
    return Planned(
        str(row.public_id),
        row.visited.name,
        VisitKind(row.kind),
        Stage(row.stage),
        row.begins_on,
        row.ends_on,
        team,
    )


_COMING = frozenset({MemberState.PROPOSED, MemberState.INVITED, MemberState.ON})


def _counts(here: SignedIn, year: int, rows: list[Visit]) -> tuple[Answer, ...]:
    made = _own(here).exclude(stage__in=[Stage.REFUSED, Stage.CANCELLED])
    behind = PastVisit.objects.filter(body=here.organisation, began_on__year__lt=year).count()
    behind += made.filter(year__lt=year).count()
    counted = [each for each in rows if Stage(each.stage) not in {Stage.REFUSED, Stage.CANCELLED}]
    return (
        Answer(_("Visits of the year"), len(counted)),
        Answer(_("of which without days yet"), sum(each.begins_on is None for each in counted)),
        Answer(_("Visits of the years before"), behind),
    )


def _months(plan: list[Planned], rows: Mapping[str, Visit], year: int) -> Table:
    lines = [
        _month_row(month, rows[each.visit])
        for month, planned in sorted(by_month(plan, year).items(), key=lambda pair: pair[0] or 13)
        for each in planned
    ]
    columns = (
        Column("state", _("State"), Shown.NAME),
        Column("month", _("Month"), blank=True),
        Column("begins", _("Begins on"), Shown.DATE, blank=True),
        Column("ends", _("Ends on"), Shown.DATE, blank=True),
        Column("kind", _("Kind")),
        Column("stage", _("Stage"), Shown.TAG),
    )
    return table_of("months", _("Visits of the year by month"), columns, lines, _("Nothing is planned yet."))


def _month_row(month: int, row: Visit) -> Row:
    cells: dict[str, object] = {
        "state": row.visited.name,
        "month": str(MONTHS[month]) if month else _("without days yet"),
        "begins": row.begins_on,
        "ends": row.ends_on,
        "kind": told(KINDS, row.kind),
        "stage": stage_tag(row.stage),
    }
    return Row(cells, reverse("visit", args=[row.public_id]))


def _past(here: SignedIn, year: int) -> Table:
    names = dict(AssessedState.objects.filter(body=here.organisation).values_list("country", "name"))
    found = PastVisit.objects.filter(body=here.organisation, began_on__year__lte=year)
    columns = (
        Column("state", _("State"), Shown.NAME),
        Column("kind", _("Kind")),
        Column("begins", _("Began on"), Shown.DATE, blank=True),
        Column("ends", _("Ended on"), Shown.DATE, blank=True),
    )
    rows = (
        Row(
            {
                "state": names.get(each.country, each.country),
                "kind": told(KINDS, each.kind),
                "begins": each.began_on,
                "ends": each.ended_on,
            }
        )
        for each in found
    )
    return table_of("past", _("Visits before the desk"), columns, rows, _("No earlier visit was loaded."))


def candidates_sheet(here: SignedIn) -> Sheet:
    """States without a visit under way, with what speaks for and against one: in the order of their names, never ranked."""
    today = here.now.date()
    found = candidates(_facts(here), _planned_by_region(here, today.year), today)
    return Sheet(
        title=_("Whom to visit next"),
        heading=_("Whom to visit next"),
        back=Place(_("Plan"), _address(today.year)),
        lead=_(
            "In the order of their names. Nothing here ranks States: weigh the reasons, and say why you chose."
        ),
        actions=(
            Place(_("Plan a visit"), reverse("plan_visit")),
            Place(_("Load earlier visits"), reverse("load_visits_register")),
        ),
        parts=(Part(table=_candidates_table(found)),),
    )


def _candidates_table(found: tuple[Candidate, ...]) -> Table:
    columns = (
        Column("state", _("State"), Shown.NAME),
        Column("region", _("Region"), Shown.NAME, blank=True),
        Column("reasons", _("What speaks for or against it")),
    )
    rows = (
        Row(
            {
                "state": each.name,
                "region": each.region or None,
                "reasons": ". ".join(map(sentence, each.reasons)),
            }
        )
        for each in found
    )
    return table_of("candidates", _("States"), columns, rows, _("A visit is under way to every State."))


def _facts(here: SignedIn) -> Iterator[Facts]:
    """Every State of the directory and of the body's register, once."""
    known = {each.country: each for each in AssessedState.objects.filter(body=here.organisation)}
    states = Organisation.objects.filter(kind=OrganisationKind.STATE, closed_at=None).exclude(country="")
    named = {each.country: each.name for each in states}
    under_way, last = _under_way(here), _last(here)
    agreed, refused = _consents(here)
    for country in sorted({*known, *named}):
        row = known.get(country)
        yield Facts(
            country,
            named.get(country) or (row.name if row else country),
            row.region if row else "",
            last.get(country),
            refused.get(country),
            agreed.get(country),
            under_way[country],
        )


def _under_way(here: SignedIn) -> Counter[str]:
    rows = _own(here).exclude(stage__in=[*ENDED, Stage.WITHDRAWN])
    return Counter(rows.values_list("visited__country", flat=True))


def _last(here: SignedIn) -> dict[str, date]:
    past = PastVisit.objects.filter(body=here.organisation)
    made = _own(here).filter(stage=Stage.CLOSED, ends_on__isnull=False)
    found: dict[str, date] = dict(past.values_list("country").annotate(last=Max("ended_on")))
    for country, ended in made.values_list("visited__country").annotate(last=Max("ends_on")):
        found[country] = max(ended, found.get(country, ended))
    return found


def _consents(here: SignedIn) -> tuple[dict[str, date], dict[str, date]]:
    """When each State last agreed, and when it last refused or withdrew if it did not agree since."""
    acts = {VisitAct.GIVE_CONSENT: True, VisitAct.RENEW_CONSENT: True}
    acts |= {VisitAct.REFUSE_CONSENT: False, VisitAct.WITHDRAW_CONSENT: False}
    rows = StepTaken.objects.filter(body=here.organisation, act__in=acts).order_by("taken_at")
    agreed: dict[str, date] = {}
    refused: dict[str, date] = {}
    for country, act, at in rows.values_list("visited__country", "act", "taken_at"):
        if acts[VisitAct(act)]:
            agreed[country] = at.date()
            refused.pop(country, None)
        else:
            refused[country] = at.date()
    return agreed, refused


def _planned_by_region(here: SignedIn, year: int) -> Mapping[str, int]:
    regions = dict(AssessedState.objects.filter(body=here.organisation).values_list("country", "region"))
    rows = _own(here).filter(year=year).exclude(stage__in=[*_NO, Stage.CANCELLED])
    return Counter(regions.get(each, "") for each in rows.values_list("visited__country", flat=True))


def terms_table(here: SignedIn) -> Table:
    """How long each step may take at this body, with what is published."""
    columns = (
        Column("what", pgettext("clock", "Time for")),
        Column("length", _("Length")),
        Column("default", _("Unless set otherwise")),
        Column("published", _("Published time"), Shown.TAG),
    )
    own = terms_of(here.organisation)
    rows = (_term_row(kind, own[kind]) for kind in ClockKind)
    return table_of("terms", _("Lengths of steps"), columns, rows, "")


def _term_row(kind: ClockKind, own: Span) -> Row:
    published = (
        _("published: never less") if kind in PUBLISHED else _("not published: this software's own figure")
    )
    cells: dict[str, object] = {
        "what": told(CLOCKS, kind),
        "length": _length(own),
        "default": _length(TERMS[kind]),
        "published": Tag(published),
    }
    return Row(cells)


def _length(span: Span) -> str:
    if isinstance(span, Months):
        months = ngettext("%(count)d calendar month", "%(count)d calendar months", span.count)
        return months % {"count": span.count}
    return ngettext("%(count)d day", "%(count)d days", span.days) % {"count": span.days}
