"""One visit, from its plan to what the public reads of it: six people of three organisations, each in a window of their own.

Its chapters are told in their order, each once: a test tells the visit as far as its own, whichever runs first.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from gettext import translation

import pytest
from tests.journeys.telling import (
    People,
    choice_of,
    enter,
    follow,
    press,
    send,
    taken_away,
    text_of,
    unpacked,
)

from catenary.locale import FOLDER

LEADER, SECRETARY = "pavel.oriska@committee.example", "leonie.marchetal@committee.example"
FIRST, SECOND = "ines.adaro@committee.example", "kwabel.asorine@committee.example"
PARTNER, FOCAL = "amelie.torvance@scales.example", "rania.qadoumir@aqira.example"
TEAM = {LEADER: "QSZ", FIRST: "QTL", SECOND: "QSI", PARTNER: "QOM"}
"""Who goes, and of which State they are."""
ALONE = {
    FIRST: ("2", "The zebra decree names no body."),
    SECOND: ("2", "The walrus circular is out of force."),
}
DISSENT = ("4", "The heron order binds every service.")
SEEN = "L'équipe a vu le Conseil national et six services."
TITLE, GAP = "Nobody has to make the assessment", "No rule says who makes the assessment, or when."
COMMENT = "صدر الأمر في آذار ويلزم كل الأجهزة."
ANSWER = "The order of March is named now."


@pytest.fixture(scope="module")
def story(desk, chromium, violations):
    """The visit, as far as it is told."""
    return Story(People(desk, chromium), desk.address, violations)


class Story:
    """A visit on its way, and the people who meet it."""

    def __init__(self, people, home, violations):
        self.people, self.home, self.violations = people, home, violations
        self.told, self.stopped, self.members = set(), "", {}

    def up_to(self, last):
        """Tell what is not told yet, up to a chapter and with it."""
        ahead = [each for each in CHAPTERS[: CHAPTERS.index(last) + 1] if each not in self.told]
        for chapter in ahead:
            assert not self.stopped, f"the visit stopped in the chapter {self.stopped}"
            self.stopped = chapter.__name__
            chapter(self)
            self.stopped = ""
            self.told.add(chapter)

    def at(self, email, *path):
        """The window of somebody, on a page of the visit."""
        page = self.people.at(email, "ar" if email == FOCAL else "en")
        page.goto("/".join((self.visit, *path)))
        return page

    def step(self, email, act, **told):
        """Somebody takes a step from the visit's page, and is led back to it."""
        page = self.at(email)
        follow(page, f"/steps/{act}")
        send(page, **told)
        assert page.url == self.visit
        return page

    def fits(self, page):
        """What axe finds wrong with the page."""
        assert not self.violations(page), page.url


def planned(story):
    """The body plans a visit; the State's focal point finds it, in Arabic, and agrees."""
    page = story.people.at(LEADER)
    page.goto(f"{story.home}/assessment/visits")
    follow(page, "/visits/new")
    begins = datetime.now(UTC).date() + timedelta(days=60)
    days = {"begins_on": begins.isoformat(), "ends_on": (begins + timedelta(days=4)).isoformat()}
    send(page, visited="Aqira", kind="focused", languages=["fr", "ar"], **days)
    story.visit = page.url
    follow(page, "/questions")
    send(page, edition="first edition", areas=["CIV", "GEN"])
    story.step(LEADER, "ask_consent")
    focal = story.at(FOCAL)
    assert focal.locator("html").get_attribute("dir") == "rtl"
    story.fits(focal)
    story.step(FOCAL, "give_consent")


def composed(story):
    """A leader, two colleagues and an expert of a partner are invited and declare; the team is settled."""
    for email, task in {LEADER: "leader", FIRST: "expert", SECOND: "expert", PARTNER: "expert"}.items():
        page = story.at(LEADER, "team", "new")
        who = {"organisation": "Even Scales"} if email == PARTNER else {"person": name_of(email)}
        send(page, task=task, **who)
        story.members[email] = page.url
        follow(page, "/invite")
        send(page)
    for email, nationality in TEAM.items():
        page = story.people.at(email)
        page.goto(story.home)
        follow(page, story.members[email].removeprefix(story.home))
        follow(page, "/accept")
        send(page, nationalities=nationality)
    story.step(LEADER, "settle_team")


def prepared(story):
    """Desk review, the State's own score in full, and a programme that it agrees to; the visit is made."""
    story.step(FIRST, "finish_desk_review")
    score_self(story)
    page = story.at(LEADER, "programme")
    follow(page, "/programme/new")
    day = (datetime.now(UTC).date() + timedelta(days=60)).isoformat()
    times = {"begins_at": f"{day}T09:00", "ends_at": f"{day}T10:30"}
    send(page, meets="ministry", institution="Ministry of the Interior", with_state=True, **times)
    for email, act in {FOCAL: "agree_programme", FIRST: "begin_visit"}.items():
        story.step(email, act)


def score_self(story):
    """Every question of every area, then handed in."""
    page = story.at(FOCAL)
    follow(page, "/own-score")
    areas = page.locator("main a[href*='/own-score/']").evaluate_all("links => links.map(each => each.href)")
    for address in areas:
        page.goto(address)
        for each in page.locator("main [name^=answer_][value='3']").all():
            each.check()
        press(page, page.locator("main form button[type=submit]").last)
    press(page, page.locator("form[action$='/hand-in'] button"))
    assert not page.locator("form[action$='/hand-in']").count()


def rated(story):
    """Two questions by three people, each alone; nobody reads what another said before the last has handed in."""
    page = story.at(LEADER, "raters")
    send(page, areas=["STR"], raters=[name_of(each) for each in (FIRST, SECOND, PARTNER)])
    for email in (FIRST, SECOND):
        story.panels = rate_two(story, email, *ALONE[email])
    for email in (LEADER, SECOND, PARTNER, FOCAL):
        for address in (
            *story.panels,
            *(f"{panel}/meeting" for panel in story.panels),
            f"{story.visit}/scores",
        ):
            page = story.people.at(email)
            page.goto(address)
            assert "zebra" not in page.content(), f"{email} reads it at {address}"
    rate_two(story, PARTNER, *DISSENT)
    for email in (LEADER, *ALONE, PARTNER):
        page = story.people.at(email)
        page.goto(f"{story.panels[0]}/meeting")
        assert all(word in text_of(page) for word in ("zebra", "walrus", "heron"))
    page = story.people.at(FOCAL)
    page.goto(f"{story.visit}/scores")
    assert "2, 2, 4" not in text_of(page)


def rate_two(story, email, level, reason):
    """The first two questions that are left, with one piece of evidence each; where they are."""
    page = story.at(email, "rating")
    page.locator(".page-head__actions a").click()
    page.wait_for_url("**/panels/*")
    done = []
    for _question in range(2):
        done.append(page.url)
        story.fits(page)
        name_evidence(page, level, reason)
        press(page, page.locator("#rating button[name=do][value=submit]"))
    return done


def name_evidence(page, level, reason):
    form = page.locator("#rating")
    choice_of(form, "answer", level).check()
    enter(form, "reason", reason)
    form.locator("summary").click()
    named = {"stance": "for", "kind": "legal_text", "access": "public", "reference": "Official journal 12"}
    for name, value in named.items():
        enter(form, name, value)
    press(page, form.locator("button[name=do][value=evidence]"))


def agreed(story):
    """The meeting agrees on what two said; the third keeps another view, and it stays to be read."""
    for panel in story.panels:
        page = story.people.at(LEADER)
        page.goto(f"{panel}/meeting")
        form = page.locator("main form[method=post]:has([name=answer])")
        other = form.locator("fieldset", has_text=name_of(PARTNER))
        row = other.locator("input").first.get_attribute("name").removeprefix("kind_")
        told = {f"kind_{row}": "dissent", f"why_{row}": "The order is older than the decree."}
        send(page, answer="2", reason="The decree names no body.", **told)
        story.fits(page)
    page = story.people.at(SECOND)
    page.reload()
    assert "The order is older than the decree." in text_of(page)


def found(story):
    """Rules propose findings, a person writes one, it is the first concern; sections are written in French."""
    page = story.at(FIRST, "findings")
    press(page, page.locator("form[action$='/propose'] button"))
    story.fits(page)
    page.locator("main tbody tr", has_text="Gap").locator("a").first.click()
    page.wait_for_url("**/findings/*")
    follow(page, "/write")
    send(page, title=TITLE, text=GAP)
    page = story.at(FIRST, "concerns")
    send(page, place_1=TITLE)
    assert TITLE in text_of(page)
    page = story.at(FIRST, "report?language=fr")
    follow(page, "/sections/narrative/fr")
    send(page, text=SEEN)
    story.step(FIRST, "end_visit")


def reported(story):
    """The report comes out as PDF in French and in Arabic, each in its language."""
    for language in ("fr", "ar"):
        page = story.at(FIRST, f"report?language={language}")
        story.fits(page)
        made = taken_away(page, f"/files/short/{language}/pdf")
        assert made.startswith(b"%PDF")
        assert re.search(rb"/Lang ?\(" + language.encode(), unpacked(made))
        assert called(language).encode() in unpacked(made)
    page = story.at(LEADER, "levels")
    story.fits(page)


def commented(story):
    """The draft goes to the State, which reads scores without names and comments on a fact; it is answered, and adopted."""
    story.step(LEADER, "send_draft")
    page = story.at(FOCAL, "scores")
    assert "2, 2, 4" in text_of(page)
    page.goto(f"{story.panels[0]}/meeting")
    assert not any(word in page.content() for word in ("zebra", "walrus", "heron", name_of(PARTNER)))
    page = story.at(FOCAL, "findings")
    assert TITLE in text_of(page)
    story.fits(page)
    page = story.at(FOCAL, "comments")
    follow(page, "/comments/new")
    send(page, about="1.1", text=COMMENT, language="ar")
    page = story.at(LEADER, "comments")
    assert COMMENT not in text_of(page)
    story.step(FOCAL, "hand_in_comments")
    page = story.at(FIRST, "comments")
    assert COMMENT in text_of(page)
    page.locator("main a[href$='/answer']").click()
    send(page, outcome="accepted", answer=ANSWER)
    story.step(LEADER, "send_for_adoption")
    story.step(SECRETARY, "adopt")


def published(story):
    """The State decides on two sections, a secretary lets them out; anybody reads those, and no others."""
    page = story.at(FOCAL)
    follow(page, "/steps/decide_publication")
    story.fits(page)
    send(page, publication="partial", sections=["narrative", "concerns"])
    page = story.at(SECRETARY, "report")
    follow(page, "/report/release")
    send(page, kind="short", language="fr")
    address = page.url
    page = story.people.anybody("ar")
    page.goto(f"{story.home}/assessment/published")
    follow(page, address.removeprefix(story.home))
    story.fits(page)
    assert page.locator("main section[id^=s] h2").count() == len(("narrative", "concerns"))
    read = text_of(page)
    assert SEEN in read
    assert GAP in read
    assert not any(word in read for word in (COMMENT, ANSWER, "heron", "zebra", name_of(PARTNER)))
    assert taken_away(page, "/pdf").startswith(b"%PDF")
    told = json.loads(taken_away(page, "/json"))
    assert [each["kind"] for each in told["sections"]] == ["narrative", "concerns"]
    for other in ("scores", "report", "comments"):
        page.goto(f"{story.visit}/{other}")
        assert "/account/login" in page.url


CHAPTERS = (planned, composed, prepared, rated, agreed, found, reported, commented, published)


def called(language):
    """What a short report on Aqira is called in a language of the desk."""
    words = translation("django", FOLDER, [language])
    report = words.pgettext("report", "Short assessment")
    return words.gettext("%(report)s: %(state)s") % {"report": report, "state": "Aqira"}


def name_of(email):
    """What somebody of the demo is called."""
    return email.split("@")[0].replace(".", " ").title()


def test_a_visit_is_planned_with_the_states_consent_and_its_team_declares(story):
    story.up_to(prepared)


def test_three_rate_alone_and_meet_and_one_keeps_another_view(story):
    story.up_to(agreed)


def test_findings_are_written_and_the_report_comes_out_in_french_and_arabic(story):
    story.up_to(reported)


def test_the_state_comments_and_the_public_reads_the_two_sections_that_it_releases(story):
    story.up_to(published)
