"""What the oversight desk shows: what stands out, counts, the yearly figures; each for one's own or an overseen organisation."""

from collections import Counter
from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

from attrs import frozen
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from catenary.core.mandate.model import DataClass, DeskAct
from catenary.core.mandate.oversight import (
    Anomaly,
    Watch,
    anomalies,
    at_night,
    in_bulk,
    many_refusals,
    own_name,
    purposes_used,
)
from catenary.core.mandate.passenger_statistics import DayFigures, YearFigures, of_year
from catenary.core.mandate.rights import CLOSED
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.models import Event
from catenary.desk.ledger.words import act_word
from catenary.desk.mandate import access
from catenary.desk.mandate.models import HeldRecord, RecordAudience, RightsCase
from catenary.desk.mandate.oversight.accesses import accesses_of, days_back, officers_by_id, role_known
from catenary.desk.mandate.oversight.words import roles_told
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.sentences import sentence

DAYS = 30
HISTORY_DAYS = 365
COUNTED = (
    "see_list", "see_record", "see_unmasked", "export_list", "ask_unmasking", "confirm_unmasking", "refuse_unmasking",
    "ask_hold", "record_link", "refused",
)  # fmt: skip


@frozen
class Standout:
    """Something unusual, in words."""

    who: str
    roles: str
    officer: str
    """Public id, to look for in the ledger."""
    first_at: datetime
    why: str
    accesses: int


@frozen
class ActCount:
    """How often something was done in the time."""

    act: str
    words: str
    count: int


@frozen
class Overseen:
    """One organisation as whoever watches over it sees it."""

    organisation: Organisation
    standouts: tuple[Standout, ...]
    counts: tuple[ActCount, ...]
    rights_open: int
    rights_closed: int


def organisations_of(here: SignedIn, act: DeskAct) -> tuple[Organisation, ...]:
    """One's own organisation and those it oversees, as far as one may do the act there."""
    overseen = Organisation.objects.filter(public_id__in=here.supervises)
    several = chain([here.organisation], overseen)
    return tuple(each for each in several if access.decision(access.of_desk(act), here, each).allowed)


def overseen(here: SignedIn, organisation: Organisation) -> Overseen:
    """The last `DAYS` of an organisation."""
    cases = RightsCase.objects.filter(organisation=organisation)
    return Overseen(
        organisation=organisation,
        standouts=_standouts(here, organisation),
        counts=_counts(here, organisation),
        rights_open=cases.exclude(state__in=CLOSED).count(),
        rights_closed=cases.filter(state__in=CLOSED, closed_at__gte=days_back(here.now, DAYS)).count(),
    )


def _standouts(here: SignedIn, organisation: Organisation) -> tuple[Standout, ...]:
    found = unusual(organisation, here.now)
    known = officers_by_id((each.person for each in found), organisation)
    return tuple(
        Standout(
            who=known[each.person][0].name if each.person in known else "",
            roles=roles_told(known.get(each.person, ())),
            officer=each.person,
            first_at=each.first_at,
            why=sentence(each.finding),
            accesses=len(each.accesses),
        )
        for each in found
    )


def unusual(organisation: Organisation, now: datetime) -> tuple[Anomaly, ...]:
    """What core finds unusual in the last `DAYS`; purposes are compared with the year before where roles are known."""
    watch = Watch(ZoneInfo(organisation.time_zone))
    since = days_back(now, DAYS)
    recent = accesses_of(organisation, since, now)
    if role_known(organisation):
        known = purposes_used(accesses_of(organisation, days_back(now, HISTORY_DAYS), since))
        if known:
            return anomalies(recent, watch, known)
    ordered = sorted(recent, key=lambda each: (each.at, each.id))
    several = chain(
        own_name(ordered), at_night(ordered, watch), in_bulk(ordered, watch), many_refusals(ordered, watch)
    )
    return tuple(sorted(several, key=lambda each: (each.first_at, each.finding.code, each.person)))


def _counts(here: SignedIn, organisation: Organisation) -> tuple[ActCount, ...]:
    events = Event.objects.filter(
        organisation=organisation, act__in=COUNTED, at__gte=days_back(here.now, DAYS)
    )
    found = dict(events.order_by().values_list("act").annotate(count=Count("id")))
    return tuple(ActCount(act, act_word("mandate", act), found.get(act, 0)) for act in COUNTED)


def figures_of(organisation: Organisation, year: int, until: date) -> YearFigures:
    """Passenger records received, and of those shared with other organisations, day by day; erased ones count too.

    Records are counted, as one record may name several passengers and a passenger may have several. How many were set aside
    for a person to look at is counted by screening, which is not built yet.
    """
    records = HeldRecord.objects.filter(
        organisation=organisation, data_class=DataClass.PASSENGER_RECORD, received_at__year=year
    )
    collected = Counter(dict(_by_day(records, "received_at")))
    shared = RecordAudience.objects.filter(record__in=records)
    exchanged = Counter(
        dict(
            shared.order_by()
            .annotate(on=TruncDate("record__received_at"))
            .values_list("on")
            .annotate(count=Count("record", distinct=True))
        )
    )
    days = (DayFigures(on, collected[on], exchanged[on], 0) for on in sorted(collected))
    return of_year(days, year, until)


def _by_day(records: QuerySet[HeldRecord], column: str) -> QuerySet[HeldRecord, tuple[date, int]]:
    return records.order_by().annotate(on=TruncDate(column)).values_list("on").annotate(count=Count("pk"))
