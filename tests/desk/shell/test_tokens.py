import re
from pathlib import Path

import pytest

import catenary.desk.shell
from catenary.desk.shell.svg import PAPER

STATIC = Path(catenary.desk.shell.__file__).parent / "static"
NAMES = ("tokens.css", "dark.css", "catenary.css", "parts.css")
OWN = {name: (STATIC / "shell" / name).read_text() for name in NAMES}
KIT = (STATIC / "vendor/govuk-frontend/govuk-frontend.css").read_text()

BLOCK = re.compile(r"(:root[^{]*)\{([^{}]*)\}")
DECLARED = re.compile(r"(--[\w-]+):\s*([^;]+);")
LIGHT, DARK = (
    dict(DECLARED.findall(body))
    for file in ("tokens.css", "dark.css")
    for name, body in BLOCK.findall(OWN[file])
    if ":lang" not in name
)
SCHEMES = {"light": LIGHT, "dark": LIGHT | DARK}

PAGE = ("govuk-body-background-colour", "govuk-surface-background-colour", "govuk-template-background-colour")
TINTS = ("grey", "blue", "green", "red", "purple", "orange", "teal", "magenta", "yellow")
TEXT = [
    *((f"govuk-{ink}-colour", ground) for ink in ("text", "secondary-text", "link", "link-visited", "link-hover")
      for ground in PAGE),
    *((f"govuk-{ink}-colour", ground) for ink in ("error", "success", "brand") for ground in PAGE[:2]),
    *((f"catenary-{tint}-ink", f"catenary-{tint}-tint") for tint in TINTS),
    *(("govuk-text-colour", f"catenary-{ground}") for ground in ("quiet", "quiet-hover", "level-0", "level-1", "level-2")),
    *(("govuk-body-background-colour", f"catenary-level-{level}") for level in (3, 4)),
    *(("catenary-on-strong", f"catenary-{ground}") for ground in ("action", "action-hover", "danger", "danger-hover")),
    *((f"catenary-header-{ink}", f"catenary-{ground}") for ink in ("text", "quiet") for ground in ("header", "header-deep")),
    *(("govuk-inverse-text-colour", f"govuk-{ground}-colour") for ground in ("brand", "success", "error")),
    ("catenary-orange-ink", "govuk-body-background-colour"),
    ("govuk-focus-text-colour", "govuk-focus-colour"),
]  # fmt: skip
EDGES = [
    *(
        (edge, "govuk-body-background-colour")
        for edge in ("govuk-input-border-colour", "catenary-quiet-edge")
    ),
    *((f"catenary-series-{number}", "govuk-body-background-colour") for number in range(1, 7)),
]


def luminance(colour):
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """WCAG 2.2, contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read_on_its_ground(scheme, ink, ground):
    tokens = SCHEMES[scheme]
    assert contrast(tokens[f"--{ink}"], tokens[f"--{ground}"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_and_series_of_charts_can_be_seen(scheme, edge, ground):
    tokens = SCHEMES[scheme]
    assert contrast(tokens[f"--{edge}"], tokens[f"--{ground}"]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", [*PAGE, "catenary-header", "catenary-header-deep", "catenary-action"])
def test_one_of_the_two_rings_of_the_focus_stands_out_everywhere(scheme, ground):
    tokens = SCHEMES[scheme]
    rings = (tokens["--govuk-focus-colour"], tokens["--govuk-focus-text-colour"])
    assert max(contrast(ring, tokens[f"--{ground}"]) for ring in rings) >= 3


def test_the_dark_scheme_sets_every_colour_that_paper_does_not_fix_and_each_once():
    colours = {name for name, value in LIGHT.items() if value.startswith("#")}
    assert colours - set(DARK) == {"--govuk-print-text-colour"}
    assert len(DECLARED.findall("".join(OWN.values()))) == len(DECLARED.findall(OWN["tokens.css"])) + len(
        DARK
    )
    assert OWN["dark.css"].count(":root") == 1


def test_every_token_that_is_used_is_set():
    used = {
        name
        for css in (*OWN.values(), KIT)
        for name in re.findall(r"var\((--(?:govuk|catenary)-[\w-]+)", css)
    }
    assert used - set(LIGHT) == set()


def test_every_token_that_is_set_is_used():
    text = "".join(OWN.values()) + KIT
    assert [name for name in LIGHT if f"var({name}" not in text] == []


@pytest.mark.parametrize("name", ["catenary.css", "parts.css"])
def test_our_own_style_knows_no_left_or_right(name):
    assert not re.search(
        r"\b(left|right)\b|\b(margin|padding|border)-(top|bottom)\b|(?<![\w-])(width|height|min-width|min-height):",
        OWN[name],
    )


@pytest.mark.parametrize("name", ["catenary.css", "parts.css"])
def test_our_own_style_takes_its_colours_from_the_tokens(name):
    screen = OWN[name].split("@media print")[0]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", screen)) <= {"#ffffff"}


def test_charts_on_paper_have_the_colours_of_the_light_tokens():
    told = {
        "text": "--govuk-text-colour", "quiet": "--govuk-secondary-text-colour", "grid": "--govuk-border-colour",
        "ground": "--govuk-body-background-colour", "level-none": "--govuk-body-background-colour",
    }  # fmt: skip
    assert {name: LIGHT[told.get(name, f"--catenary-{name}")] for name in PAPER} == PAPER
