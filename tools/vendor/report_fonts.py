"""Fetch the fonts of reports from npm, leave in them what reports need, and lock every file with its hash.

`python tools/vendor/report_fonts.py` writes src/catenary/formats/reports/fonts anew. Needs npm and `pip install fonttools==4.68.0`;
nothing else does. Glyphs for `ranges` (and for what `charset` can write) stay, hinting goes.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from fontTools import subset

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src/catenary/formats/reports/fonts"
FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk", "liga", "rlig", "calt", "init", "medi", "fina", "isol"]
Part = dict[str, Any]


def main() -> None:
    told = tomllib.loads((HERE / "report_fonts.toml").read_text())
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        for part in told["part"]:
            take(part, Path(name))
    write_lock()


def take(part: Part, work: Path) -> None:
    package = unpacked(part, work)
    shutil.copy(package / "LICENSE_FONT", TARGET / part["licence"])
    for source, name in part["files"].items():
        cut(package / source, TARGET / name, wanted(part))


def wanted(part: Part) -> set[int]:
    """The code points that stay."""
    found: set[int] = set()
    for each in part["ranges"]:
        low, _, high = each.partition("-")
        found |= set(range(int(low, 16), int(high or low, 16) + 1))
    return found | charset(part.get("charset"))


def charset(name: str | None) -> set[int]:
    """What a character set can write, from U+3000 on: the rest comes from the first font."""
    return {each for each in range(0x3000, 0xFFFF) if name and writable(chr(each), name)}


def writable(character: str, name: str) -> bool:
    try:
        character.encode(name)
    except UnicodeEncodeError:
        return False
    return True


def cut(source: Path, target: Path, unicodes: set[int]) -> None:
    options = subset.Options()
    options.layout_features, options.hinting, options.notdef_outline = FEATURES, False, True
    options.recalc_timestamp = False
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=unicodes)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def unpacked(part: Part, work: Path) -> Path:
    """The package as npm serves it, refused if its bytes are not those the pin names."""
    spec = f"{part['name']}@{part['version']}"
    packed = subprocess.run(
        ["npm", "pack", "--json", spec], cwd=work, check=True, capture_output=True, text=True
    )
    archive = work / json.loads(packed.stdout)[0]["filename"]
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != part["sha512"]:
        raise SystemExit(f"{spec} is {digest}, report_fonts.toml says {part['sha512']}")
    folder = work / archive.stem
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    return folder / "package"


def write_lock() -> None:
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in sorted(TARGET.iterdir())
    ]
    (TARGET / "fonts.lock").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
