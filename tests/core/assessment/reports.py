"""Invented reports: one whole short report in any language, and any report (hypothesis)."""

from datetime import date

from hypothesis import strategies as st

from catenary.core.assessment.findings import FindingKind
from catenary.core.assessment.report import ORDER, Part, compose, faults
from catenary.core.assessment.report_model import (
    Dot,
    Fact,
    FindingTold,
    Imprint,
    Paragraph,
    Profile,
    ProfileHeadings,
    Report,
    ReportKind,
    SectionKind,
    Strip,
    StripRow,
    Table,
    Text,
)

SAYING = {
    "en": "The State has a law, but officers do not work by it yet.",
    "fr": "L’État a une loi, mais les agents ne l’appliquent pas encore : œuvre à achever.",
    "es": "El Estado tiene una ley, pero los agentes aún no la aplican. ¿Por qué?",
    "ru": "В государстве есть закон, но служащие пока не работают по нему.",
    "ar": "لدى الدولة قانون، لكن الموظفين لا يعملون به حتى الآن (المادة 3).",
    "zh-hans": "该国有法律，但官员尚未“依法”工作。",
}
IMPRINT = Imprint(date(2031, 5, 2), "E1", "ab" * 32, "entry 41")


def frame(kind=ReportKind.SHORT, language="en", title="Assessment of Marisia"):
    facts = (Fact("Visit", Text("2 to 6 May 2031")), Fact("Edition", Text("E1")))
    return Report(kind, language, title, Text("Marisia"), facts, (), IMPRINT, "OFFICIAL")


def told(label, text="Nothing is registered.", kind=FindingKind.GAP):
    return FindingTold(
        label, kind, "Gap", Text("Births"), Text(text), (Text("Level 2"), Text("3 for, 1 against"))
    )


def profile(areas=15):
    dots = tuple(
        Dot(f"Area {place}", None, None, None, None, "two raters are needed")
        if place == 3
        else Dot(
            f"Area {place}", 1.5 + place / 6, 1.2 + place / 6, 1.9 + place / 6, 2.0 if place % 2 else None
        )
        for place in range(areas)
    )
    return Profile(
        "Levels", "From 1.5 to 4", ProfileHeadings("Area", "Level", "Interval", "Before"), dots, "Ratings"
    )


def strip():
    rows = (StripRow("Borders", (1, 2, None, 5)), StripRow("Finance", (4,)))
    return Strip("Gaps", "Borders are weakest", rows, "1 is not in place", "Ratings")


def table(rows=3):
    return Table(
        "Answers", ("Question", "Level"), tuple((Text(f"BOR-{n}"), Text(str(n))) for n in range(rows)), "Team"
    )


def short_parts(language="en"):
    saying = SAYING[language]
    return [
        Part(SectionKind.FACTS, "Facts", [Paragraph(Text(saying)), table()]),
        Part(
            SectionKind.NARRATIVE,
            "What was seen",
            [Paragraph(Text(f"{saying}\n{saying}")) for _ in range(14)],
        ),
        Part(SectionKind.PROFILE, "Levels by area", [profile(), strip()]),
        Part(
            SectionKind.CONCERNS, "First concerns", [told(f"G{place}", saying * 6) for place in range(1, 6)]
        ),
        Part(SectionKind.PROGRESS, "Progress", [told("S1", saying, FindingKind.STRENGTH)]),
        Part(SectionKind.METHOD, "Method", [Paragraph(Text(saying * 3)), Paragraph(Text("Said so", "en"))]),
        Part(SectionKind.OBSERVATIONS, "Observations of the State", [Paragraph(Text(saying * 4))]),
    ]


def short_report(language="en", title="Assessment of Marisia"):
    return compose(frame(language=language, title=title), short_parts(language))


WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
TEXTS = st.builds(Text, WORDS, st.sampled_from(["", "ar", "en", "zh"]))
LEVELS = st.none() | st.floats(1, 5)
BLOCKS = st.one_of(
    st.builds(Paragraph, TEXTS),
    st.builds(FindingTold, WORDS, st.sampled_from(FindingKind), WORDS, TEXTS, TEXTS, st.tuples(TEXTS)),
    st.integers(0, 3).map(table),
    st.builds(
        Profile,
        WORDS,
        WORDS,
        st.builds(ProfileHeadings, WORDS, WORDS, WORDS),
        st.tuples(st.builds(Dot, WORDS, LEVELS)),
    ),
    st.builds(
        Strip, WORDS, WORDS, st.tuples(st.builds(StripRow, WORDS, st.tuples(st.none() | st.integers(1, 5))))
    ),
)


@st.composite
def any_report(draw):
    kind = draw(st.sampled_from(ReportKind))
    parts = [
        Part(
            section,
            draw(WORDS),
            draw(st.lists(BLOCKS, max_size=3)),
            "BOR" if section is SectionKind.AREA else "",
        )
        for section in ORDER[kind]
    ]
    assert not faults(kind, parts)
    return compose(frame(kind, title=f"Report {draw(WORDS)}"), draw(st.permutations(parts)))
