"""Distances between parts of names, and kernels beside their plain Python twins."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.basis.dates import DateSpan
from catenary.core.screening import alignment, attributes, joining, neighbours
from catenary.core.screening.alignment import MOST_PARTS, WEIGHTS
from catenary.core.screening.building import birth_rows, key_codes
from catenary.core.screening.name_scoring import UNLIKE
from catenary.core.screening.neighbours import CLASSES, LETTERS, distance, places_of, unpack
from catenary.core.screening.skeleton import skeleton

KEYS = st.text("abcdey", max_size=24)
SPANS = st.sampled_from(
    [
        "1971",
        "1971-03",
        "1971-03-09",
        "1971-09-03",
        "1971-01-01",
        "1972-03-09",
        "1969-05-05",
        "1996-05-05",
        "1970/1973",
        "1971~",
        "1972-01-02",
    ]
)


def letters(key):
    return np.frombuffer(key_codes(key), np.uint8)


def bits_of(key, size=LETTERS):
    places = np.zeros(size, np.uint64)
    places_of(letters(key), places)
    return places


def plain_distance(a, b):
    """Optimal string alignment by its definition: no part is edited twice."""
    rows = [[max(i, j) if not (i and j) else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            options = [rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1])]
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                options.append(rows[i - 2][j - 2] + 1)
            rows[i][j] = min(options)
    return rows[-1][-1]


@settings(max_examples=400, deadline=None)
@given(KEYS, KEYS)
def test_distance_is_optimal_string_alignment(a, b):
    assert distance(bits_of(a), len(a), letters(b)) == plain_distance(a, b)


@settings(max_examples=100, deadline=None)
@given(KEYS, st.data())
def test_a_letter_lost_put_in_replaced_or_exchanged_is_one_edit(key, data):
    at = data.draw(st.integers(0, len(key)))
    edited = data.draw(
        st.sampled_from(
            [
                key[:at] + key[at + 1 :],
                key[:at] + "z" + key[at + 1 :],
                key[:at] + key[at + 1 : at + 2] + key[at : at + 1] + key[at + 2 :],
            ]
        )
    )
    assert distance(bits_of(key), len(key), letters(edited)) <= 1


@settings(max_examples=100, deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=24))
def test_a_skeleton_unpacks_to_its_classes_in_order(key):
    codes = np.zeros(16, np.uint8)
    packed = np.uint64(skeleton(key))
    count = unpack(packed, codes)
    assert sum(int(code) << 4 * place for place, code in enumerate(codes[:count])) == int(packed)
    assert all(0 < code < CLASSES for code in codes[:count])


@settings(max_examples=60, deadline=None)
@given(KEYS)
def test_the_outline_kernel_equals_its_twin(key):
    key = key[:24]
    assert joining.outline_of(letters(key), len(key)) == joining.outline_of.py_func(letters(key), len(key))


@settings(max_examples=60, deadline=None)
@given(KEYS, KEYS)
def test_the_distance_kernel_equals_its_twin(a, b):
    with np.errstate(over="ignore"):
        twin = distance.py_func(bits_of(a), len(a), letters(b))
    assert distance(bits_of(a), len(a), letters(b)) == twin


@settings(max_examples=80, deadline=None)
@given(st.lists(SPANS, max_size=3), st.lists(SPANS, max_size=3))
def test_the_birth_kernel_equals_its_twin(ours, theirs):
    a, b = (birth_rows(DateSpan.parse(text) for text in texts) for texts in (ours, theirs))
    assert attributes.relate_births(a, b) == attributes.relate_births.py_func(a, b)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_alignment_kernels_equal_their_twins(data):
    m, n = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    nats = st.sampled_from([UNLIKE, 1.5, 2.0, 3.25, 4.5, 7.0, 9.5])
    pairs = np.full((MOST_PARTS, MOST_PARTS), UNLIKE, np.float32)
    for i in range(m):
        pairs[i, :n] = data.draw(st.lists(nats, min_size=n, max_size=n))
    first = [
        np.array(data.draw(st.lists(st.sampled_from([1, 2, 33, 34]), min_size=k, max_size=k)), np.uint8)
        for k in (m, n)
    ]
    light = data.draw(st.integers(0, 2**m - 1)), data.draw(st.integers(0, 2**n - 1))
    joins, worth = np.array([[3, 1], [1, 3]], np.int32), np.array([6.0, 5.0], np.float32)
    count = 2 if m > 1 and n > 1 else 0

    def outcome(meet, oppose):
        met, gain, against = (
            np.zeros(MOST_PARTS, np.int32),
            np.zeros(MOST_PARTS, np.float32),
            np.zeros(MOST_PARTS, np.int32),
        )
        shape = np.zeros(2, np.bool_)
        total, cost, ours, theirs = meet(
            pairs, m, n, joins, worth, count, *first, *light, met, gain, shape, WEIGHTS
        )
        lost = oppose(np.minimum(pairs, 0), m, n, ours, theirs, WEIGHTS.conflict, against, gain)
        settled = (int(ours), int(theirs), met[:m].tolist(), against[:m].tolist(), shape.tolist())
        return settled, [float(total), float(cost), float(lost)]

    settled, nats = outcome(alignment.meet, alignment.oppose)
    twin_settled, twin_nats = outcome(alignment.meet.py_func, alignment.oppose.py_func)
    assert settled == twin_settled
    assert nats == pytest.approx(twin_nats, abs=1e-5)


@settings(max_examples=50, deadline=None)
@given(st.floats(-20, 60), st.floats(0, 40))
def test_saturation_is_undone_and_never_above_its_ceiling(nats, lost):
    ceiling = alignment.ceiling_of(lost, WEIGHTS)
    assert WEIGHTS.relation <= ceiling <= WEIGHTS.identity
    saturated = alignment.saturate(nats, ceiling)
    assert saturated <= min(nats, ceiling) + 1e-9
    assert alignment.unsaturate(saturated, ceiling) == pytest.approx(nats, abs=1e-3)


def test_gates_let_pass_what_is_spelled_nearly_alike():
    for one, other in (("torvald", "torwald"), ("haddad", "hadad"), ("brannevik", "branevick")):
        most = neighbours.most_edits(max(len(one), len(other)), True)
        assert distance(bits_of(one), len(one), letters(other)) <= most


@settings(max_examples=200, deadline=None)
@given(KEYS, KEYS)
def test_alphabets_never_differ_by_more_than_the_edits(a, b):
    one, other = (neighbours.alphabet_of(letters(key)) for key in (a, b))
    differing = max(len(set(a) - set(b)), len(set(b) - set(a)))
    assert neighbours.most_lacking(one, other) == differing <= plain_distance(a, b)
