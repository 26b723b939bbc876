"""Putting records into the index and taking them out: as the system, since the web may only look."""

import json
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection, transaction

from catenary.desk.shell.search.folding import beginnings, threes, words
from catenary.desk.shell.search.keys import beginning_key, three_key, word_key
from catenary.desk.shell.search.kinds import Findable, kind_of

_LOCK = 0x5EA7C4
"""One process at a time writes to the index: a word is never taken out while another record brings it."""

_ADD = """WITH entry AS (
    INSERT INTO shell_searchentry (shelf, kind, record, words) VALUES (%s, %s, %s, %s::jsonb) RETURNING id
) INSERT INTO shell_searchposting (shelf, word, entry_id)
SELECT %s, word, entry.id FROM entry, unnest(%s::bigint[]) AS word"""
_KEYS = """INSERT INTO shell_searchkey (shelf, key, word, size)
SELECT %s, key, word, size FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[]) AS told (key, word, size)
ON CONFLICT DO NOTHING"""
_ENTRIES = "SELECT id, shelf, words::text FROM shell_searchentry WHERE kind = %s AND record = %s"
_REMOVE = (
    "DELETE FROM shell_searchposting WHERE shelf = %s AND word = ANY (%s::bigint[]) AND entry_id = %s",
    "DELETE FROM shell_searchentry WHERE id = %s",
)
_UNUSED = """DELETE FROM shell_searchkey WHERE shelf = %s AND word = ANY (
    SELECT word FROM unnest(%s::bigint[]) AS word WHERE NOT EXISTS (
        SELECT FROM shell_searchposting posting WHERE posting.shelf = %s AND posting.word = word.word))"""


def reindex(kind: str, record: UUID) -> None:
    """Bring the index to how the record stands now; what is masked or erased leaves it, and its words with it.

    Within a system declaration; the caller's transaction says when it counts.
    """
    found = kind_of(kind).findable(record)
    with transaction.atomic():
        forget(kind, record)
        if found is not None:
            _add(kind, record, found)


def forget(kind: str, record: UUID) -> None:
    """Take a record out of the index, and every word that no other record on the shelf has."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_ENTRIES, [kind, record])
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


def _add(kind: str, record: UUID, found: Findable) -> None:
    told = words(found.text)
    numbers = [word_key(word) for word in told]
    stored = "[" + ",".join(map(str, numbers)) + "]"
    keys = list(keys_of(told))
    with connection.cursor() as cursor:
        for shelf in shelves_of(found):
            cursor.execute(_ADD, [shelf, kind, record, stored, shelf, numbers])
            cursor.execute(_KEYS, [shelf, *columns(keys)])


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
