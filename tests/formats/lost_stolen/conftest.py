from datetime import date

import pytest

from catenary.formats.lost_stolen.build import build_index
from catenary.formats.lost_stolen.index import open_lost_stolen
from catenary.formats.lost_stolen.key import make_key, read_key

DATA_OF = date(2026, 11, 20)


class Register:
    """A folder with a key, an index built from rows, and its changes."""

    def __init__(self, folder):
        self.folder = folder
        self.key_file = folder / "key"
        self.path = folder / "index"
        make_key(self.key_file)
        self.key = read_key(self.key_file)

    def csv(self, *rows, name="rows.csv"):
        path = self.folder / name
        path.write_bytes(b"\n".join([b"number,issuer,type,status", *(row.encode() for row in rows), b""]))
        return path

    def build(self, *rows, **options):
        return build_index(
            self.csv(*rows), self.path, self.key, data_as_of=DATA_OF, key_file=self.key_file, **options
        )

    def ask(self, number, issuer="UTO", kind="P", as_of=DATA_OF):
        with open_lost_stolen(self.path, self.key_file) as index:
            return index.look_up(number, issuer, kind, as_of)

    def status(self, number, issuer="UTO", kind="P", as_of=DATA_OF):
        return self.ask(number, issuer, kind, as_of).status.value


@pytest.fixture
def register(tmp_path):
    return Register(tmp_path)
