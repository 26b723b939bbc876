import hashlib
import re
import tomllib
from pathlib import Path

import pytest

import catenary.desk.shell

VENDOR = Path(catenary.desk.shell.__file__).parent / "static/vendor"
LOCK = tomllib.loads((VENDOR / "vendor.lock").read_text())
MEBIBYTE = 2**20


def vendored():
    return {path.relative_to(VENDOR).as_posix(): path for path in VENDOR.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", sorted(LOCK["sha256"]))
def test_a_vendored_file_is_the_one_that_was_locked(name):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == LOCK["sha256"][name]


def test_no_file_is_vendored_without_being_locked():
    assert set(vendored()) - {"vendor.lock"} == set(LOCK["sha256"])


def test_every_part_tells_its_version_and_a_licence_whose_text_lies_beside_it():
    for part in LOCK["part"]:
        assert part["version"]
        assert part["licence"] in {"MIT", "0BSD", "OFL-1.1"}
        assert any(re.match("LICENCE|OFL", path.name) for path in (VENDOR / part["folder"]).iterdir())


def test_the_lock_names_no_host():
    assert "://" not in (VENDOR / "vendor.lock").read_text()


def test_what_is_vendored_stays_small():
    assert sum(path.stat().st_size for path in vendored().values()) < 6 * MEBIBYTE


@pytest.mark.parametrize("name", ["govuk-frontend.css", "govuk-frontend.rtl.css"])
def test_nothing_of_the_look_of_gov_uk_is_left(name):
    css = (VENDOR / "govuk-frontend" / name).read_text()
    assert not re.search(r"GDS|Transport|crest|url\(|govuk-(header|footer|logo|phase-banner)\b", css)


@pytest.mark.parametrize("name", ["govuk-frontend.css", "govuk-frontend.rtl.css"])
def test_every_colour_of_the_kit_can_be_set_by_a_token(name):
    css = re.sub(r"var\(--[\w-]+,#[0-9a-f]{3,8}\)", "", (VENDOR / "govuk-frontend" / name).read_text())
    assert not re.search(r"#[0-9a-f]{3,8}\b(?![^{}]*\{)", css)


def test_the_sheet_for_arabic_is_the_other_turned_round():
    ltr, rtl = (
        (VENDOR / "govuk-frontend" / name).read_text()
        for name in ("govuk-frontend.css", "govuk-frontend.rtl.css")
    )
    assert ltr.count("margin-left") == rtl.count("margin-right") > 0
    assert "border-left:10px solid" in ltr
    assert "border-right:10px solid" in rtl


def test_a_style_sheet_names_only_fonts_that_are_there():
    for sheet in (VENDOR / "noto").glob("*.css"):
        for name in re.findall(r"url\(([^)]+)\)", sheet.read_text()):
            assert (sheet.parent / name).is_file()


def test_what_lies_here_is_what_is_pinned():
    pins = tomllib.loads((Path(__file__).parents[3] / "tools/vendor/parts.toml").read_text())["part"]
    told = ("name", "version", "licence", "folder", "sha512")
    pinned = sorted([{key: part[key] for key in told} for part in pins], key=lambda part: part["name"])
    assert pinned == LOCK["part"]
