from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.utils import translation

from catenary.basis.country import CountryCode
from catenary.desk.shell import tilemap
from catenary.desk.shell.parts import Source
from catenary.desk.shell.tilemap import Shade, TileMap, places, state_name

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ("none", "begun", "partly", "largely", "fully")
NO_MEMBERS = {"TWN", "VAT", "PSE", "XKX", "COK", "NIU", "HKG", "MAC", "ESH", "PRI", "GRL"}


def example(shades=None):
    return TileMap("m", "Levels", "Invented.", {} if shades is None else shades, WORDS, "Level")


def tiles_of(rtl=False):
    picture = ET.fromstring(tilemap.drawing(example({"KEN": Shade(3, "largely")}), rtl=rtl))
    return {
        tile.find(f"{SVG}title").text: tile
        for tile in picture.iter(f"{SVG}rect")
        if tile.find(f"{SVG}title") is not None
    }


def test_the_map_has_the_193_member_states_and_no_others():
    assert len(places()) == 193
    assert all(CountryCode.of(code).country == code for code in places())
    assert not NO_MEMBERS & set(places())


def test_no_two_states_share_a_place():
    assert len(set(places().values())) == 193


def test_every_tile_is_the_same_size():
    assert {(tile.get("width"), tile.get("height")) for tile in tiles_of().values()} == {("30", "30")}


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_state_has_a_name_of_its_own_in_every_language(language):
    with translation.override(language):
        names = {state_name(code) for code in places()}
    assert len(names) == 193
    assert not names & set(places())


def test_neighbours_of_the_equator_lie_where_they_lie():
    x, y = zip(*(places()[code] for code in ("BRA", "GAB", "KEN", "IDN")), strict=True)
    assert list(x) == sorted(x)
    assert places()["NOR"][1] < places()["KEN"][1] < places()["ZAF"][1]
    assert max(y) - min(y) <= 4


def test_a_tile_tells_its_level_in_words_and_digit():
    tile = tiles_of()["Kenya: largely"]
    assert tile.get("class") == "level-3 tile"


def test_a_state_without_a_level_is_told_as_not_known():
    assert tiles_of()["Norway: not known"].get("class") == "level-none tile"


def test_east_stays_where_it_is_in_languages_that_read_from_the_right():
    places_of = [{name: tile.get("x") for name, tile in tiles_of(rtl).items()} for rtl in (False, True)]
    assert places_of[0] == places_of[1]


def test_the_table_has_every_state_and_the_disclaimer_stands_below():
    figure = tilemap.figure(example(), Source("invented"))
    assert len(figure.rows) == 193
    assert figure.note == str(tilemap.DISCLAIMER)


def test_no_place_that_is_no_member_state_can_be_shaded():
    with pytest.raises(ValueError, match="TWN"):
        example({"TWN": Shade(1, "begun")})


@pytest.mark.parametrize("level", [-1, 5])
def test_a_level_outside_the_scale_is_refused(level):
    with pytest.raises(ValueError, match="level"):
        Shade(level, "too much")
