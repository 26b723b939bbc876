"""Lists of fictional people, built into a folder."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from catenary.core.screening.edition import SourceInfo
from catenary.core.screening.screener import Screener
from catenary.formats.list_index import build_list_index, open_list
from catenary.formats.name_model import load_name_model
from catenary.world.listing import listed_people

BUILT_AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def entries():
    return [listed.entry for listed in listed_people(11, 60)]


@pytest.fixture(scope="session")
def build():
    """Build entries into a folder; `content` stands for the bytes of their source."""

    def building(folder: Path, entries, content="first"):
        source = SourceInfo("list", "csv", len(entries), len(entries), content)
        return build_list_index(iter(entries), [source], folder, built_at=BUILT_AT)

    return building


@pytest.fixture(scope="session")
def source():
    return SourceInfo("change", "csv", 1, 1, "change")


@pytest.fixture(scope="session")
def screening():
    """Screen a person against the list in a folder."""

    def screen(folder, person):
        return Screener(open_list(folder)[1], load_name_model()).screen(person)

    return screen
