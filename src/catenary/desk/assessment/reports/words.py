"""What pages and reports call findings, their kinds and grounds, reports and sections."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catenary.core.assessment.findings import FindingKind, Ground
from catenary.core.assessment.findings_flow import FindingAct, FindingState
from catenary.core.assessment.report_model import ReportKind, SectionKind
from catenary.desk.assessment.visits.words import STAGES, told
from catenary.desk.shell.parts import Colour, Tag
from catenary.desk.shell.sentences import register_words
from catenary.formats.reports.words import FrameWords

KINDS: Final[Mapping[FindingKind, tuple[Promise, Colour]]] = {
    FindingKind.GAP: (pgettext_lazy("finding", "Gap"), Colour.ORANGE),
    FindingKind.RISK: (pgettext_lazy("finding", "Risk"), Colour.RED),
    FindingKind.STRENGTH: (pgettext_lazy("finding", "Strength"), Colour.GREEN),
    FindingKind.GOOD_PRACTICE: (pgettext_lazy("finding", "Good practice"), Colour.TEAL),
    FindingKind.FOLLOW_UP: (pgettext_lazy("finding", "Question for follow-up"), Colour.BLUE),
}
STATES: Final[Mapping[FindingState, tuple[Promise, Colour]]] = {
    FindingState.PROPOSED: (pgettext_lazy("finding", "proposed by a rule"), Colour.GREY),
    FindingState.TAKEN_UP: (pgettext_lazy("finding", "taken up"), Colour.GREEN),
    FindingState.LEFT: (pgettext_lazy("finding", "set aside"), Colour.GREY),
}
ACTS: Final[Mapping[FindingAct, Promise]] = {
    FindingAct.WRITE: _("Wrote the finding"),
    FindingAct.LEAVE: pgettext_lazy("deed", "Set the finding aside"),
}
_STEPS: Final[Mapping[FindingAct, Promise]] = {
    FindingAct.WRITE: _("Write the finding"),
    FindingAct.LEAVE: _("Set the finding aside"),
}
GROUNDS: Final[Mapping[Ground, Promise]] = {
    Ground.LOW_LEVEL: _("A low level was agreed"),
    Ground.LAW_WITHOUT_PRACTICE: _("Good on paper, but officials do not work by it"),
    Ground.PRACTICE_WITHOUT_EFFECT: _("Officials work by it, but it does not bring what it is for"),
    Ground.PREREQUISITE_MISSING: _("It is built on something that does not stand"),
    Ground.HIGH_LEVEL: _("High levels were agreed on everything known"),
    Ground.HIGHEST_LEVEL: _("Practice or effect at the highest level, with evidence for it"),
    Ground.NOT_KNOWN: _("Nobody knows how it stands"),
    Ground.CONTESTED: _("There is more evidence against the level than for it"),
    Ground.PREREQUISITE_UNKNOWN: _("Nobody knows how something stands that it is built on"),
}
REPORTS: Final[Mapping[ReportKind, Promise]] = {
    ReportKind.SHORT: pgettext_lazy("report", "Short assessment"),
    ReportKind.FULL: pgettext_lazy("report", "Full report"),
    ReportKind.REPLY: pgettext_lazy("report", "Reply of the State"),
    ReportKind.SUMMARY: pgettext_lazy("report", "Executive summary"),
}
SECTIONS: Final[Mapping[SectionKind, Promise]] = {
    SectionKind.FACTS: pgettext_lazy("section", "The visit"),
    SectionKind.NARRATIVE: pgettext_lazy("section", "What was seen"),
    SectionKind.PROFILE: pgettext_lazy("section", "Levels by area"),
    SectionKind.CONCERNS: pgettext_lazy("section", "First concerns"),
    SectionKind.PROGRESS: pgettext_lazy("section", "Strengths and good practices"),
    SectionKind.AREA: pgettext_lazy("section", "Area"),
    SectionKind.FOLLOW_UP: pgettext_lazy("section", "Questions for follow-up"),
    SectionKind.ROADMAP: pgettext_lazy("section", "What comes first"),
    SectionKind.ASSISTANCE: pgettext_lazy("section", "Assistance needed, and assistance offered"),
    SectionKind.METHOD: pgettext_lazy("section", "How it was assessed"),
    SectionKind.OBSERVATIONS: pgettext_lazy("section", "Comments of the State and answers to them"),
    SectionKind.REPLIES: pgettext_lazy("section", "What the State replies"),
    SectionKind.FIGURES: _("Figures of foreign terrorist fighters"),
    SectionKind.ANSWERS: pgettext_lazy("section", "Every question and its level"),
}


def kind_tag(kind: str) -> Tag:
    """The kind of a finding as a tag."""
    text, colour = KINDS[FindingKind(kind)]
    return Tag(str(text), colour)


def state_tag(state: str) -> Tag:
    """Where a finding stands, as a tag."""
    text, colour = STATES[FindingState(state)]
    return Tag(str(text), colour)


def frame_words() -> FrameWords:
    """The words that a file's frame adds, in the language spoken now; what stands in braces is filled in by the frame."""
    return FrameWords(
        contents=now("Contents"),
        page=now("Page {page} of {pages}"),
        source=now("Source: {source}"),
        edition=now("Edition {edition}, SHA-256 {hash}"),
        proof=now("Entry of the ledger: {proof}"),
        withheld=now("Not released: sections {sections}"),
        interval=now("{low} to {high}"),
        unknown=now("not enough to say"),
        before=now("before"),
    )


def register() -> None:
    """Have refusals speak of kinds, states, steps, stages and sections in words."""
    register_words(
        "findings",
        kind=lambda code: str(KINDS[FindingKind(code)][0]),
        state=lambda code: str(STATES[FindingState(code)][0]),
        act=lambda code: str(_STEPS[FindingAct(code)]),
        stage=lambda code: told(STAGES, code),
    )
    register_words("report", section=_section)


def _section(code: str) -> str:
    """A section of an area is called by the area's code."""
    return str(SECTIONS[SectionKind(code)]) if code in {*SectionKind} else code
