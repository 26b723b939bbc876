"""Answering a question: every word of it must be in the record, as it stands, as a beginning, or nearly."""

from collections.abc import Sequence
from uuid import UUID

from attrs import frozen
from django.db import connection

from catenary.desk.mandate.acting import declared
from catenary.desk.shell.search.folding import asked_words, beginnings, threes
from catenary.desk.shell.search.keys import beginning_key, three_key, word_key

MOST_WORDS = 8
MOST_FOUND = 200
_MOST_LIKE = 300
"""Words of the index that one word of a question may stand for; the nearest first."""
ENOUGH = 20
"""So many answers, and nobody is shown what is merely spelt like the question."""
_EXACT, _BEGINS, _LIKE = 100, 70, 60
"""What a match is worth: the word itself; a beginning, by how much of the word it is; likeness, by threes in common."""
_LEAST_ALIKE = 0.4

_NEAR = f"""SELECT word, max(worth) AS worth FROM (
    SELECT word, {_BEGINS}.0 * %(length)s / size AS worth FROM shell_searchkey
    WHERE shelf = ANY (%(shelves)s::bigint[]) AND key = %(beginning)s
    UNION ALL
    SELECT word, {_LIKE}.0 * count(*) / (min(size) + %(parts)s - count(*)) FROM shell_searchkey
    WHERE shelf = ANY (%(shelves)s::bigint[]) AND key = ANY (%(threes)s::bigint[])
    GROUP BY shelf, word HAVING count(*) >= {_LEAST_ALIKE} * (min(size) + %(parts)s - count(*))
) AS near GROUP BY word ORDER BY worth DESC, word LIMIT {_MOST_LIKE}"""  # noqa: S608  numbers of ours
_FIND = f"""SELECT entry.kind, entry.record, found.worth
FROM ({{matches}}) AS found JOIN shell_searchentry entry ON entry.id = found.entry_id
ORDER BY found.worth DESC, entry.id DESC LIMIT {MOST_FOUND}"""  # noqa: S608  the same
_MATCH = """(SELECT entry_id, max(told.worth) AS worth FROM shell_searchposting posting
    JOIN unnest(%s::bigint[], %s::float8[]) AS told (word, worth) ON told.word = posting.word
    WHERE posting.shelf = ANY (%s::bigint[]) AND posting.word = ANY (%s::bigint[]) GROUP BY entry_id) AS word{number}"""


@frozen
class Found:
    """A record in the index, and how well it answers: 100 for each word that stands in it as asked."""

    kind: str
    record: UUID
    worth: float


def find(question: str) -> list[Found]:
    """The records that answer, the best first, as far as whoever acts may find them; nothing for a question without words."""
    asked = asked_words(question)[:MOST_WORDS]
    if not asked:
        return []
    found = _answers(asked, alike=False)
    return found if len(found) >= ENOUGH else _answers(asked, alike=True)


def _answers(asked: Sequence[str], *, alike: bool) -> list[Found]:
    shelves = _shelves()
    standing_for = [_standing_for(word, shelves, alike=alike) for word in asked]
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(matches=_matches(len(standing_for))), _values(standing_for, shelves))
        return [Found(kind, record, float(worth)) for kind, record, worth in cursor.fetchall()]


def _shelves() -> list[int]:
    here = declared()
    if not here.organisation:
        return [0]
    personal = [2 * here.organisation + 1] if here.purpose else []
    return [0, 2 * here.organisation, *personal]


def _standing_for(word: str, shelves: list[int], *, alike: bool) -> dict[int, float]:
    """The words of the index that a word of the question may stand for, each with its worth."""
    parts = threes(word) if alike else []
    starts = beginnings(word)
    with connection.cursor() as cursor:
        cursor.execute(
            _NEAR,
            {
                "shelves": shelves,
                "length": len(word),
                "beginning": beginning_key(starts[-1]) if starts else None,
                "parts": len(parts),
                "threes": [three_key(three) for three in parts],
            },
        )
        near = {int(number): float(worth) for number, worth in cursor.fetchall()}
    return {**near, word_key(word): float(_EXACT)}


def _matches(count: int) -> str:
    first, *others = (_MATCH.format(number=number) for number in range(count))
    joined = " ".join(f"JOIN {each} USING (entry_id)" for each in others)
    worth = " + ".join(f"word{number}.worth" for number in range(count))
    return f"SELECT entry_id, {worth} AS worth FROM {first} {joined}"  # noqa: S608  no text of a question


def _values(standing_for: Sequence[dict[int, float]], shelves: list[int]) -> list[list[int] | list[float]]:
    values: list[list[int] | list[float]] = []
    for worths in standing_for:
        values += [list(worths), list(worths.values()), shelves, list(worths)]
    return values
