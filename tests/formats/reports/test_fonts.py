import hashlib
import re
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.assessment.reports import SAYING

from catenary.formats.reports.fonts import SHIPPED, code_points, families, shown_by
from catenary.locale import LANGUAGES


def test_every_shipped_font_has_the_bytes_that_the_lock_names():
    lock = dict(reversed(line.split()) for line in (SHIPPED / "fonts.lock").read_text().splitlines())
    files = {each.name for each in SHIPPED.iterdir()} - {"fonts.lock"}
    assert files == set(lock)
    for name, expected in lock.items():
        assert hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest() == expected


def test_the_fonts_come_with_their_licence():
    for licence in ("noto-sans", "noto-sans-arabic", "noto-sans-sc"):
        assert "SIL Open Font License" in (SHIPPED / f"OFL-{licence}.txt").read_text()


@pytest.mark.parametrize("language", SAYING)
def test_ordinary_text_of_each_language_is_shown(language):
    assert {ord(each) for each in SAYING[language]} <= shown_by((SHIPPED,))


def test_every_character_of_our_own_translations_is_shown():
    shown = shown_by((SHIPPED,))
    for language in LANGUAGES:
        for book in (SHIPPED.parents[2] / "locale" / language).glob("LC_MESSAGES/*.po"):
            said = re.findall(r'^(?:msgstr(?:\[\d\])? )?"(.*)"$', book.read_text(), re.MULTILINE)
            missing = {
                each for line in said for each in line if ord(each) not in shown and each.isprintable()
            }
            assert missing <= UNPRINTED, f"{language}: {missing}"


UNPRINTED = set()
"""Characters of pages that no report prints."""


def test_bold_shows_what_regular_shows():
    for regular in SHIPPED.glob("*-Regular.ttf"):
        bold = regular.with_name(regular.name.replace("Regular", "Bold"))
        assert code_points(regular.read_bytes()) == code_points(bold.read_bytes())


def test_the_language_of_a_text_is_looked_up_in_its_own_family_first():
    assert families("zh-hans")[0] == "Noto Sans SC"
    assert families("ar", ["Own"]) == ["Noto Sans Arabic", "Noto Sans", "Noto Sans SC", "Own"]
    assert families("fr")[0] == "Noto Sans"


@given(st.binary(max_size=200))
def test_bytes_that_are_no_font_are_refused(content):
    with pytest.raises(ValueError, match="font"):
        code_points(content)


def font_of(subtable):
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + subtable
    return (
        struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0)
        + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap))
        + cmap
    )


def test_segments_are_read_by_their_delta_and_by_their_glyphs():
    # OpenType 1.9, cmap format 4: 65-66 by delta, 97-98 by an array of glyphs whose second is missing
    ends, starts, deltas = (66, 98, 0xFFFF), (65, 97, 0xFFFF), (0xFFFF - 60, 0, 1)
    offsets = (0, 4, 0)
    numbers = (4, 0, 0, 6, 0, 0, 0, *ends, 0, *starts, *deltas, *offsets, 7, 0)
    table = struct.pack(f">{len(numbers)}H", *numbers)
    assert code_points(font_of(table)) == {65, 66, 97}
