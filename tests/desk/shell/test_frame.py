import json
import re
from html import unescape

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from catenary.desk.shell.templatetags.shell import nearness

LANGUAGES = [code for code, _ in settings.LANGUAGES]
FAILURES = ["400", "403", "404", "409", "422", "429", "500", "503", "form_expired"]


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_and_direction(render, language):
    tag = {"zh-hans": "zh-Hans"}.get(language, language)
    html = render("shell/page.html", language)
    assert f'lang="{tag}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert ("govuk-frontend.rtl" in html) is (language == "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_offered_in_its_own_script_and_the_present_one_is_marked(render, language):
    html = render("shell/page.html", language)
    buttons = re.findall(r'<button[^>]+name="language"[^>]+>', html)
    assert len(buttons) == 6
    assert [each for each in buttons if "aria-current" in each] == [
        each for each in buttons if f'value="{language}"' in each
    ]


def test_htmx_may_evaluate_nothing_ask_nobody_else_and_keep_nothing(render):
    (content,) = re.findall(r'name="htmx-config" content="([^"]+)"', render("shell/page.html"))
    config = json.loads(unescape(content))
    assert (config["allowEval"], config["allowScriptTags"], config["includeIndicatorStyles"]) == (
        False,
        False,
        False,
    )
    assert (config["selfRequestsOnly"], config["disableInheritance"], config["historyCacheSize"]) == (
        True,
        True,
        0,
    )
    swapped = [rule["code"] for rule in config["responseHandling"] if rule["swap"]]
    assert "422" in swapped
    assert swapped.index("422") < len(config["responseHandling"]) - 1


def test_no_page_of_the_frame_has_a_style_or_script_of_its_own(render):
    for template in ("shell/page.html", "shell/bare.html", "shell/404.html"):
        html = render(template)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
        assert all("src=" in script for script in re.findall(r"<script[^>]*>", html))


def test_the_header_tells_who_acts_for_whom_and_why(render):
    text = text_of(render("shell/page.html"))
    for told in (
        "Passenger Information Unit of Ardonia",
        "Passenger data officer · Supervisor",
        "Terrorism offences",
    ):
        assert told in text
    assert "Directive (EU) 2016/681 art. 6(2)" in text


def test_names_in_the_header_are_escaped_and_keep_their_direction(render):
    assert "<bdi" in (html := render("shell/page.html"))
    assert "Amina &lt;Solheim&gt;</bdi>" in html


def test_the_page_one_is_on_is_marked(render):
    html = render("shell/page.html")
    assert re.findall(r'href="([^"]+)" aria-current="page"', html) == ["/queue"]


@pytest.mark.parametrize(
    ("address", "path", "near"),
    [
        ("/people", "/people", "page"),
        ("/people", "/people/invite", "true"),
        ("/people/", "/people/invite", "true"),
        ("/people", "/peoples", ""),
        ("/", "/people", ""),
        ("/people/invite", "/people", ""),
    ],
)
def test_the_room_one_is_in_is_marked_on_its_pages_too(address, path, near):
    assert nearness(address, path) == near


def test_every_page_of_a_demonstration_says_so(render, somebody):
    assert "Every person, flight and State here is invented" in render("shell/page.html")
    assert "is invented" not in render("shell/page.html", shell=somebody(demo=False))


def test_nothing_of_an_account_is_shown_before_sign_in(render, somebody):
    html = render("shell/page.html", shell=somebody(person=None, organisation=None, task=None, links=()))
    assert "frame-who" not in html
    assert "frame-navigation" not in html


@pytest.mark.parametrize(
    ("cookie", "scheme"), [(None, "auto"), ("dark", "dark"), ("light", "light"), ('"><x', "auto")]
)
def test_the_scheme_is_the_one_that_was_chosen(render, cookie, scheme):
    assert f'data-scheme="{scheme}"' in render("shell/page.html", scheme=cookie)


@pytest.mark.parametrize(
    ("cookie", "media"),
    [(None, ["screen and (prefers-color-scheme: dark)"]), ("dark", ["screen"]), ("light", [])],
)
def test_the_dark_scheme_comes_for_screens_only_and_for_those_who_want_it(render, cookie, media):
    assert re.findall(r'/dark[^"]*css" media="([^"]+)"', render("shell/page.html", scheme=cookie)) == media


def test_single_keys_come_to_those_signed_in_until_they_turn_them_off(render, somebody):
    assert "keys.mjs" in re.sub(r"keys\.\w+\.mjs", "keys.mjs", on := render("shell/page.html"))
    assert '<dialog class="keys"' in on
    for off in (
        render("shell/page.html", keys="off"),
        render("shell/page.html", shell=somebody(person=None)),
    ):
        assert not re.search(r"keys(\.\w+)?\.mjs", off)
        assert "<dialog" not in off


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_told_without_a_request_a_session_or_a_database(name, language):
    with translation.override(language):
        html = render_to_string(f"shell/{name}.html")
    assert html.count("<h1") == 1
    assert 'id="main"' in html
    assert "<form" not in html


@pytest.mark.parametrize("name", FAILURES)
def test_every_failure_says_what_one_can_do(name):
    html = render_to_string(f"shell/{name}.html")
    assert "What you can do" in html
    assert html.count("<li>") >= 2
    title, heading = (re.search(rf"<{tag}[^>]*>([^<]+)", html)[1] for tag in ("title", "h1"))
    assert title.startswith(heading)


@pytest.mark.parametrize("name", ["400", "403", "404", "500"])
def test_django_finds_our_page_of_the_failure(name):
    assert render_to_string(f"{name}.html") == render_to_string(f"shell/{name}.html")
