from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.documents.model import RecordedStatus
from catenary.formats.lost_stolen.index import open_lost_stolen
from catenary.formats.lost_stolen.pair import delta_beside
from catenary.formats.lost_stolen.update import compact_index, update_index

LATER = date(2026, 11, 22)


def lay(register, *rows, on=LATER):
    return update_index(register.path, register.csv(*rows, name="changes.csv"), register.key, data_as_of=on)


def test_additions_and_removals_are_answered_at_once_and_the_index_is_not_touched(register):
    register.build("AB1,UTO,P,lost", "AB2,UTO,P,lost")
    before = register.path.read_bytes()
    lay(register, "AB1,UTO,P,removed", "AB3,UTO,P,stolen")
    assert [register.status(number) for number in ("AB1", "AB2", "AB3")] == ["not_found", "found", "found"]
    assert register.path.read_bytes() == before


def test_a_change_of_status_replaces_the_old_one(register):
    register.build("AB1,UTO,P,lost")
    lay(register, "AB1,UTO,P,revoked")
    assert register.ask("AB1").recorded == (RecordedStatus.REVOKED,)


def test_the_last_row_counts_within_a_file_and_over_files(register):
    register.build()
    lay(register, "AB1,UTO,P,lost", "AB1,UTO,P,removed", "AB2,UTO,P,removed", "AB2,UTO,P,lost")
    assert [register.status(number) for number in ("AB1", "AB2")] == ["not_found", "found"]
    lay(register, "AB1,UTO,P,stolen", "AB2,UTO,P,removed")
    assert [register.status(number) for number in ("AB1", "AB2")] == ["found", "not_found"]


def test_a_removal_touches_only_its_own_spelling_and_class(register):
    register.build("AO1,UTO,P,lost", "A01,UTO,P,lost", "AO1,UTO,V,lost")
    lay(register, "AO1,UTO,P,removed")
    assert register.status("A01") == "found"
    assert register.status("AO1", kind="V") == "found"
    assert register.status("AO1", kind="P") == "near"


def test_removals_that_met_nothing_are_counted(register):
    register.build("AB1,UTO,P,lost")
    report = lay(register, "AB1,UTO,P,removed", "AB9,UTO,P,removed")
    assert [(finding.code, finding.params["count"]) for finding in report.findings] == [
        ("documents.removals_met_nothing", 1)
    ]


def test_a_file_with_no_rows_says_that_nothing_changed(register):
    register.build("AB1,UTO,P,lost")
    lay(register, on=LATER + timedelta(days=30))
    assert register.status("AB1", as_of=LATER + timedelta(days=32)) == "found"


def test_the_data_is_never_dated_back(register):
    register.build("AB1,UTO,P,lost")
    lay(register, on=date(2020, 1, 1))
    with open_lost_stolen(register.path) as index:
        assert index.data_as_of == date(2026, 11, 20)


def test_a_new_build_forgets_the_changes(register):
    register.build("AB1,UTO,P,lost")
    lay(register, "AB1,UTO,P,removed")
    register.build("AB1,UTO,P,lost")
    assert not delta_beside(register.path).exists()
    assert register.status("AB1") == "found"


def test_changes_of_another_index_are_left_aside_and_said(register):
    register.build("AB1,UTO,P,lost")
    lay(register, "AB1,UTO,P,removed")
    changes = delta_beside(register.path).read_bytes()
    register.build("AB1,UTO,P,lost", "AB2,UTO,P,lost")
    delta_beside(register.path).write_bytes(changes)
    with open_lost_stolen(register.path) as index:
        assert [finding.code for finding in index.findings] == ["documents.delta_of_another_base"]
    assert register.status("AB1") == "found"
    assert register.status("AB3") == "not_checked"
    assert [finding.code for finding in register.ask("AB3").findings] == ["documents.delta_of_another_base"]


def test_changes_older_than_the_index_that_replaced_theirs_leave_no_gap(register):
    register.build("AB1,UTO,P,lost")
    lay(register, "AB1,UTO,P,removed", on=date(2020, 1, 1))
    changes = delta_beside(register.path).read_bytes()
    register.build("AB1,UTO,P,lost", "AB2,UTO,P,lost")
    delta_beside(register.path).write_bytes(changes)
    with open_lost_stolen(register.path) as index:
        assert ([finding.code for finding in index.findings], index.gaps) == (
            ["documents.delta_of_another_base"],
            (),
        )
    assert register.status("AB3") == "not_found"


def test_compacting_changes_no_answer(register):
    register.build(*(f"A{at},UTO,P,lost" for at in range(300)), "A1,UTO,P,stolen")
    lay(
        register,
        *(f"A{at},UTO,P,removed" for at in range(0, 300, 3)),
        *(f"B{at},UTO,V,revoked" for at in range(50)),
    )
    numbers = [(f"A{at}", "P") for at in range(300)] + [(f"B{at}", "V") for at in range(60)]
    before = [register.ask(number, kind=kind) for number, kind in numbers]
    header = compact_index(register.path)
    assert not delta_beside(register.path).exists()
    assert (header.records, header.data_as_of) == (251, LATER)
    assert [register.ask(number, kind=kind) for number, kind in numbers] == before


def test_compacting_without_changes_does_nothing(register):
    register.build("AB1,UTO,P,lost")
    before = register.path.read_bytes()
    compact_index(register.path)
    assert register.path.read_bytes() == before


def test_an_update_with_another_key_is_refused(register):
    register.build("AB1,UTO,P,lost")
    with pytest.raises(ProblemError) as refused:
        update_index(register.path, register.csv(name="changes.csv"), bytes(32), data_as_of=LATER)
    assert refused.value.finding.code == "documents.index_key"
    assert not delta_beside(register.path).exists()


CHANGES = st.lists(
    st.tuples(st.sampled_from(["A1", "A2", "O3", "03"]), st.sampled_from(["lost", "removed"])), max_size=8
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(first=CHANGES, second=CHANGES)
def test_after_any_changes_exactly_what_was_last_entered_is_found(register, first, second):
    register.build("A1,UTO,P,lost", "03,UTO,P,lost")
    held = {"A1": "lost", "03": "lost"}
    for changes in (first, second):
        lay(register, *(f"{number},UTO,P,{status}" for number, status in changes))
        held |= dict(changes)
    for number in ("A1", "A2", "O3", "03"):
        assert (register.status(number) == "found") is (held.get(number) == "lost")
