"""Drafts that come back from a laptop: nothing is lost, nothing is written over, and the order of laptops makes no difference."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.assessment.confidence import Access, SourceKind, Stance
from catenary.core.assessment.evidence import Piece
from catenary.core.assessment.pack_merging import (
    Draft,
    Kept,
    Named,
    PackField,
    Saved,
    Words,
    against_entering,
    goes_on_from,
    is_overtaken,
    merge_draft,
    merge_drafts,
    newest_behind,
    settled,
)
from catenary.core.assessment.rating_flow import Panel, Seat
from catenary.core.measures.model import NOT_APPLICABLE, UNKNOWN, Answer

ANSWERS = st.sampled_from([None, UNKNOWN, NOT_APPLICABLE, *map(Answer.at, range(1, 6))])
PIECES = st.builds(
    lambda kind, stance, where, on: Named(Piece(kind, stance, Access.TEAM, where, on)),
    st.sampled_from([SourceKind.LEGAL_TEXT, SourceKind.OBSERVATION]),
    st.sampled_from(Stance),
    st.sampled_from(["Act 12", "Northern crossing", "Register"]),
    st.sampled_from([None, date(2031, 5, 1)]),
)
DRAFTS = st.builds(
    Draft,
    ANSWERS,
    st.builds(Words, st.sampled_from(["", "Seen once", "Seen twice", "Read"])),
    st.frozensets(PIECES, max_size=4),
)
BOOKS = st.dictionaries(st.sampled_from(["BOR-01-l", "BOR-02-p", "PRR-10-e"]), DRAFTS)
ACT = Named(Piece(SourceKind.LEGAL_TEXT, Stance.FOR, Access.PUBLIC, "Act 12"))


def after(base, theirs, ours, side=Kept.HUB):
    """The hub's drafts once all that the laptop changed has entered, conflicts decided for one side."""
    found = dict(ours)
    for each in merge_drafts(base, theirs, ours):
        found[each.question] = each.decided(dict.fromkeys(each.conflicts, side)).draft
    return found


def same(one, other):
    """Two books say the same; an empty draft is none."""
    return all(one.get(code, Draft()) == other.get(code, Draft()) for code in {*one, *other})


@given(base=BOOKS, theirs=BOOKS)
def test_what_only_the_laptop_changed_is_taken_whole(base, theirs):
    assert same(after(base, theirs, base), theirs)


@given(base=BOOKS, ours=BOOKS)
def test_a_laptop_that_changed_nothing_changes_nothing(base, ours):
    assert merge_drafts(base, base, ours) == ()


@given(base=BOOKS, theirs=BOOKS, ours=BOOKS, side=st.sampled_from(Kept))
def test_merging_twice_changes_nothing_more(base, theirs, ours, side):
    once = after(base, theirs, ours, side)
    common = settled(base, theirs, [each.question for each in merge_drafts(base, theirs, ours)])
    assert merge_drafts(common, theirs, once) == ()


@given(base=BOOKS, first=BOOKS, second=BOOKS, ours=BOOKS)
def test_two_laptops_without_a_conflict_come_to_the_same_in_either_order(base, first, second, ours):
    def both(one, other):
        half = after(base, one, ours)
        clean = not any(each.conflicts for each in merge_drafts(base, one, ours))
        clean = clean and not any(each.conflicts for each in merge_drafts(base, other, half))
        return clean, after(base, other, half)

    (clean, there), (clean_too, back) = both(first, second), both(second, first)
    if clean and clean_too:
        assert same(there, back)


@given(base=DRAFTS, theirs=DRAFTS, ours=DRAFTS)
def test_every_value_of_every_side_is_in_the_result_in_a_conflict_or_was_what_both_began_with(
    base, theirs, ours
):
    merged = merge_draft("BOR-01-l", base, theirs, ours)
    for name, which in (("answer", PackField.ANSWER), ("reason", PackField.REASON)):
        began, there, here = (getattr(each, name) for each in (base, theirs, ours))
        result = getattr(merged.draft, name)
        for value in (there, here):
            assert value in (result, began) or which in merged.conflicts
    assert theirs.evidence - base.evidence <= merged.draft.evidence
    assert ours.evidence - base.evidence - (base.evidence - theirs.evidence) <= merged.draft.evidence


@given(base=DRAFTS, theirs=DRAFTS, ours=DRAFTS)
def test_where_both_changed_a_field_to_something_else_the_hubs_stands_until_it_is_decided(base, theirs, ours):
    merged = merge_draft("BOR-01-l", base, theirs, ours)
    differ = {
        PackField.ANSWER: base.answer != theirs.answer != ours.answer != base.answer,
        PackField.REASON: base.reason != theirs.reason != ours.reason != base.reason,
    }
    assert set(merged.conflicts) == {which for which, differs in differ.items() if differs}
    if PackField.ANSWER in merged.conflicts:
        assert merged.draft.answer == ours.answer


TRAILS = st.lists(st.integers(1, 3), min_size=1, max_size=4).map(
    lambda counts: tuple(Saved(f"opening {at}", count) for at, count in enumerate(counts))
)


@given(trail=TRAILS, more=st.integers(0, 3))
def test_a_state_goes_on_from_itself_and_from_every_one_behind_it(trail, more):
    later = (*trail[:-1], Saved(trail[-1].copy, trail[-1].revision + more), Saved("new", 1))
    assert goes_on_from(trail, trail)
    assert all(goes_on_from(later, trail[: at + 1]) for at in range(len(trail)))
    assert not goes_on_from(trail, later)
    assert newest_behind(later, [trail[: at + 1] for at in range(len(trail))]) == trail
    assert is_overtaken(trail, [later])
    assert not is_overtaken(later, [trail, later])


@given(trail=TRAILS, here=st.integers(1, 3), there=st.integers(1, 3))
def test_two_that_went_on_apart_have_only_what_is_behind_both(trail, here, there):
    one, other = (*trail, Saved("one", here)), (*trail, Saved("other", there))
    worked_on = (*trail[:-1], Saved(trail[-1].copy, trail[-1].revision + 1))
    assert newest_behind(one, [other, worked_on]) is None
    assert newest_behind(one, [other, trail, worked_on]) == trail
    assert not is_overtaken(one, [other, trail, worked_on])


def test_a_conflict_is_decided_field_by_field():
    base = Draft()
    theirs = Draft(Answer.at(2), Words("On the road"), [ACT])
    ours = Draft(Answer.at(4), Words("In the office"))
    merged = merge_draft("BOR-01-l", base, theirs, ours)
    chosen = merged.decided({PackField.ANSWER: Kept.LAPTOP, PackField.REASON: Kept.HUB})
    assert chosen.draft == Draft(Answer.at(2), Words("In the office"), [ACT])


def test_a_conflict_without_a_choice_is_not_decided():
    merged = merge_draft("BOR-01-l", Draft(), Draft(Answer.at(2)), Draft(Answer.at(4)))
    with pytest.raises(ProblemError) as refused:
        merged.decided({PackField.REASON: Kept.HUB})
    assert refused.value.finding.code == "pack.choice_missing"


def test_the_same_words_under_another_language_of_the_page_are_no_change():
    base, theirs = Draft(reason=Words("Vu", "fr")), Draft(reason=Words(" Vu ", "en"))
    assert merge_drafts({"BOR-01-l": base}, {"BOR-01-l": theirs}, {}) == ()


def test_lines_that_a_browser_ended_otherwise_are_no_change():
    base, theirs = Draft(reason=Words("Seen\nTwice")), Draft(reason=Words("Seen\r\nTwice\r\n"))
    assert merge_drafts({"BOR-01-l": base}, {"BOR-01-l": theirs}, {}) == ()


def test_what_did_not_enter_is_not_settled_and_comes_up_again():
    theirs = {"BOR-01-l": Draft(Answer.at(2)), "BOR-02-p": Draft(Answer.at(3))}
    common = settled({}, theirs, ["BOR-02-p"])
    assert [each.question for each in merge_drafts(common, theirs, {})] == ["BOR-01-l"]


WORDS = ("a" * 64, "a" * 64)


@pytest.mark.parametrize(
    ("panel", "on_team", "digests", "code"),
    [
        (Panel([Seat("7")]), True, WORDS, None),
        (Panel([Seat("7")]), False, WORDS, "pack.off_team"),
        (None, True, WORDS, "pack.question_gone"),
        (Panel([Seat("7")]), True, ("a" * 64, "b" * 64), "pack.words_changed"),
        (Panel([Seat("7")], stopped=True), True, WORDS, "rating.stopped"),
        (Panel([Seat("7")], shown=True), True, WORDS, "rating.shown_already"),
        (Panel([Seat("7", submitted=True)]), True, WORDS, "rating.submitted_already"),
        (Panel([Seat("7", recused=True)]), True, WORDS, "rating.recused"),
        (Panel([Seat("8")]), True, WORDS, "rating.not_seated"),
    ],
)
def test_why_a_draft_does_not_enter_is_told_by_a_code(panel, on_team, digests, code):
    found = against_entering(panel, "7", on_team=on_team, digests=digests)
    assert (found.code if found else None) == code


def test_a_piece_with_another_counts_file_is_another_piece():
    counted = evolve(ACT, counts_digest="c" * 64)
    merged = merge_draft("BOR-01-l", Draft(evidence=[ACT]), Draft(evidence=[counted]), Draft(evidence=[ACT]))
    assert merged.draft.evidence == {counted}
