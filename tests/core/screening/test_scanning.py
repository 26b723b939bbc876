"""A scan of the vocabulary gives what asking of every part one by one would give."""

import numpy as np
import pytest

from catenary.core.screening.channel import letters_of, own_log, pair_evidence
from catenary.core.screening.index import Vocabulary
from catenary.core.screening.neighbours import (
    CLASSES,
    LEAST_EVIDENCE,
    LETTERS,
    close_runs,
    distance,
    most_edits,
    passes_skeleton_gate,
    places_of,
    unpack,
)
from catenary.core.screening.querying import QueryMaker
from catenary.core.screening.scanning import aids_of, is_by_letters, room, scan, seek
from catenary.core.screening.skeleton import skeleton
from catenary.core.screening.tokens import split_name

OTHERS = ("Юрий", "محمد", "כהן", "タロウ", "민수", "王", "Αθηνά", "अमित", "Torvaldesen", "Xq", "Abdelrahman")


@pytest.fixture(scope="module")
def vocabulary(people, arrays_of) -> Vocabulary:
    return arrays_of(each.entry for each in people).vocabulary


def tokens_of(people):
    texts = [each.person.name.full for each in people] + list(OTHERS)
    found = {(token.units, token.script): token for text in texts for token in split_name(text)}
    return [token for token in found.values() if len(token.key) > 1]


def skeletons_are_near(one, other):
    codes, classes = np.zeros(16, np.uint8), np.zeros(CLASSES, np.uint64)
    length = unpack(np.uint64(one), codes)
    places_of(codes[:length], classes)
    return passes_skeleton_gate(classes, length, codes[: unpack(np.uint64(other), codes)])


def keys_are_near(one, other, by_letters):
    places = np.zeros(LETTERS, np.uint64)
    places_of(one, places)
    return distance(places, one.size, other) <= most_edits(max(one.size, other.size), by_letters)


def one_by_one(token, rarity, vocabulary, tables):
    """Every vocabulary part behind the gates with its evidence, by the rules and nothing else."""
    key, script = letters_of(token.key), int(token.script)
    own, units = own_log(key, tables), np.frombuffer(token.units, np.uint8)
    found = {}
    for part in range(vocabulary.rarity.size):
        other = vocabulary.key[part, : vocabulary.key_length[part]]
        by_letters = is_by_letters(script, tables) and is_by_letters(vocabulary.script[part], tables)
        if not skeletons_are_near(skeleton(token.key), int(vocabulary.skeleton[part])):
            continue
        if not keys_are_near(key, other, by_letters):
            continue
        other_units = vocabulary.units[part, : vocabulary.unit_count[part]]
        ours, theirs = (units, script, key), (other_units, vocabulary.script[part], other)
        known = rarity, vocabulary.rarity[part], own, vocabulary.own[part]
        nats = pair_evidence(*ours, *theirs, *known, tables)
        if nats >= LEAST_EVIDENCE:
            found[part] = nats
    return found


def scanned(token, rarity, vocabulary, tables):
    key = letters_of(token.key)
    own, units = own_log(key, tables), np.frombuffer(token.units, np.uint8)
    sought = seek(units, int(token.script), key, rarity, own, tables)
    different, begin = np.unique(vocabulary.skeleton, return_index=True)
    ends = np.append(begin, vocabulary.skeleton.size).astype(np.int32)
    runs = close_runs(np.uint64(skeleton(token.key)), different, ends)
    found = np.zeros(vocabulary.rarity.size, np.int32)
    evidence = np.zeros(vocabulary.rarity.size, np.float32)
    aids = aids_of(vocabulary, tables)
    count = scan(sought, runs, vocabulary, aids, tables, room(), found, evidence)
    return dict(zip(found[:count].tolist(), evidence[:count].tolist(), strict=True))


def test_a_scan_gives_the_evidence_of_every_part_asked_one_by_one(people, vocabulary, model):
    for token in tokens_of(people[:400:8]):
        expected = one_by_one(token, 11.5, vocabulary, model.tables)
        assert scanned(token, 11.5, vocabulary, model.tables) == pytest.approx(expected, abs=1e-4)


def test_common_parts_are_scanned_like_rare_ones(people, vocabulary, model):
    for token in tokens_of(people[1:200:20]):
        expected = one_by_one(token, 4.0, vocabulary, model.tables)
        assert scanned(token, 4.0, vocabulary, model.tables) == pytest.approx(expected, abs=1e-4)


def test_an_empty_vocabulary_has_nothing_alike(arrays_of, model):
    vocabulary = arrays_of([]).vocabulary
    assert scanned(split_name("Torvaldesen")[0], 11.5, vocabulary, model.tables) == {}
    assert QueryMaker(arrays_of([]), model).make(split_name("Torvaldesen")).neighbour.size == 0
