import pytest

from catenary.benchmarks.hostile import SHAPES


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_made_to_exhaust_is_read_to_its_end(name):
    shape = SHAPES[name]
    data = shape.make(20_000, 500)
    assert 400 < len(data) <= 20_000
    assert shape.read(data) is not None
