"""Search of the desk over 300,000 records as the web role, beside PostgreSQL's own full-text search under row security."""

import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import psycopg
from rich.console import Console
from rich.table import Table

from catenary.benchmarks.ledger_database import connect, ledger_database, some_writer
from catenary.benchmarks.surroundings import surroundings

from django.db import connection  # isort: skip  settings are named by the database's module
from catenary.basis.ids import new_id  # isort: skip
from catenary.desk.mandate.acting import Declaration, Door, acting  # isort: skip
from catenary.desk.shell.search.finding import find  # isort: skip
from catenary.desk.shell.search.folding import words  # isort: skip
from catenary.desk.shell.search.index import columns, keys_of  # isort: skip
from catenary.desk.shell.search.keys import word_key  # isort: skip

PORTION = 5_000
_ENTRIES = """WITH told AS (
    INSERT INTO shell_searchentry (shelf, kind, record, words)
    SELECT %(shelf)s, 'record', record, words::jsonb FROM unnest(%(records)s::uuid[], %(words)s::text[]) AS new (record, words)
    RETURNING id, words)
INSERT INTO shell_searchposting (shelf, word, entry_id)
SELECT %(shelf)s, word::bigint, id FROM told, jsonb_array_elements(told.words) AS word"""
_KEYS = """INSERT INTO shell_searchkey (shelf, key, word, size)
SELECT %s, key, word, size FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[]) AS new (key, word, size) ON CONFLICT DO NOTHING"""
_PEER = """CREATE TABLE peer (id bigserial PRIMARY KEY, organisation_id bigint NOT NULL, words tsvector NOT NULL);
    CREATE INDEX peer_words ON peer USING gin (words);
    CREATE INDEX peer_organisation ON peer (organisation_id);
    ALTER TABLE peer ENABLE ROW LEVEL SECURITY;
    CREATE POLICY seen ON peer FOR SELECT
        USING (organisation_id = (SELECT nullif(current_setting('catenary.organisation', true), '')::bigint));
    GRANT SELECT ON peer TO catenary_web"""
_PEER_ROWS = "INSERT INTO peer (organisation_id, words) SELECT %s, to_tsvector('simple', text) FROM unnest(%s::text[]) AS text"
_PEER_ASK = "SELECT id FROM peer WHERE words @@ to_tsquery('simple', %s) LIMIT 200"


def run(records: int = 300_000, questions: int = 40) -> list[dict[str, object]]:
    """Print milliseconds a question, ours and PostgreSQL's, by what is asked, and how many times slower the latter is.

    The names are made up of syllables, 60,000 family names in the frequencies of a telephone book; every record has a
    document number. A peer without an answer of the kind (a misspelt word) is left out.
    """
    console = Console()
    console.print(surroundings())
    with ledger_database() as address:
        writer = some_writer()
        texts = list(_texts(records))
        begun = time.perf_counter()
        _fill(texts, writer.organisation)
        built = time.perf_counter() - begun
        _fill_peer(address("catenary_owner"), texts, writer.organisation)
        connect(address("catenary_web"))
        rows = [_measured(kind, asked, writer) for kind, asked in _questions(texts, questions).items()]
    console.print(_table(rows, records, built))
    return rows


def _texts(count: int) -> Iterator[str]:
    dice = random.Random(1)
    given = [_name(dice, 2) for _ in range(2_000)]
    family = [_name(dice, 3) for _ in range(60_000)]
    weights = [1 / (rank + 20) for rank in range(len(family))]
    families = dice.choices(family, weights, k=count)
    for name in families:
        yield f"{dice.choice(given)} {dice.choice(given)} {name} {dice.choice('ABCX')}{dice.randrange(10**8):08}"


def _name(dice: random.Random, syllables: int) -> str:
    return "".join(
        dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") + dice.choice(" nrls").strip()
        for _ in range(syllables)
    )


def _portions(texts: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(texts)
    while portion := list(islice(remaining, PORTION)):
        yield portion


def _fill(texts: Sequence[str], organisation: int) -> None:
    shelf = 2 * organisation + 1
    known: set[str] = set()
    for portion in _portions(texts):
        told = [words(text) for text in portion]
        new = {word for each in told for word in each} - known
        known |= new
        stored = ["[" + ",".join(str(word_key(word)) for word in each) + "]" for each in told]
        with acting(Declaration(door=Door.SYSTEM)), connection.cursor() as cursor:
            cursor.execute(_ENTRIES, {"shelf": shelf, "records": [new_id() for _ in told], "words": stored})
            cursor.execute(_KEYS, [shelf, *columns(list(keys_of(sorted(new))))])


def _fill_peer(owner: str, texts: Sequence[str], organisation: int) -> None:
    with psycopg.connect(owner, autocommit=True) as peer:
        peer.execute(_PEER)
        for portion in _portions(texts):
            peer.execute(_PEER_ROWS, [organisation, portion])
        peer.execute("VACUUM ANALYZE")


def _questions(texts: Sequence[str], count: int) -> dict[str, list[tuple[str, str]]]:
    """By kind: what is asked of us, and the same of PostgreSQL; empty where it cannot be asked."""
    dice = random.Random(2)
    drawn = [text.split() for text in dice.sample(list(texts), count)]
    return {
        "given and family name": [(f"{each[0]} {each[2]}", f"{each[0]} & {each[2]}") for each in drawn],
        "number": [(each[3], each[3].lower()) for each in drawn],
        "beginning of a name": [(each[2][:5], f"{each[2][:5]}:*") for each in drawn],
        "misspelt name": [(f"{each[0]} {_misspelt(each[2])}", "") for each in drawn],
        "nothing there": [("quixwyth zzyzx", "quixwyth & zzyzx") for _ in drawn],
    }


def _misspelt(name: str) -> str:
    return name[:2] + name[3] + name[2] + name[4:]


def _measured(kind: str, asked: Sequence[tuple[str, str]], writer: Declaration) -> dict[str, object]:
    with acting(writer):
        find(asked[0][0])
        ours = _milliseconds(find, [question for question, _ in asked])
        theirs = _milliseconds(_ask_peer, [question for _, question in asked if question])
    median = statistics.median(ours)
    return {
        "question": kind,
        "median_ms": round(median, 2),
        "worst_ms": round(max(ours), 2),
        "peer_median_ms": round(statistics.median(theirs), 2) if theirs else None,
        "ratio": round(statistics.median(theirs) / median, 1) if theirs else None,
    }


def _milliseconds(ask: Callable[[str], object], questions: Iterable[str]) -> list[float]:
    spent = []
    for question in questions:
        begun = time.perf_counter()
        ask(question)
        spent.append((time.perf_counter() - begun) * 1000)
    return spent


def _ask_peer(question: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(_PEER_ASK, [question])
        return list(cursor.fetchall())


def _table(rows: Iterable[dict[str, object]], records: int, built: float) -> Table:
    table = Table(
        "question", "median ms", "worst ms", "tsvector under row security, median ms", "times slower",
        title=f"{records:,} records as the web role; index built in {built:.0f} s",
    )  # fmt: skip
    for row in rows:
        table.add_row(*("-" if value is None else str(value) for value in row.values()))
    return table
