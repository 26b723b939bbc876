"""Putting records into the index and taking them out: as the system, since the web may only look."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection, transaction

from catenary.desk.shell.search.folding import beginnings, threes, words
from catenary.desk.shell.search.keys import beginning_key, three_key, word_key
from catenary.desk.shell.search.kinds import Findable, kind_of

_LOCK = 0x5EA7C4
"""One process at a time writes to the index: a word is never taken out while another record brings it."""

_ADD = """WITH entry AS (
    INSERT INTO shell_searchentry (shelf, kind, record, words)
    SELECT shelf, %s, record, words FROM unnest(%s::bigint[], %s::uuid[], %s::jsonb[]) AS told (shelf, record, words)
    RETURNING id, shelf, words
) INSERT INTO shell_searchposting (shelf, word, entry_id)
SELECT entry.shelf, word::bigint, entry.id FROM entry, jsonb_array_elements_text(entry.words) AS word"""
_KEYS = """INSERT INTO shell_searchkey (shelf, key, word, size)
SELECT %s, key, word, size FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[]) AS told (key, word, size)
ON CONFLICT DO NOTHING"""
_ENTRIES = (
    "SELECT id, shelf, words::text FROM shell_searchentry WHERE kind = %s AND record = ANY (%s::uuid[])"
)
_REMOVE = (
    "DELETE FROM shell_searchposting WHERE shelf = %s AND word = ANY (%s::bigint[]) AND entry_id = %s",
    "DELETE FROM shell_searchentry WHERE id = %s",
)
_UNUSED = """DELETE FROM shell_searchkey WHERE shelf = %s AND word = ANY (
    SELECT word FROM unnest(%s::bigint[]) AS word WHERE NOT EXISTS (
        SELECT FROM shell_searchposting posting WHERE posting.shelf = %s AND posting.word = word.word))"""


def reindex(kind: str, records: Sequence[UUID]) -> None:
    """Bring the index to how records of one kind stand now; what is masked or erased leaves it, and its words with it.

    Within a system declaration; the caller's transaction says when it counts.
    """
    with transaction.atomic():
        forget(kind, records)
        _add(kind, kind_of(kind).findable(records))


def forget(kind: str, records: Sequence[UUID]) -> None:
    """Take records out of the index, and every word that no other record on the shelf has."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_ENTRIES, [kind, list(records)])
        for entry, shelf, stored in cursor.fetchall():
            numbers = _numbers(stored)
            cursor.execute(_REMOVE[0], [shelf, numbers, entry])
            cursor.execute(_REMOVE[1], [entry])
            cursor.execute(_UNUSED, [shelf, numbers, shelf])


def shelves_of(found: Findable) -> tuple[int, ...]:
    """Where a record stands: 0 for everybody, else two to an organisation, the second for its personal data."""
    if found.organisations is None:
        return (0,)
    return tuple(2 * organisation + found.personal for organisation in sorted(set(found.organisations)))


def _add(kind: str, found: Mapping[UUID, Findable]) -> None:
    on_shelves: defaultdict[int, set[str]] = defaultdict(set)
    entries = []
    for record, each in found.items():
        told = words(each.text)
        stored = json.dumps([word_key(word) for word in told])
        for shelf in shelves_of(each):
            entries.append((shelf, record, stored))
            on_shelves[shelf].update(told)
    with connection.cursor() as cursor:
        if entries:
            cursor.execute(_ADD, [kind, *map(list, zip(*entries, strict=True))])
        for shelf, told_there in sorted(on_shelves.items()):
            cursor.execute(_KEYS, [shelf, *columns(list(keys_of(sorted(told_there))))])


def keys_of(told: Iterable[str]) -> Iterable[tuple[int, int, int]]:
    """Key, word and size for every way to each word: its beginnings, with its length, and its threes, with their count."""
    for word in told:
        number = word_key(word)
        for beginning in beginnings(word):
            yield beginning_key(beginning), number, len(word)
        parts = threes(word)
        for three in parts:
            yield three_key(three), number, len(parts)


def columns(keys: Sequence[tuple[int, int, int]]) -> tuple[list[int], list[int], list[int]]:
    """The same as three lists, as the database takes them."""
    return [each[0] for each in keys], [each[1] for each in keys], [each[2] for each in keys]


def _numbers(stored: str) -> list[int]:
    return [int(each) for each in json.loads(stored)]
