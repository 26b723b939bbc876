"""What holds on every page, whoever looks at it."""

import re

import pytest
from django.conf import settings
from django.utils import translation

from catenary.locale import wording
from catenary.world.institutions import institutions

EXEMPT = ("bdi", "time", "code", "kbd", "samp", "data", "script", "style", "textarea")
"""Values, not words: they are the same in every language, or tell their own."""
WORD = re.compile(r"[^\W\d_]{2,}")


def test_every_page_says_its_language_direction_and_one_heading(pages):
    for page in pages:
        (html,) = page.all("html")
        assert (html.attributes["lang"], html.attributes["dir"]) == ("en", "ltr")
        assert len(page.all("h1")) == 1, page.path
        assert len(page.all("main")) == 1, page.path
        assert len([each for each in page.all("title") if not each.within("svg")]) == 1, page.path


def test_no_page_has_a_script_or_style_of_its_own_or_anything_from_elsewhere(pages):
    for page in pages:
        for element in page.elements:
            assert "style" not in element.attributes, page.path
            assert not [name for name in element.attributes if name.startswith("on")], page.path
            source = element.attributes.get("src") or ""
            assert not source.startswith(("http:", "https:", "//")), page.path
        loose = [each for each in page.all("script") if not each.attributes.get("src")]
        assert all(each.attributes.get("type") == "application/json" for each in loose), page.path
        assert not page.all("style"), page.path


def test_every_form_that_changes_something_is_protected(pages):
    for page in pages:
        forms = [each for each in page.all("form") if (each.attributes.get("method") or "").lower() == "post"]
        tokens = [
            each.parents for each in page.all("input") if each.attributes.get("name") == "csrfmiddlewaretoken"
        ]
        assert all(any(form in parents for parents in tokens) for form in forms), page.path


def test_every_field_has_a_label(pages):
    for page in pages:
        labelled = {each.attributes.get("for") for each in page.all("label")}
        for field in page.all("input", "select", "textarea"):
            if field.attributes.get("type") in {"hidden", "submit", "button"}:
                continue
            named = {"aria-label", "aria-labelledby"} & set(field.attributes)
            assert named or field.attributes.get("id") in labelled or field.within("label"), (
                page.path,
                field.attributes,
            )


def test_no_id_stands_twice_on_a_page(pages):
    for page in pages:
        ids = [each.attributes["id"] for each in page.elements if each.attributes.get("id")]
        assert len(ids) == len(set(ids)), (page.path, sorted({each for each in ids if ids.count(each) > 1}))


class Bracketed:
    """The other catalogue, of findings and of what core lists, in the same language."""

    def gettext(self, message):
        return f"⟦{message}⟧"

    def ngettext(self, one, many, count):
        return f"⟦{one if count == 1 else many}⟧"


@pytest.fixture
def marked(monkeypatch):
    """A language in which every translated sentence stands in brackets, so that what is not translated stands out."""
    told = translation._trans

    def bracketed(original):
        return lambda *arguments: f"⟦{original(*arguments)}⟧"

    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(told, name, bracketed(getattr(told, name)))
    monkeypatch.setattr(wording, "sentences_in", lambda _: Bracketed())


def is_a_value(element):
    """What somebody wrote carries its own language; the page's own language stands at its root only."""
    tagged = any("lang" in each.attributes for each in (element, *element.parents) if each.name != "html")
    return tagged or element.within(*EXEMPT)


def test_no_page_says_a_word_that_cannot_be_translated(marked, walked):
    own_names = {str(name) for _, name in settings.LANGUAGES} | {each.name for each in institutions()}
    for page in walked:
        depth = 0
        for text, element in page.texts:
            inside, depth = depth > 0, depth + text.count("⟦") - text.count("⟧")
            if inside or "⟦" in text or is_a_value(element) or text in own_names:
                continue
            assert not WORD.search(text), (page.path, text)


def test_every_page_has_a_policy_that_allows_nothing_unsafe(browser):
    policy = browser("tom.ashgrove@piu.utopia.example").get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_no_page_that_somebody_saw_stays_in_a_cache(browser):
    client = browser("tom.ashgrove@piu.utopia.example")
    assert client.get("/").headers["Cache-Control"] == "no-store"
    assert "no-store" in client.get("/mandate/records").headers["Cache-Control"]
