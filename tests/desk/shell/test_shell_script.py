import re
from pathlib import Path

import catenary.desk.shell

HERE = Path(catenary.desk.shell.__file__).parent
SCRIPT = (HERE / "static/shell/shell.mjs").read_text()
KEYS = (HERE / "static/shell/keys.mjs").read_text()


def test_the_script_evaluates_nothing_and_writes_no_markup():
    assert not re.search(
        r"eval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|https?://", SCRIPT + KEYS
    )


def test_everything_the_script_looks_for_is_on_the_page():
    page = (HERE / "templates/shell/page.html").read_text()
    for name in re.findall(r'getElementById\("([\w-]+)"\)', SCRIPT):
        assert f'id="{name}"' in page
    told = set(re.findall(r'data-when="(\w+)"', page))
    assert {"error", "away", *re.findall(r': "(\w+)"', SCRIPT)} == told


def test_no_template_writes_a_style_a_handler_or_a_bare_script():
    for template in (HERE / "templates").rglob("*.html"):
        text = template.read_text()
        assert not re.search(
            r"<style|\sstyle=|\son(click|change|load|submit|input)=|mark_safe|\|safe\b", text
        ), template
        assert all("src=" in script for script in re.findall(r"<script[^>]*>", text)), template


def test_a_part_that_stands_in_a_sentence_brings_no_space_of_its_own():
    for name in ("clock", "handling", "masked", "moment", "tag", "told", "value"):
        text = (HERE / f"templates/cotton/{name}.html").read_text()
        assert text == text.strip(), name
