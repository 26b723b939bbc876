"""What a check stands on at one moment: the index, the lists that stand, the register of documents, who is known to be another."""

from collections.abc import Collection, Mapping
from datetime import datetime

from attrs import frozen

from catenary.basis.findings import ProblemError
from catenary.core.mandate.redress import Redress
from catenary.core.screening.model import Candidate, ListEntry, Person
from catenary.core.screening.publication import PublicationState
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.rights.redress import redress_records
from catenary.desk.screening.lists_in_use import OpenIndex, index_in_use, opened
from catenary.desk.screening.models import BuiltIndex, Threshold, WatchList
from catenary.desk.screening.problems import CHECKS
from catenary.desk.screening.registers import register
from catenary.formats.screening_checks import Register


def shifts_in_force(organisation: Organisation) -> dict[str, int]:
    """The thresholds of lists that two persons have moved, by code."""
    rows = Threshold.objects.filter(organisation=organisation, state=PublicationState.PUBLISHED)
    return dict(rows.exclude(shift=0).values_list("list__code", "shift"))


class NoLists:
    """Stands in where no list is ready: finds nobody, and whoever asks says that nobody was looked for."""

    def screen(self, person: Person) -> list[Candidate]:
        """Nobody."""
        del person
        return []


@frozen
class Ground:
    """What is the same for every traveller of one check."""

    organisation: Organisation
    index: BuiltIndex | None
    open: OpenIndex | None
    """None where there is nothing to check against; `reasons` says why."""
    reasons: tuple[str, ...]
    """Codes that every check of this moment carries."""
    failed: bool
    """Whether an index is in use and cannot be read."""
    lists: Mapping[str, WatchList]
    """Lists that stand, by code."""
    shifts: Mapping[str, int]
    """Of lists whose threshold is another than what ships, by how many tenths of nats."""
    look_up: Register
    redress: Collection[Redress]
    now: datetime

    def entry(self, candidate: Candidate) -> ListEntry:
        """The entry of a candidate as it is listed."""
        assert self.open is not None
        return self.open.entry(candidate.list, candidate.entry)


def ground(organisation: Organisation, now: datetime) -> Ground:
    """What an organisation's travellers are checked on now."""
    index = index_in_use(organisation)
    fault, screened_with = _open(index)
    lists = {each.code: each for each in WatchList.objects.filter(organisation=organisation, closed_at=None)}
    standing = {code: each for code, each in lists.items() if each.review_by >= now.date()}
    reasons = [fault] if fault else []
    if _left_out(lists, standing):
        reasons.append(CHECKS.finding("list_past_review").code)
    return Ground(
        organisation=organisation,
        index=index,
        open=screened_with,
        reasons=tuple(reasons),
        failed=index is not None and screened_with is None,
        lists=standing,
        shifts=shifts_in_force(organisation),
        look_up=register(now.date()),
        redress=redress_records(organisation),
        now=now,
    )


def _open(index: BuiltIndex | None) -> tuple[str, OpenIndex | None]:
    if index is None:
        return CHECKS.finding("no_index").code, None
    try:
        return "", opened(index)
    except ProblemError as fault:
        return fault.finding.code, None


def _left_out(lists: Mapping[str, WatchList], standing: Mapping[str, WatchList]) -> bool:
    """Whether a list with an edition in force is past its review date."""
    overdue = [each.pk for code, each in lists.items() if code not in standing]
    return WatchList.objects.filter(pk__in=overdue, files__state=PublicationState.PUBLISHED).exists()
