import json
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from django.conf import settings

from catenary.desk.shell import geomap, tilemap
from catenary.desk.shell.geomap import outlines_of, place_of
from catenary.desk.shell.parts import Source
from catenary.desk.shell.tilemap import Shade, TileMap, places

SVG = "{http://www.w3.org/2000/svg}"
SQUARE = [[[30, -5], [40, -5], [40, 5], [30, 5], [30, -5]]]


def feature(code, coordinates=SQUARE, kind="Polygon", name="iso3cd"):
    return {
        "type": "Feature",
        "properties": {name: code},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


@pytest.fixture
def file(tmp_path):
    def write(*features):
        path = tmp_path / f"{len(features)}.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
        return path

    return write


def drawn(outlines, rtl=False):
    tiles = TileMap("m", "Levels", "Invented.", {"KEN": Shade(3, "largely")}, tuple("abcde"))
    return ET.fromstring(tilemap.drawing(tiles, rtl=rtl, outlines=outlines))


def test_places_lie_where_the_projection_puts_them():
    assert place_of(0, 0) == pytest.approx((geomap.WIDTH / 2, geomap.HEIGHT / 2))
    assert place_of(180, 0)[0] == pytest.approx(geomap.WIDTH)
    assert place_of(0, 90)[1] == pytest.approx(0, abs=1e-4)
    east, north = place_of(45, 30)
    assert east > geomap.WIDTH / 2
    assert north < geomap.HEIGHT / 2


def test_areas_of_equal_size_on_earth_are_of_equal_size_on_the_map():
    def area(ring):
        points = [place_of(*point) for point in ring]
        pairs = zip(points, points[1:] + points[:1], strict=True)
        return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2

    # between sines of latitude 0 to .1 and .8 to .9: equal areas of a sphere
    belts = ((0.0, 5.739170), (53.130102, 64.158067))
    low, high = (
        area([(lon / 10, south) for lon in range(101)] + [(lon / 10, north) for lon in range(100, -1, -1)])
        for south, north in belts
    )
    assert low == pytest.approx(high, rel=0.01)


@pytest.mark.parametrize("name", ["iso3cd", "ISO_A3", "iso_a3"])
def test_a_state_of_the_file_is_an_area_and_all_others_stay_as_tiles(file, name):
    picture = drawn(outlines_of(file(feature("KEN", name=name))))
    (area,) = picture.iter(f"{SVG}path")
    assert area.get("class") == "level-3 tile"
    assert area.find(f"{SVG}title").text == "Kenya: largely"
    tiles = [each for each in picture.iter(f"{SVG}rect") if each.find(f"{SVG}title") is not None]
    assert len(tiles) == len(places()) - 1


def test_islands_are_one_state(file):
    path = outlines_of(file(feature("KEN", [SQUARE, SQUARE], "MultiPolygon"))).path("KEN")
    assert path.count("M") == path.count("Z") == 2


def test_east_stays_where_it_is_in_languages_that_read_from_the_right(file):
    outlines = outlines_of(file(feature("KEN")))
    one, other = (next(drawn(outlines, rtl).iter(f"{SVG}path")).get("d") for rtl in (False, True))
    assert one == other


@pytest.mark.parametrize(
    "text", ["{}", "[]", "no json", '{"features": [{"properties": {}, "geometry": null}]}']
)
def test_what_is_no_map_is_told_and_not_drawn(tmp_path, text):
    path = tmp_path / "map.geojson"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"map\.geojson"):
        outlines_of(path)


def test_the_operators_file_takes_the_place_of_the_tiles(file, monkeypatch):
    told = evolve(settings.CATENARY, map_outlines=file(feature("KEN")))
    monkeypatch.setattr(settings, "CATENARY", told)
    figure = tilemap.figure(TileMap("m", "Levels", "Invented.", {}, tuple("abcde")), Source("invented"))
    assert "<path" in figure.drawing
    assert len(figure.rows) == len(places())
    assert figure.note == str(tilemap.DISCLAIMER)
