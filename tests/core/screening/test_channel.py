"""What the learned channel promises of its evidence, whatever it was taught."""

from functools import lru_cache
from math import isfinite, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.core.screening import channel
from catenary.core.screening.channel import (
    LEAST,
    RAREST,
    letters_of,
    pair_evidence,
    rarity,
    rendering_log,
    token_evidence,
)
from catenary.core.screening.model_values import Tables
from catenary.core.screening.scripts import LATIN_CHANNELS, Script
from catenary.core.screening.skeleton import skeleton, skeletons
from catenary.core.screening.tokens import Token, split_name
from catenary.formats.name_model import load_name_model

MODEL = load_name_model()
LATIN_KEYS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
ANY_NAMES = st.one_of(
    LATIN_KEYS,
    st.text("абвгдежзийклмнопрстуфхцчшщьэюя", min_size=1, max_size=10),
    st.text("بتثجحخدرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=8),
    st.text("אבגדהוזחטיכלמנסעפצקרשת", min_size=1, max_size=8),
    st.text("アイカキサシタチナニマミラリンー", min_size=1, max_size=8),
    st.text("김정은민수영현", min_size=1, max_size=3),
    st.text("毛泽东莱因哈特", min_size=1, max_size=4),
    st.text("αβγδεζηθικλμνξοπρστυφχψω", min_size=1, max_size=8),
)


def evidence(a: Token, b: Token) -> float:
    return token_evidence(a, b, MODEL)


def between(a: str, b: str) -> float:
    (left,), (right,) = split_name(a), split_name(b)
    return evidence(left, right)


@settings(max_examples=120, deadline=None)
@given(ANY_NAMES, ANY_NAMES)
def test_evidence_is_symmetric_finite_and_no_more_than_the_lesser_rarity(a: str, b: str) -> None:
    for left in split_name(a):
        for right in split_name(b):
            nats = evidence(left, right)
            assert isfinite(nats)
            assert nats == pytest.approx(evidence(right, left), abs=1e-9)
            assert LEAST <= nats <= min(rarity(MODEL, left.key), rarity(MODEL, right.key)) + 1e-9


@settings(max_examples=80, deadline=None)
@given(ANY_NAMES)
def test_a_token_written_alike_is_worth_its_rarity(name: str) -> None:
    for token in split_name(name):
        assert evidence(token, token) == pytest.approx(rarity(MODEL, token.key))


def test_a_token_without_letters_says_nothing() -> None:
    none = np.zeros(0, np.uint8)
    key = letters_of("varela")
    assert pair_evidence(none, 0, none, key, 0, key, 1.0, 9.0, 0.0, -1.0, MODEL.tables) == 0.0


@lru_cache
def tree_node(number: int, segment: str) -> int:
    node = 0
    for letter in letters_of(segment):
        node = int(MODEL.tables.child[number, node, letter]) if segment else 0
        if node == 0:
            return -1
    return node


def reference(units: bytes, number: int, key: str, tables: Tables) -> float:
    """P(key | units) by recursion over the definition: a share per unit in context, a reserve for everything else."""
    size, width = int(tables.sizes[number]), int(tables.widths[number])

    def share(at: int, segment: str) -> float:
        left = units[at - 1] if at else 0
        right = units[at + 1] if at + 1 < len(units) else 0
        row = int(tables.rows[tables.rows_at[number] + (left * size + units[at]) * size + right])
        node = tree_node(number, segment)
        learned = float(tables.shares[tables.shares_at[number] + row * width + node]) if node >= 0 else 0.0
        return learned + float(tables.floors[number, len(segment)])

    @lru_cache
    def rest(at: int, start: int) -> float:
        if at == len(units):
            return 1.0 if start == len(key) else 0.0
        ends = range(start, min(len(key), start + channel.LONGEST_SEGMENT) + 1)
        return sum(share(at, key[start:end]) * rest(at + 1, end) for end in ends)

    return rest(0, 0)


@pytest.mark.parametrize(
    ("native", "key"),
    [
        ("محمد", "mohamed"),
        ("Юрий", "yuri"),
        ("כהן", "cohen"),
        ("タロウ", "taro"),
        ("민수", "minsoo"),
        ("明明", "mingming"),
        ("ines", "inez"),
    ],
)
def test_the_kernel_agrees_with_the_definition(native: str, key: str) -> None:
    (token,) = split_name(native)[-1:]
    for number in LATIN_CHANNELS if token.script == Script.LATIN else (int(token.script),):
        kernel = rendering_log(
            np.frombuffer(token.units, np.uint8), number, letters_of(key), MODEL.tables, 0.0
        )
        assert kernel == pytest.approx(
            log(reference(token.units, number, key, MODEL.tables) + channel.NEGLIGIBLE), abs=1e-6
        )


@settings(max_examples=40, deadline=None)
@given(LATIN_KEYS, LATIN_KEYS)
def test_so_it_does_for_any_latin_pair(a: str, b: str) -> None:
    kernel = rendering_log(letters_of(a), 0, letters_of(b), MODEL.tables, 0.0)
    expected = log(reference(letters_of(a).tobytes(), 0, b, MODEL.tables) + channel.NEGLIGIBLE)
    beyond_any_use = max(kernel, expected) < -30  # near NEGLIGIBLE the kernel drops paths
    assert beyond_any_use or kernel == pytest.approx(expected, abs=0.2)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("mohammed", "muhammad"), ("محمد", "mohamed"), ("Сергей", "sergei"), ("Щербаков", "scherbakow"), ("김", "kim"), ("毛", "mao"),
        ("小明", "hsiaoming"), ("ヴィクトル", "victor"), ("Γεώργιος", "georgios"), ("محمد", "Мухаммед"), ("yusuf", "yousef"),
        ("garcia", "gracia"), ("gonzalez", "gonsales"), ("wang", "wong"), ("אברהם", "avraham"), ("ahmet", "ahmed"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_speak_for_it(a: str, b: str) -> None:
    assert between(a, b) > 0.5


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("mohammed", "mahmoud"), ("محمود", "mohamed"), ("hassan", "hussein"), ("Иванов", "petrov"), ("민수", "jaemin"), ("明明", "xiaoli"),
        ("שלום", "david"), ("ヤマダ", "tanaka"), ("민수", "민호"),
    ],
)  # fmt: skip
def test_different_names_speak_against_one_another(a: str, b: str) -> None:
    left, right = split_name(a)[-1], split_name(b)[-1]
    assert evidence(left, right) < 0.0


def test_long_vowels_tell_arabic_names_apart_and_hamza_forms_do_not() -> None:
    assert between("أحمد", "احمد") > 4.0 > between("سعيد", "سعد")


def test_common_names_are_worth_less_than_rare_ones() -> None:
    assert rarity(MODEL, "mohammed") < rarity(MODEL, "bashardost") <= RAREST


def test_a_skeleton_forgets_vowels_doubles_and_kindred_consonants() -> None:
    assert skeleton("mohammed") == skeleton("muhamat")
    assert skeleton("") == 0
    assert skeletons(["varela", "farella"]).tolist() == [skeleton("varela")] * 2
    assert skeleton("b" + "tk" * 12) < 2**48
