import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import translation

from catenary.desk.shell.style import style_examples

LANGUAGES = [code for code, _ in settings.LANGUAGES]
MOST_BYTES = 150_000
"""Of a page with all its style and scripts, compressed, fonts apart."""


@pytest.fixture
def style_page(render):
    def page(language="en"):
        with translation.override(language):
            return render("shell/style.html", language, **style_examples())

    return page


class Ids(HTMLParser):
    """The ids of a page and what refers to them."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.told = [], set()
        self.feed(html)

    def handle_starttag(self, name, attributes):
        given = dict(attributes)
        self.ids += [given["id"]] if "id" in given else []
        for key in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            self.told |= set((given.get(key) or "").split())
        if name == "a" and given.get("href", "").startswith("#") and len(given["href"]) > 1:
            self.told.add(given["href"][1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_shown_in_every_language(style_page, language):
    html = style_page(language)
    for part in ("govuk-task-list", "table-part", "govuk-summary-list", "timeline", "two-persons", "figure-part",
                 "govuk-error-summary", "comments", "attachments", "notices", "govuk-tag", "handling--restricted", "masked",
                 "clock--overdue", "work__bar", "govuk-panel", "govuk-warning-text", "govuk-back-link"):  # fmt: skip
        assert f'"{part}' in html or f" {part}" in html, part


def test_no_id_stands_twice_and_everything_referred_to_is_there(style_page):
    found = Ids(style_page())
    assert sorted({each for each in found.ids if found.ids.count(each) > 1} - {""}) == []
    assert found.told - set(found.ids) == set()


def test_no_part_has_a_style_or_script_of_its_own(style_page):
    html = style_page()
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)


def test_free_text_tells_its_language_where_it_is_not_the_readers(style_page):
    assert re.search(r'lang="ru">[^<]+</bdi> <bdi class="told__language">\(Russian\)', style_page("en"))
    assert re.search(r'lang="ru">[^<]+</bdi>\s*</dd>', style_page("ru"))


def test_every_part_that_changes_something_is_a_plain_form(style_page):
    html = style_page()
    forms = re.findall(r'<form[^>]+method="post"[^>]*>(.*?)</form>', html, re.DOTALL)
    assert len(forms) >= 8
    assert all("csrfmiddlewaretoken" in each and 'type="submit"' in each for each in forms)
    assert "hx-post" not in html


def weight_of(html):
    names = re.findall(r'(?:href|src|content)="/static/([^"]+\.(?:css|m?js|svg))"', html)
    plain = [re.sub(r"\.[0-9a-f]{12}(\.\w+)$", r"\1", name) for name in names]
    files = [Path(finders.find(name)).read_bytes() for name in plain]
    assert len(files) >= 8
    return sum(len(gzip.compress(content, 6)) for content in [html.encode(), *files])


def test_the_heaviest_page_of_all_stays_light_on_a_slow_line(style_page):
    """The style page has every part at once; no page of work has as much."""
    assert max(weight_of(style_page(language)) for language in LANGUAGES) < MOST_BYTES


def test_an_ordinary_page_weighs_half_of_what_it_may(render):
    assert weight_of(render("shell/page.html")) < MOST_BYTES / 2
