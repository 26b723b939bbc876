"""Fetch what pages are made with from npm, change what must not look like gov.uk, and lock every file with its hash.

`python tools/vendor/vendor.py` writes src/catenary/desk/shell/static/vendor anew. Needs npm and node; nothing else does.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src/catenary/desk/shell/static/vendor"
Part = dict[str, Any]


def main() -> None:
    told = tomllib.loads((HERE / "parts.toml").read_text())
    shutil.rmtree(TARGET, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        install_tools(told["tool"], work)
        for part in told["part"]:
            take(part, work)
    write_font_faces(told["part"])
    write_lock(told["part"])


def install_tools(tools: list[Part], work: Path) -> None:
    wanted = [f"{tool['name']}@{tool['version']}" for tool in tools]
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", work, *wanted],
        check=True,
    )


def take(part: Part, work: Path) -> None:
    package = unpacked(part, work)
    folder = TARGET / part["folder"]
    folder.mkdir(parents=True, exist_ok=True)
    for source, name in part.get("copy", {}).items():
        (folder / name).write_bytes(without_source_map((package / source).read_bytes()))
    if "style" in part:
        restyle(package / part["style"], folder, work)
    if "licence_text" in part:
        shutil.copy(HERE / part["licence_text"], folder / "LICENCE.txt")
    for subset in part.get("fonts", ()):
        shutil.copy(package / "files" / font_file(part, subset), folder)
    if "fonts" in part:
        part["ranges"] = json.loads((package / "unicode.json").read_text())


def unpacked(part: Part, work: Path) -> Path:
    """The package as npm serves it, refused if its bytes are not those the pin names."""
    spec = f"{part['name']}@{part['version']}"
    packed = subprocess.run(
        ["npm", "pack", "--json", spec], cwd=work, check=True, capture_output=True, text=True
    )
    archive = work / json.loads(packed.stdout)[0]["filename"]
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != part["sha512"]:
        raise SystemExit(f"{spec} is {digest}, parts.toml says {part['sha512']}")
    folder = work / archive.stem
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    return folder / "package"


def without_source_map(content: bytes) -> bytes:
    """Source maps are not shipped, and Django's manifest refuses a file that names one."""
    return re.sub(rb"\n?//# sourceMappingURL=\S+\s*$", b"\n", content)


def restyle(style: Path, folder: Path, work: Path) -> None:
    script = shutil.copy(HERE / "govuk.cjs", work)
    subprocess.run(
        ["node", script, style, folder / "govuk-frontend.css", folder / "govuk-frontend.rtl.css"], check=True
    )


def font_file(part: Part, subset: str) -> str:
    return f"{part['name'].split('/')[1]}-{subset}-wght-normal.woff2"


def write_font_faces(parts: list[Part]) -> None:
    """Chinese has a sheet of its own: its ranges alone weigh as much as the desk's own style."""
    fonts = [part for part in parts if "fonts" in part]
    faces = {part["family"]: "".join(font_face(part, subset) for subset in part["fonts"]) for part in fonts}
    chinese = faces.pop("Noto Sans SC")
    (TARGET / "noto/noto.css").write_text("".join(faces.values()))
    (TARGET / "noto/noto-sc.css").write_text(chinese)


def font_face(part: Part, subset: str) -> str:
    ranges = part["ranges"].get(subset) or part["ranges"][f"[{subset}]"]
    return (
        f'@font-face{{font-family:"{part["family"]}";font-style:normal;font-display:swap;font-weight:100 900;'
        f'src:url({font_file(part, subset)}) format("woff2");unicode-range:{ranges}}}\n'
    )


def write_lock(parts: list[Part]) -> None:
    entries = [lock_entry(part) for part in sorted(parts, key=lambda part: part["name"])]
    files = sorted(path for path in TARGET.rglob("*") if path.is_file())
    hashes = [f'"{path.relative_to(TARGET).as_posix()}" = "{sha256(path)}"' for path in files]
    head = "# Written by tools/vendor/vendor.py: where every file of this folder is from, and its SHA-256.\n"
    (TARGET / "vendor.lock").write_text("\n".join([head, *entries, "[sha256]", *hashes, ""]))


def lock_entry(part: Part) -> str:
    told = ("name", "version", "licence", "folder", "sha512")
    return "\n".join(["[[part]]", *(f'{key} = "{part[key]}"' for key in told), ""])


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
