"""Invented editions for tests: a small sound one, and any sound one (hypothesis)."""

from attrs import evolve
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from catenary.core.measures.model import (
    Area,
    Confidence,
    Edition,
    Force,
    Mark,
    Prerequisite,
    Question,
    QuestionKind,
    Requirement,
    Source,
    Vignette,
    paragraph,
)

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For tests that draw whole editions: on a busy machine that takes its time."""
AREAS = {
    "BOR": "Borders",
    "STR": "Strategy",
    "PRR": "Prosecution and return",
    "HUM": "Human rights",
    "CIV": "Civil society",
}
REQUIREMENTS = ("BOR-1", "BOR-2", "BOR-3", "STR-03", "PRR-10", "HUM-1", "CIV-1")


def question(code, requirement, **changes):
    return evolve(
        Question(
            code=code,
            requirement=requirement,
            kind=QuestionKind.LAW if code.endswith("L") else QuestionKind.PRACTICE,
            text=f"How does {code} stand?",
            help=f"Look at {code}.",
            levels=[f"{code} stands at {level}" for level in range(1, 6)],
            evidence=["A register", "A visit"],
            partners=["UNODC"],
        ),
        **changes,
    )


def requirement(code, **changes):
    return evolve(
        Requirement(
            code=code,
            area=code.partition("-")[0],
            text=f"The State has {code}",
            source=Source("S/RES/1373 (2001)", "2(g)"),
            force=Force.DECIDES,
            confidence=Confidence.HIGH,
            also=[Source("S/RES/2396 (2017)", "about 15; 16"), Source("CTC practice")],
        ),
        **changes,
    )


def small_edition(**changes):
    """Sound and complete: three requirements at the border, each needing the one before, and what may not be left out."""
    needs = {"BOR-2": [Prerequisite("BOR-1", 3, "No border")], "BOR-3": [Prerequisite("BOR-2", 2, "No data")]}
    marks = {"HUM-1": {Mark.HUMAN_RIGHTS}, "CIV-1": {Mark.CIVIL_SOCIETY}}
    return evolve(
        Edition(
            code="E1",
            title="First edition",
            areas=[Area(code, name) for code, name in AREAS.items()],
            requirements=[requirement(code, prerequisites=needs.get(code, ())) for code in REQUIREMENTS],
            questions=[
                question(f"{code}-{letter}", code, marks=marks.get(code, set()))
                for code in REQUIREMENTS
                for letter in "LP"
            ],
            vignettes=[Vignette("V-1", "BOR-1-P", "A small State with one crossing.")],
            complete=True,
        ),
        **changes,
    )


def with_question(edition, code, **changes):
    """The edition with one question changed."""
    return evolve(
        edition,
        questions=[evolve(each, **changes) if each.code == code else each for each in edition.questions],
    )


def with_requirement(edition, code, **changes):
    """The edition with one requirement changed."""
    return evolve(
        edition,
        requirements=[
            evolve(each, **changes) if each.code == code else each for each in edition.requirements
        ],
    )


def without(edition, *codes):
    """The edition without some areas, requirements, questions or cases."""
    parts = ("areas", "requirements", "questions", "vignettes")
    return evolve(
        edition,
        **{part: [each for each in getattr(edition, part) if each.code not in codes] for part in parts},
    )


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
WORDS = TEXTS.filter(paragraph)
POOLS = st.lists(WORDS, min_size=5, max_size=7, unique_by=lambda text: paragraph(text).casefold())
"""A few texts that an edition is put together from: many draws are slow."""


class _Drawing:
    """Draws the parts of one edition from a pool of texts."""

    def __init__(self, draw):
        self.draw = draw
        self.pool = draw(POOLS)

    def one_of(self, values):
        return self.draw(st.sampled_from(values))

    def some(self, most, free_of=""):
        usable = [text for text in self.pool if not set(free_of) & set(text)]
        return [self.one_of(usable) for _ in range(self.draw(st.integers(0, most)))] if usable else []

    def maybe(self):
        return "".join(self.some(1))

    def source(self):
        return Source(next(iter(self.some(1, free_of="|")), "S/RES/1 (2031)"), self.maybe())

    def requirement(self, code, areas, others):
        return Requirement(
            code=code,
            area=self.one_of(areas),
            text=self.one_of(self.pool),
            source=self.source(),
            force=self.one_of([*Force]),
            confidence=self.one_of([*Confidence]),
            also=[self.source() for _ in self.some(2)],
            note=self.maybe(),
            prerequisites=[
                Prerequisite(each, self.draw(st.integers(1, 5)), self.one_of(self.pool))
                for each in others
                if self.draw(st.booleans())
            ],
        )

    def question(self, code, requirements):
        return Question(
            code=code,
            requirement=self.one_of(requirements),
            kind=self.one_of([*QuestionKind]),
            text=self.one_of(self.pool),
            levels=self.draw(st.permutations(self.pool))[:5],
            help=self.maybe(),
            not_applicable=self.maybe(),
            evidence=self.some(2),
            marks=[mark for mark in Mark if self.draw(st.booleans())],
            partners=self.some(2, free_of=";"),
        )


@st.composite
def editions(draw):
    """Any sound edition, in any order of its parts; never one called complete."""
    drawing = _Drawing(draw)
    areas, requirements, asked = ("A", "B-1", "C"), ("A-1", "R2", "9", "A-3-X"), ("A-1-L", "A-1-P", "Q", "7")
    told = [drawing.requirement(code, areas, requirements[:place]) for place, code in enumerate(requirements)]
    questions = [drawing.question(code, requirements) for code in asked[: draw(st.integers(0, 4))]]
    return Edition(
        code=drawing.one_of(["E-1", "2031"]),
        title=drawing.one_of(drawing.pool),
        areas=[Area(code, drawing.one_of(drawing.pool)) for code in draw(st.permutations(areas))],
        requirements=draw(st.permutations(told)),
        questions=draw(st.permutations(questions)),
        vignettes=[
            Vignette(f"V-{each.code}", each.code, drawing.one_of(drawing.pool))
            for each in questions
            if draw(st.booleans())
        ],
        language=drawing.one_of(["en", "fr", "zh_Hans"]),
    )


CHANGES = {
    "kept": {},
    "help": {"help": "Look elsewhere"},
    "text": {"text": "Otherwise?"},
    "levels": {"levels": ["One", "Two", "Three", "Four", "Five"]},
    "code": None,
    "dropped": None,
}


@st.composite
def successions(draw):
    """An edition and the next one, in which some questions were kept, changed, dropped, added or came under another code."""
    before = draw(editions())
    questions = []
    for each in before.questions:
        change = draw(st.sampled_from([*CHANGES]))
        if change == "code":
            questions.append(evolve(each, code=f"{each.code}-2"))
        elif change != "dropped":
            questions.append(evolve(each, **CHANGES[change]))
    if draw(st.booleans()):
        questions.append(question("NEW", before.requirements[0].code))
    return before, evolve(before, code="LATER", questions=questions, vignettes=[], follows=before.code)
