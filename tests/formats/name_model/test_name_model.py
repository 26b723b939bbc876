"""The shipped name model is whole, plain and small."""

from importlib.resources import files

import numpy as np

from catenary.core.screening.scripts import CHANNEL_UNITS
from catenary.formats.name_model import load_name_model

DATA = files("catenary.formats.name_model").joinpath("data")


def test_it_is_read_once() -> None:
    assert load_name_model() is load_name_model()


def test_no_file_needs_pickle_and_all_stay_under_three_megabytes() -> None:
    with DATA.joinpath("channels.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        assert all(stored[name].dtype.kind in "iuf" for name in stored.files)
    assert sum(len(part.read_bytes()) for part in DATA.iterdir()) < 3_000_000


def test_what_a_unit_becomes_adds_up_to_no_more_than_certainty() -> None:
    tables = load_name_model().tables
    for number in CHANNEL_UNITS:
        begin, width = int(tables.shares_at[number]), int(tables.widths[number])
        later = [int(at) for at in tables.shares_at if at > begin]
        shares = tables.shares[begin : min(later, default=tables.shares.size)].reshape(-1, width)
        assert shares.sum(1).max() < 1.05


def test_every_context_has_a_row() -> None:
    tables = load_name_model().tables
    for number in CHANNEL_UNITS:
        begin, size = int(tables.rows_at[number]), int(tables.sizes[number])
        rows = tables.rows[begin : begin + size**3]
        assert rows.min() >= 0
        assert (rows.max() + 1) * tables.widths[number] + tables.shares_at[number] <= tables.shares.size


def test_given_names_that_stand_for_one_another_share_a_class() -> None:
    model = load_name_model()
    for a, b in (
        ("william", "bill"),
        ("yusuf", "joseph"),
        ("aleksandr", "sasha"),
        ("chan", "chen"),
        ("mhmd", "mohammed"),
    ):
        assert set(model.classes_of(a)) & set(model.classes_of(b))
    assert model.classes_of("nosuchname") == ()
