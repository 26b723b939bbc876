"""The sections of a visit's reports by name; those that people write, each version kept, nobody overwriting what they have not seen."""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from django.db import transaction

from catenary.core.assessment.report import ORDER
from catenary.core.assessment.report_model import ReportKind, SectionKind
from catenary.core.assessment.report_problems import REPORT
from catenary.desk.assessment.models import SectionText, Visit
from catenary.desk.assessment.rating.of_visit import by_area, edition_of, questions_of
from catenary.desk.assessment.rating.queries import area_called, texts_in
from catenary.desk.assessment.reports.access import writable_visit
from catenary.desk.assessment.reports.words import SECTIONS
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import SignedIn

WRITTEN: Final = (
    SectionKind.NARRATIVE,
    SectionKind.PROGRESS,
    SectionKind.ASSISTANCE,
    SectionKind.METHOD,
)
"""Sections with words of people; the others are made from the visit, its findings and its comments."""


@transaction.atomic
def write_section(
    *, actor: SignedIn, visit: UUID, section: SectionKind, language: str, text: str, seen: int
) -> SectionText:
    """Keep the next version of a section; `seen` is the one that whoever writes had before them, 0 for none.

    Raises ProblemError `report.section_not_written`, `.text_stale`, and as `writable_visit` does.
    """
    row = writable_visit(actor, visit)
    if section not in WRITTEN:
        raise REPORT.problem("section_not_written", section=section.value)
    latest = newest(row, section, language)
    if seen != (latest.number if latest else 0):
        raise REPORT.problem("text_stale")
    kept = SectionText(
        visit=row,
        body_id=row.body_id,
        visited_id=row.visited_id,
        section=section,
        language=language,
        number=seen + 1,
        text=text,
        by=actor.person,
        organisation=actor.organisation,
        at=actor.now,
    )
    kept.full_clean()
    kept.save()
    enter(
        room="assessment",
        act="write_section",
        record=str(row.public_id),
        params={"section": section.value, "language": language, "version": kept.number},
    )
    return kept


def newest(visit: Visit, section: SectionKind, language: str) -> SectionText | None:
    """What counts of a section in a language, if anything was written."""
    rows = SectionText.objects.filter(visit=visit, section=section, language=language)
    return rows.order_by("-number").first()


def sections_of(visit: Visit) -> list[tuple[str, str]]:
    """Every section that a report of a visit may have, by key, in the order of the full report: what the State decides upon."""
    return list(_named(visit)) if visit.edition_id else []


def titles_of(visit: Visit, keys: Iterable[str]) -> list[str]:
    """What sections are called, by their keys, in the order of the report; a key that no report has stands as it is."""
    wanted = set(keys)
    found = {key: title for key, title in sections_of(visit) if key in wanted}
    return [*found.values(), *sorted(wanted - found.keys())]


def _named(visit: Visit) -> Iterator[tuple[str, str]]:
    for kind in (*ORDER[ReportKind.FULL], SectionKind.REPLIES):
        if kind is SectionKind.AREA:
            yield from _areas(visit)
        elif kind is not SectionKind.FACTS:  # they stand at the head of whatever is released
            yield kind.value, str(SECTIONS[kind])


def _areas(visit: Visit) -> Iterator[tuple[str, str]]:
    """The areas that the visit asks about, as the reader's language calls them."""
    edition = edition_of(visit)
    texts = texts_in(visit, edition)
    for code in by_area(edition, questions_of(visit)):
        yield code, area_called(edition, texts, code)
