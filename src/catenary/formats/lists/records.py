"""A list's edition as the JSON object of the published contract (docs/schemas/list-show.schema.json)."""

from datetime import UTC, date

from catenary.core.screening.edition import ListEdition
from catenary.core.screening.scoring import thresholds_for
from catenary.formats.records import Record


def edition_record(edition: ListEdition, as_of: date) -> Record:
    """The edition with its sources; `built_at` in UTC to the second. `as_of` is the day it was asked on."""
    return {
        "edition": edition.edition,
        "algorithm": edition.algorithm,
        "sources": [
            {
                "name": source.name,
                "format": source.format,
                "entries": source.entries,
                "names": source.names,
                "sha256": source.sha256,
            }
            for source in edition.sources
        ],
        "built_at": edition.built_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "as_of": as_of.isoformat(),
        "entries": edition.entries,
        "thresholds": thresholds_record(edition.entries),
    }


def thresholds_record(entries: int) -> Record:
    """From which scores a list of so many persons shows a candidate, and calls one a match."""
    born, named = (thresholds_for(entries, born=known) for known in (True, False))
    return {"review": born.review, "review_name_only": named.review, "match": born.match}
